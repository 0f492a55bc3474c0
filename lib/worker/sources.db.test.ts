/** Commits from the API to a forge over TLS: allowed, given a token, asked by the worker, judged by registered signers, and shown. */
import { createHash, generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import pino from "pino";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { CommitSignerView, ForgeList, ForgeView } from "#contracts/supply-chain/forges.ts";
import type { SourceView } from "#contracts/supply-chain/sources.ts";
import type { ImageList, ImageTrailView } from "#contracts/supply-chain.ts";
import type { SecurityDocumentList, VulnerabilityList } from "#contracts/vulnerabilities.ts";
import { inventoryOfObjects } from "#core/inventory/from-objects.ts";
import { encodePublicKeyring, type PrivateKeyring, publicHalf, rawPublicKey } from "#server/crypto/keyring.ts";
import { loadJudgement } from "#server/supply-chain/judgement.ts";
import { createTestApi, type TestApi } from "#test/api/api.ts";
import { gitCommit, githubWorld } from "#test/forge/github-world.ts";
import { type ForgeLie, startForge, type TestForge } from "#test/forge/server.ts";
import { seedCluster, seedScan } from "#test/postgres/seed.ts";
import { worldChecks } from "#test/postgres/world.ts";
import type { WorkerContext } from "./context.ts";
import { handleReports } from "./reports.ts";
import { handleSources } from "./sources.ts";
import { storesOf } from "./stores.ts";
import { rotateKeys } from "./upkeep.ts";

const token = "c4n4ry-t0ken";
const file = (name: string) => readFileSync(new URL(`../../test/commits/${name}`, import.meta.url));
const raw = file("ed25519.commit");
const { sha: commit } = gitCommit(raw);
const line =
  file("allowed_signers")
    .toString()
    .split("\n")
    .find((one) => one.includes("ssh-ed25519")) ?? "";
const digest = `sha256:${"a".repeat(64)}`;
const clairPath = `/matcher/api/v1/vulnerability_report/${digest}`;
const clairReport = {
  manifest_hash: digest,
  packages: { "1": { id: "1", name: "openssl", version: "3.0.11" } },
  distributions: { d: { did: "debian", version: "12" } },
  environments: { "1": [{ distribution_id: "d" }] },
  vulnerabilities: { "9": { name: "CVE-2024-0727", normalized_severity: "Medium", fixed_in_version: "3.0.13" } },
  package_vulnerabilities: { "1": ["9"] },
};

let api: TestApi;
let cookie: string;
let context: WorkerContext;
let forge: TestForge;
let lie: ForgeLie | undefined;
let repository: string;
const patient = new AbortController().signal;

function newRing(): PrivateKeyring {
  const { privateKey, publicKey } = generateKeyPairSync("x25519");
  const current = createHash("sha256").update(rawPublicKey(publicKey)).digest("hex").slice(0, 16);
  return { current, keys: new Map([[current, privateKey]]) };
}

const query = async (sql: string, values: unknown[] = []) => (await api.data.database.pool.query(sql, values)).rows;

beforeAll(async () => {
  const keyring = newRing();
  forge = await startForge({
    answers: { ...githubWorld(raw), [clairPath]: clairReport },
    token,
    lie: (...asked) => lie?.(...asked) ?? false,
  });
  api = await createTestApi({ environment: { DRYDOCK_PUBLIC_KEYS: encodePublicKeyring(publicHalf(keyring)) } });
  cookie = await api.signIn({});
  const { settings } = api.entry.services;
  context = {
    settings: { ...settings, authorities: [forge.authority] },
    keyring,
    ...storesOf(api.data.database.pool),
    checks: worldChecks,
    log: pino({ level: "silent" }),
    name: "test",
    version: "0.0.0",
  };
  repository = `https://${forge.host}/acme/shop`;
  const cluster = await seedCluster(api.data, { name: "team" });
  const pod = {
    ...{ apiVersion: "v1", kind: "Pod", metadata: { namespace: "shop", name: "web" } },
    spec: { containers: [{ name: "app", image: "r.test/shop:1" }] },
    status: {
      phase: "Running",
      containerStatuses: [
        { name: "app", image: "r.test/shop:1", imageID: `r.test/shop@${digest}`, ready: true, restartCount: 0 },
      ],
    },
  };
  const facts = { uid: "u", version: "v1.37.2", minor: "1.37", discovery: { resources: [], gaps: [] } };
  await seedScan(
    api.data,
    cluster.id,
    inventoryOfObjects([pod], { takenAt: "2026-11-24T00:00:00Z", source: "live", cluster: facts }),
    [],
  );
  await query(
    `UPDATE registry_images SET looked_at = now(), states = '{"commit":"unknown","signature":"unsigned"}',
       source_repository = $1, source_commit = $2, judged_by = $3`,
    [repository, commit, (await loadJudgement(api.data.repositories.judgement)).revision],
  );
});
afterAll(() => forge.close());
beforeEach(async () => {
  lie = undefined;
  for (const table of ["source_commits", "source_reports", "forges", "commit_signers", "clair_looks"])
    await query(`DELETE FROM ${table}`);
});
afterEach(() => {
  forge.requests.length = 0;
});

async function ask<T>(method: string, path: string, body?: unknown, as = cookie): Promise<T & { status: number }> {
  const response = await api.ask(method, path, { cookie: as, body });
  const text = await response.text();
  expect(text).not.toContain(token);
  return { ...(text === "" ? {} : JSON.parse(text)), status: response.status };
}
const allow = (more: object = {}) => ask<ForgeView>("POST", "/forges", { host: forge.host, kind: "github", token, ...more });
const trust = () => ask<CommitSignerView>("POST", "/commit-signers", { kind: "ssh", name: "Jane", line });
const source = (as?: string) =>
  ask<SourceView>("GET", `/sources?repository=${encodeURIComponent(repository)}&commit=${commit}`, undefined, as);

describe("a commit that an image names", () => {
  it("is not looked at before somebody allows its forge and gives a token, and says which of the two is missing", async () => {
    await handleSources(context, patient);
    expect((await source()).commitLink).toMatchObject({
      state: "unknown",
      reason: expect.stringContaining("not among the forges"),
    });
    expect((await ask<ForgeList>("GET", "/forges")).notListed).toEqual([{ host: forge.host, commits: 1 }]);
    await allow({ token: undefined });
    await handleSources(context, patient);
    expect((await source()).pullRequestLink).toMatchObject({
      state: "unknown",
      reason: `Not looked: no token is set for ${forge.host}.`,
      remedy: "Give one under Settings, Forges.",
    });
    expect(forge.requests).toEqual([]);
  });

  it("is verified by its bytes once its signer is registered, and its request stays the forge's word", async () => {
    const made = await allow();
    expect(made).toMatchObject({ status: 201, api: `https://${forge.host}/api/v3`, token: { givenAt: expect.any(String) } });
    expect(JSON.stringify(await query("SELECT * FROM forge_tokens"))).not.toContain(token);
    await handleSources(context, patient);
    expect((await source()).commitLink).toMatchObject({ state: "signed-untrusted" });
    expect(await trust()).toMatchObject({ status: 201, signer: expect.stringContaining("SHA256:") });
    await handleSources(context, patient);
    const seen = await source();
    expect(seen.commitLink).toMatchObject({ state: "verified", signer: expect.stringContaining("jane@acme.test") });
    expect(seen.pullRequestLink).toMatchObject({
      state: "claim-only",
      reason: expect.stringContaining("#318 by jane into main"),
    });
    expect(seen.analyses).toMatchObject([
      { tool: "CodeQL", origin: "forge", looksAt: "static", namesCommit: true, counts: { error: 0 }, ended: "notTold" },
    ]);
    expect(seen).toMatchObject({ forgeAnalyses: { answer: "found" }, missingKinds: ["dependency", "dynamic"] });
    expect(seen.scorecardLook).toMatchObject({ reason: "The service of OpenSSF Scorecard is not asked." });
    const { images } = await ask<ImageList>("GET", "/images");
    expect(images).toMatchObject([{ links: { commit: "verified" } }]);
    expect((await ask<ForgeList>("GET", "/forges")).items).toMatchObject([{ commits: 1, looked: 1 }]);
  });

  it("is not asked for again before its time, and again where somebody asks", async () => {
    await allow();
    await handleSources(context, patient);
    const asked = forge.requests.length;
    await handleSources(context, patient);
    expect(forge.requests.length).toBe(asked);
    expect((await ask("POST", "/sources/look", { repository, commit })).status).toBe(202);
    await handleSources(context, patient);
    const again = forge.requests.length;
    expect(again).toBeGreaterThan(asked);
    const { images } = await ask<ImageList>("GET", "/images");
    expect((await ask("POST", `/images/${images[0]?.id}/look`)).status).toBe(200);
    await handleSources(context, patient);
    expect(forge.requests.length).toBeGreaterThan(again);
  });

  it("that a failing forge does not show keeps what was seen before, with the failure and its date", async () => {
    await allow();
    await handleSources(context, patient);
    const before = (await source()).lookedAt;
    await query("UPDATE source_commits SET due_at = now()");
    lie = (_request, response) => {
      response.writeHead(500).end();
      return true;
    };
    await handleSources(context, patient);
    expect(await source()).toMatchObject({
      lookedAt: before,
      failure: `${forge.host} failed (500).`,
      commitLink: { state: "signed-untrusted" },
    });
    await query("UPDATE source_commits SET looked_at = now() - interval '8 days'");
    expect((await source()).commitLink.state).toBe("stale");
  });

  it("is not told of to who does not see an image that names it", async () => {
    const other = await seedCluster(api.data, { name: `other-${Math.random()}` });
    const elsewhere = await api.signIn({ role: "operator", scope: { clusters: [{ id: other.id }] } });
    expect(await source(elsewhere)).toMatchObject({ status: 404 });
    const report = { version: "2.1.0", runs: [{ tool: { driver: { name: "x" } } }] };
    expect((await ask("POST", "/sources/reports", { repository, commit, report }, elsewhere)).status).toBe(404);
    expect((await ask("GET", "/forges", undefined, elsewhere)).status).toBe(403);
  });
});

describe("a forge", () => {
  it("has its token sealed anew with the keyring's current key", async () => {
    await allow();
    const [before] = await query("SELECT kid FROM forge_tokens");
    const next = newRing();
    const ring = { current: next.current, keys: new Map([...context.keyring.keys, ...next.keys]) };
    await rotateKeys({ ...context, keyring: ring });
    expect(await query("SELECT kid FROM forge_tokens")).toEqual([{ kid: next.current }]);
    expect(next.current).not.toBe(before?.kid);
    await handleSources({ ...context, keyring: ring }, patient);
    expect((await source()).commitLink.state).toBe("signed-untrusted");
  });

  it("whose token cannot be opened is not asked as nobody", async () => {
    await allow();
    await handleSources({ ...context, keyring: newRing() }, patient);
    expect((await source()).commitLink).toMatchObject({ state: "unknown", reason: expect.stringContaining("cannot be opened") });
    expect(forge.requests).toEqual([]);
  });

  it("is refused where it must not be dialled, is there already, or takes no token", async () => {
    expect(await allow({ host: "169.254.169.254" })).toMatchObject({ status: 422, code: "forgeRefused" });
    expect(await allow({ host: "api.scorecard.dev", kind: "scorecard" })).toMatchObject({ status: 422, code: "forgeRefused" });
    await allow();
    expect(await allow()).toMatchObject({ status: 409, code: "forgeExists" });
  });

  it("leaves who did what in the audit log, and no token", async () => {
    const { id } = await allow();
    await ask("PUT", `/forges/${id}/token`, { token: `${token}2` });
    await ask("DELETE", `/forges/${id}/token`);
    await ask("DELETE", `/forges/${id}`);
    const entries = await query("SELECT action, detail::text FROM audit_entries WHERE action LIKE 'forge.%'");
    expect([...new Set(entries.map(({ action }) => action))].sort()).toEqual([
      "forge.create",
      "forge.eraseToken",
      "forge.remove",
      "forge.token",
    ]);
    expect(JSON.stringify(entries)).not.toContain(token);
  });
});

describe("Clair", () => {
  const looked = async () => {
    await query("UPDATE clair_looks SET due_at = now()");
    await handleReports(context, patient);
    return (await ask<SecurityDocumentList>("GET", "/security-documents")).clair;
  };
  const answering =
    (status: number, body: object = {}): ForgeLie =>
    (_request, response) => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
      return true;
    };
  const vulnerabilities = () => ask<VulnerabilityList>("GET", "/vulnerabilities");

  it("is asked where it is allowed, does not know a manifest rather than find nothing, and is a witness of what it reports", async () => {
    expect(await looked()).toMatchObject({ asked: false, images: 1, known: 0, unknown: 0 });
    expect(forge.requests).toEqual([]);
    expect(await allow({ kind: "clair" })).toMatchObject({ status: 201, api: `https://${forge.host}` });
    lie = answering(404);
    expect(await looked()).toMatchObject({ asked: true, known: 0, unknown: 1, failed: 0 });
    expect(await vulnerabilities()).toMatchObject({ total: 0, coverage: { known: 0 } });
    lie = undefined;
    expect(await looked()).toMatchObject({ known: 1, unknown: 0, lookedAt: expect.any(String) });
    expect(forge.requests.at(-1)).toEqual({ path: clairPath, authorization: `Bearer ${token}` });
    expect(await vulnerabilities()).toMatchObject({ vulnerabilities: [{ id: "CVE-2024-0727", tools: ["Clair"] }] });
    expect(await ask("GET", "/vulnerabilities/detail?vulnerability=CVE-2024-0727")).toMatchObject({
      findings: [{ witnesses: [{ tool: "Clair", joinedBy: digest, from: { origin: "clair", state: "claim-only" } }] }],
    });
  });

  it.each([
    ["fails", answering(500), "failed (500)"],
    ["does not take the token", answering(401), "does not take the token"],
    [
      "gives another manifest's report",
      answering(200, { ...clairReport, manifest_hash: digest.replaceAll("a", "b") }),
      "another manifest",
    ],
    ["gives something else", answering(200, { packages: {} }), "cannot be read"],
  ])("keeps what it said before where it %s, and says so", async (_what, answer, sentence) => {
    await allow({ kind: "clair" });
    await looked();
    lie = answer;
    expect(await looked()).toMatchObject({ known: 1, failure: expect.stringContaining(sentence) });
    expect(await vulnerabilities()).toMatchObject({ total: 1 });
  });

  it("says nothing any more of an image that runs nowhere", async () => {
    await allow({ kind: "clair" });
    await looked();
    await query("UPDATE running_images SET digest = $1", [digest.replaceAll("a", "c")]);
    expect(await looked()).toMatchObject({ known: 0 });
    expect(await query("SELECT id FROM security_documents")).toEqual([]);
    await query("UPDATE running_images SET digest = $1", [digest]);
  });
});

describe("a signer of commits", () => {
  it("by PGP is told by its fingerprint; a private key, another line than a key, or a name twice is refused", async () => {
    const add = (body: object) => ask<CommitSignerView>("POST", "/commit-signers", body);
    const keys = file("pgp.keys").toString();
    expect(await add({ kind: "pgp", name: "Jane", keys })).toMatchObject({
      status: 201,
      signer: expect.stringMatching(/^[0-9A-F]{40}$/),
    });
    expect(await add({ kind: "pgp", name: "Jane", keys })).toMatchObject({ status: 409, code: "commitSignerExists" });
    expect(await add({ kind: "pgp", name: "Eve", keys: "none" })).toMatchObject({ status: 422, issues: [{ path: "keys" }] });
    expect(await add({ kind: "ssh", name: "Eve", line: "eve" })).toMatchObject({ status: 422, issues: [{ path: "line" }] });
    const [{ id } = { id: "" }] = (await ask<{ items: CommitSignerView[] }>("GET", "/commit-signers")).items;
    expect((await ask("DELETE", `/commit-signers/${id}`)).status).toBe(204);
    expect(await ask("DELETE", `/commit-signers/${id}`)).toMatchObject({ status: 404 });
  });
});

describe("a report about a commit", () => {
  const sarif = (driver: object, revisionId = commit) => ({
    version: "2.1.0",
    runs: [
      {
        tool: { driver },
        results: [{ ruleId: "sqli", level: "error", message: { text: "<img onerror=alert(1)>" } }],
        versionControlProvenance: [{ repositoryUri: repository, revisionId }],
      },
    ],
  });
  const upload = (report: unknown) => ask<SourceView>("POST", "/sources/reports", { repository, commit, report });

  it("is joined on the commit, replaced by a newer one of its tool, and removed", async () => {
    await upload(sarif({ name: "Semgrep", version: "1.0" }));
    const made = await upload(sarif({ name: "Semgrep", version: "1.1" }));
    expect(made).toMatchObject({
      status: 201,
      analyses: [{ tool: "Semgrep", version: "1.1", origin: "upload", uploadedBy: "Robin", counts: { error: 1 } }],
    });
    expect((await ask("DELETE", `/sources/reports/${made.analyses[0]?.id}`)).status).toBe(204);
    expect(await source()).toMatchObject({
      analyses: [],
      forgeAnalyses: { answer: "unknown", reason: expect.stringContaining("not among the forges") },
    });
  });

  it("has all runs of a tool added up, a name with U+0000 in it kept, and counts by level and by score", async () => {
    const [run] = sarif({ name: "Trivy", rules: [{ id: "sqli", properties: { "security-severity": "9.8" } }] } as object).runs;
    const made = await upload({ version: "2.1.0", runs: [run, run] });
    expect(made.analyses).toMatchObject([
      { tool: "Trivy", looksAt: "dependency", counts: { error: 2 }, scored: { critical: 2, high: 0 }, uncounted: 0 },
    ]);
    expect(await upload(sarif({ name: "x\u0000y" }))).toMatchObject({ status: 201 });
  });

  it("that names no commit is told from one that does", async () => {
    const made = await upload({ version: "2.1.0", runs: [{ tool: { driver: { name: "x" } } }] });
    expect(made.analyses).toMatchObject([{ namesCommit: false }]);
  });

  it("of another commit is named as that, and is never among those of this one", async () => {
    await upload(sarif({ name: "Semgrep" }));
    const other = "e".repeat(40);
    const [next, copied] = [digest.replaceAll("a", "d"), "SELECT (jsonb_populate_record(o, $1::jsonb)).* FROM"];
    const image = { id: "img_othercommit", digest: next, source_commit: other };
    await query(`INSERT INTO registry_images ${copied} registry_images o LIMIT 1`, [JSON.stringify(image)]);
    const ofOther = () => ask<SourceView>("GET", `/sources?repository=${encodeURIComponent(repository)}&commit=${other}`);
    expect((await ofOther()).status).toBe(404);
    await query(`INSERT INTO running_images ${copied} running_images o LIMIT 1`, [JSON.stringify({ seq: 99, digest: next })]);
    expect(await ofOther()).toMatchObject({ analyses: [], otherCommits: [{ commit, tools: ["Semgrep"] }] });
    await query("DELETE FROM running_images WHERE seq = 99");
    await query("DELETE FROM registry_images WHERE id = 'img_othercommit'");
  });

  it("of another commit, or that is none, is refused", async () => {
    for (const report of [sarif({ name: "x" }, "b".repeat(40)), { version: "2.1.0", runs: [] }, [], "x", null])
      expect(await upload(report)).toMatchObject({ status: 422, code: "sourceReportRefused" });
    const card = { date: "2026-11-20", repo: { name: "github.com/evil/shop", commit }, score: 9, checks: [] };
    expect(await upload(card)).toMatchObject({ status: 422 });
  });

  it("may be a Scorecard of the repository, and says whether it is of this commit", async () => {
    const card = {
      date: "2026-11-20",
      repo: { name: `${forge.host}/acme/shop`, commit: "b".repeat(40) },
      score: 7.1,
      checks: [{ name: "Signed-Releases", score: -1, reason: "none" }],
    };
    expect((await upload(card)).scorecards).toEqual([
      expect.objectContaining({ score: 7.1, sameCommit: false, checks: [{ name: "Signed-Releases", reason: "none" }] }),
    ]);
  });
});

it("a trail shows commit and request of its source, or why they were not looked at", async () => {
  const trail = await ask<ImageTrailView>("GET", `/images/${(await query("SELECT id FROM registry_images"))[0]?.id}`);
  const links = trail.links.filter(({ id }) => id === "commit" || id === "pullRequest");
  expect(links.map(({ state, reason }) => [state, reason])).toEqual([
    ["unknown", "Nothing names the source, so there is no commit to look at."],
    ["unknown", "Nothing names the source, so there is no commit to look at."],
  ]);
});
