/** The life of a finding over the API: who may waive what, files for Git, people, notices and the digest. */
import { beforeAll, describe, expect, test } from "vitest";
import type { Digest } from "#contracts/digest.ts";
import type { FindingDetail, FindingPage } from "#contracts/findings.ts";
import type { Notices, Waiver, WaiverPage, WaiverPlan, WaiverPreview } from "#contracts/waivers.ts";
import { createTestApi, type TestApi } from "#test/api/api.ts";
import { seedCluster, seedScan } from "#test/postgres/seed.ts";
import { inventoryOf, worldChecks } from "#test/postgres/world.ts";

const pods = ["web", "api"].flatMap((name) =>
  ["shop", "ops"].map((namespace) => ({ namespace, name, privileged: true as const })),
);
const nothing = { clusters: [], checks: [], namespaces: [], kinds: [], names: [], fingerprints: [] };
const day = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * day).toISOString();
const terms = (name: string, match: object, days = 90) => ({
  ...{ name, reason: "It is known.", owner: "Ada", expiresAt: inDays(days) },
  match: { ...nothing, ...match },
});

let api: TestApi;
let eu: string;
let us: string;
let scan: string;
let admin: string;

beforeAll(async () => {
  api = await createTestApi();
  eu = (await seedCluster(api.data, { name: "eu" })).id;
  us = (await seedCluster(api.data, { name: "us" })).id;
  scan = (await seedScan(api.data, eu, inventoryOf({ pods, uid: "eu" }), worldChecks)).id;
  await seedScan(api.data, us, inventoryOf({ pods, uid: "us" }), worldChecks);
  admin = await api.signIn({ email: "ada@example.com" });
});

async function ask<T>(method: string, path: string, cookie: string, body?: unknown): Promise<{ status: number; body: T }> {
  const response = await api.ask(method, path, { cookie, ...(body !== undefined && { body }) });
  const text = await response.text();
  return { status: response.status, body: (text === "" ? undefined : JSON.parse(text)) as T };
}

async function forget(): Promise<void> {
  await api.data.database.pool.query("DELETE FROM waivers");
}

describe("who may waive what", () => {
  test("an operator of one cluster stays inside it, and a waiver of somebody else's cluster is not there", async () => {
    const operator = await api.signIn({ role: "operator", scope: { clusters: [{ id: eu }] } });
    const beyond = await ask<WaiverPreview>("POST", "/waivers/preview", operator, { match: { kinds: ["Pod"] } });
    expect(beyond.body.refused).toContain("name the clusters");
    expect((await ask("POST", "/waivers", operator, terms("all pods", { kinds: ["Pod"] }))).status).toBe(403);
    expect((await ask("POST", "/waivers", operator, terms("theirs", { clusters: [us], kinds: ["Pod"] }))).status).toBe(403);
    const broad = await ask<{ code: string }>("POST", "/waivers", operator, terms("whole", { clusters: [eu] }));
    expect([broad.status, broad.body.code]).toEqual([422, "waiverTooBroad"]);
    expect((await ask("POST", "/waivers", operator, terms("mine", { clusters: [eu], kinds: ["Pod"] }))).status).toBe(201);
    const { body: theirs } = await ask<Waiver>("POST", "/waivers", admin, terms("us only", { clusters: [us], names: ["web"] }));
    expect((await ask("POST", `/waivers/${theirs.id}/revoke`, operator)).status).toBe(404);
    const { body: both } = await ask<Waiver>("POST", "/waivers", admin, terms("both", { clusters: [eu, us], names: ["web"] }));
    const { body: seen } = await ask<Waiver>("GET", `/waivers/${both.id}`, operator);
    expect(seen).toMatchObject({ whole: false, clusters: [{ id: eu, name: "eu" }], matches: 2 });
    expect(seen.match).toMatchObject({ clusters: [eu], names: [] });
    expect((await ask("POST", `/waivers/${both.id}/revoke`, operator)).status).toBe(403);
    await forget();
  });

  test("a reader of one namespace names it, and sees only what a waiver holds there", async () => {
    const operator = await api.signIn({ role: "operator", scope: { clusters: [{ id: eu, namespaces: ["shop"] }] } });
    expect((await ask("POST", "/waivers", operator, terms("a", { clusters: [eu], kinds: ["Pod"] }))).status).toBe(403);
    const made = await ask<Waiver>("POST", "/waivers", operator, terms("a", { clusters: [eu], namespaces: ["shop"] }));
    expect([made.status, made.body.matches]).toEqual([201, 2]);
    const { body: all } = await ask<Waiver>("POST", "/waivers", admin, terms("b", { clusters: [eu], kinds: ["Pod", "Node"] }));
    expect(all.matches).toBe(5);
    const { body } = await ask<WaiverPage>("GET", "/waivers?state=active", operator);
    expect(body.items.map(({ name, matches, whole }) => [name, matches, whole])).toEqual([
      ["a", 2, true],
      ["b", 2, false],
    ]);
    await forget();
  });

  test("an end is mandatory, in the future and not too far", async () => {
    for (const days of [-1, 800])
      expect((await ask("POST", "/waivers", admin, terms("a", { kinds: ["Pod"] }, days))).status).toBe(400);
    const { expiresAt: _end, ...without } = terms("a", { kinds: ["Pod"] });
    expect((await ask("POST", "/waivers", admin, without)).status).toBe(400);
  });
});

describe("a waived finding", () => {
  test("leaves the open list, is counted apart everywhere, and says who decided", async () => {
    await ask("POST", "/waivers", admin, terms("web", { clusters: [eu], names: ["web"] }));
    const { body: open } = await ask<FindingPage>("GET", `/findings?cluster=${eu}`, admin);
    expect([open.total, open.waived]).toEqual([3, 2]);
    const { body: waived } = await ask<FindingPage>("GET", `/findings?cluster=${eu}&life=waived`, admin);
    expect(waived.items.map((item) => item.waiver?.name)).toEqual(["web", "web"]);
    const { body: fleet } = await ask<{ totals: { counts: { high: number }; waived: { high: number } } }>("GET", "/fleet", admin);
    expect([fleet.totals.counts.high, fleet.totals.waived.high]).toEqual([8, 2]);
    const { body: cluster } = await ask<{ lastScan: { counts: object; waived: object } }>("GET", `/clusters/${eu}`, admin);
    expect(cluster.lastScan).toMatchObject({ counts: { high: 4 }, waived: { high: 2, medium: 0 } });
    const { body: facets } = await ask<{ life: object[] }>("GET", `/findings/facets?cluster=${eu}`, admin);
    expect(facets.life).toEqual([
      { value: "open", count: 3 },
      { value: "waived", count: 2 },
    ]);
    const fingerprint = waived.items[0]?.fingerprint;
    const { body: detail } = await ask<FindingDetail>("GET", `/scans/${scan}/findings/${fingerprint}`, admin);
    expect(detail).toMatchObject({ life: "waived", doings: [{ what: "waived", by: "Robin", text: "It is known." }] });
    await forget();
  });

  test("stays waived for those who look later only until the end, which nobody can change afterwards", async () => {
    const { body: waiver } = await ask<Waiver>("POST", "/waivers", admin, terms("short", { names: ["web"] }, 3));
    const { body: notices } = await ask<Notices>("GET", "/notices", admin);
    expect(notices.items.map(({ kind, waiver: { name } }) => [kind, name])).toEqual([["endsSoon", "short"]]);
    await api.data.database.pool.query("UPDATE waivers SET created_at = created_at - interval '9 days', expires_at = now()");
    expect((await ask<FindingPage>("GET", "/findings", admin)).body.waived).toBe(0);
    expect((await ask<Notices>("GET", "/notices", admin)).body.items.map(({ kind }) => kind)).toEqual(["ended"]);
    const late = await ask<{ code: string }>("PATCH", `/waivers/${waiver.id}`, admin, { expiresAt: inDays(9) });
    expect([late.status, late.body.code]).toEqual([409, "waiverEnded"]);
    expect((await ask("POST", "/waivers", admin, terms("short", { names: ["web"] }))).status).toBe(201);
    await forget();
  });
});

describe("waivers in Git", () => {
  test("go out and come back without a difference, by the names of clusters", async () => {
    await ask("POST", "/waivers", admin, terms("one", { clusters: [eu, us], namespaces: ["", "shop"] }));
    await ask("POST", "/waivers", admin, { ...terms("two", { checks: ["test/node"] }), ticket: "OPS-1", reason: "a\nb: #c" });
    const { yaml } = (await ask<{ yaml: string }>("GET", "/waiver-file", admin)).body;
    expect(yaml).toContain("- eu");
    const same = await ask<WaiverPlan>("POST", "/waiver-file", admin, { yaml, prune: true });
    expect(same.body.items.map(({ action }) => action)).toEqual(["keep", "keep"]);
    await forget();
    const again = await ask<WaiverPlan>("POST", "/waiver-file", admin, { yaml, apply: true });
    expect(again.body.items.map(({ name, action, matches }) => [name, action, matches])).toEqual([
      ["one", "add", 6],
      ["two", "add", 2],
    ]);
    expect((await ask<{ yaml: string }>("GET", "/waiver-file", admin)).body.yaml).toBe(yaml);
    await forget();
  });

  test("are planned first, and applied as a whole or not at all", async () => {
    await ask("POST", "/waivers", admin, terms("kept", { names: ["web"] }));
    const file = (cluster: string) => `apiVersion: drydock/v1
kind: WaiverList
items:
  - {name: kept, reason: Another., owner: Ada, expires: ${inDays(20)}, match: {names: [web]}}
  - {name: fresh, reason: New., owner: Ada, expires: ${inDays(20)}, match: {clusters: [${cluster}], names: [api]}}
  - {name: old, reason: Past., owner: Ada, expires: 2020-01-01, match: {names: [api]}}
`;
    const refused = await ask<{ code: string; issues: { path: string }[] }>("POST", "/waiver-file", admin, {
      yaml: file("nowhere"),
      apply: true,
    });
    expect([refused.status, refused.body.issues.map(({ path }) => path)]).toEqual([422, ["items[1].match.clusters[0]"]]);
    const planned = await ask<WaiverPlan>("POST", "/waiver-file", admin, { yaml: file("eu") });
    expect(planned.body).toMatchObject({
      applied: false,
      items: [{ action: "change", fields: ["reason", "expires"] }, { action: "add", matches: 2 }, { action: "over" }],
    });
    expect((await ask<WaiverPage>("GET", "/waivers", admin)).body.items).toHaveLength(1);
    expect((await ask<WaiverPlan>("POST", "/waiver-file", admin, { yaml: file("eu"), apply: true })).body.applied).toBe(true);
    const names = (await ask<WaiverPage>("GET", "/waivers?state=active", admin)).body.items.map(({ name, reason }) => [
      name,
      reason,
    ]);
    expect(names.sort()).toEqual([
      ["fresh", "New."],
      ["kept", "Another."],
    ]);
    await forget();
  });
});

describe("people and findings", () => {
  test("a finding is given to somebody who sees it, and what is said stays with it", async () => {
    const { body: list } = await ask<FindingPage>("GET", `/findings?scan=${scan}`, admin);
    const [finding] = list.items;
    const key = { scanId: scan, fingerprint: finding?.fingerprint ?? "" };
    await api.signIn({ email: "eu@example.com", role: "operator", scope: { clusters: [{ id: eu }] } });
    await api.signIn({ email: "us@example.com", role: "operator", scope: { clusters: [{ id: us }] } });
    const { rows } = await api.data.database.pool.query<{ id: string; email: string }>("SELECT id, email FROM users");
    const idOf = (email: string) => rows.find((row) => row.email === email)?.id;
    const give = (assignee: string | null | undefined, cookie = admin) =>
      ask("POST", "/findings/assign", cookie, { findings: [key], assignee });
    expect((await give(idOf("us@example.com"))).status).toBe(400);
    expect((await give(idOf("eu@example.com"))).status).toBe(200);
    const outside = await api.signIn({ role: "operator", scope: { clusters: [{ id: us }] } });
    expect((await give(null, outside)).status).toBe(404);
    const comment = `/scans/${scan}/findings/${key.fingerprint}/comments`;
    expect((await ask("POST", comment, admin, { text: "<script>alert(1)</script> \u0000 seen" })).status).toBe(201);
    expect((await ask("POST", comment, admin, { text: "x".repeat(4_001) })).status).toBe(400);
    expect((await ask("POST", comment, outside, { text: "hello" })).status).toBe(404);
    const { body: detail } = await ask<FindingDetail>("GET", `/scans/${scan}/findings/${key.fingerprint}`, admin);
    expect(detail.doings.map(({ what, text }) => [what, text])).toEqual([
      ["assigned", "Robin"],
      ["commented", "<script>alert(1)</script> \ufffd seen"],
    ]);
    const { rows: log } = await api.data.database.pool.query(
      "SELECT detail::text AS text FROM audit_entries WHERE action = 'finding.comment'",
    );
    expect(log.every(({ text }) => !text.includes("script"))).toBe(true);
  });

  test("a saved view is one's own until it is shared, and only its owner or an administrator changes it", async () => {
    const [one, other] = [await api.signIn({ role: "viewer" }), await api.signIn({ role: "viewer" })];
    const save = { page: "findings", name: "urgent", search: "severity=critical&view=viw_a&finding=x" };
    const { body: view } = await ask<{ id: string; search: string }>("POST", "/views", one, save);
    expect(view.search).toBe("severity=critical");
    expect((await ask("POST", "/views", one, save)).status).toBe(409);
    const listOf = async (cookie: string) => (await ask<{ items: { name: string }[] }>("GET", "/views", cookie)).body.items;
    expect(await listOf(other)).toEqual([]);
    expect((await ask("PATCH", `/views/${view.id}`, other, { name: "mine" })).status).toBe(404);
    await ask("PATCH", `/views/${view.id}`, one, { shared: true });
    expect(await listOf(other)).toMatchObject([{ name: "urgent", yours: false, mayChange: false }]);
    expect((await ask("DELETE", `/views/${view.id}`, other)).status).toBe(404);
    expect((await ask("DELETE", `/views/${view.id}`, admin)).status).toBe(204);
  });
});

describe("the digest", () => {
  test("compares what can be compared, and says what cannot", async () => {
    const { id } = await seedCluster(api.data, { name: "asia" });
    const look = (some: typeof pods, more: object) =>
      seedScan(api.data, id, inventoryOf({ pods: some, uid: "asia", ...more }), worldChecks);
    await look(pods.slice(0, 3), { takenAt: inDays(-6) });
    await api.data.database.pool.query("UPDATE scans SET finished_at = taken_at WHERE cluster_id = $1", [id]);
    await look([...pods.slice(1, 3), { namespace: "new", name: "fresh", privileged: true }], {
      takenAt: inDays(-1),
      nodes: ["node-1", "node-2"],
    });
    const since = (days: number) => `/digest?since=${inDays(-days)}`;
    const { body: digest } = await ask<Digest>("GET", since(3), admin);
    const asia = digest.clusters.find((cluster) => cluster.cluster === "asia");
    expect(asia).toMatchObject({
      ...{ state: "compared", scans: 1, beforeIsLater: false, notComparable: 0 },
      ...{ new: { high: 1, medium: 1 }, fixed: { high: 1, medium: 0 }, reopened: { high: 0 } },
    });
    expect(digest.clusters.find((cluster) => cluster.cluster === "eu")?.state).toBe("firstLook");
    const gap = { resource: "pods" as const, reason: "forbidden" as const };
    await look([], { takenAt: inDays(0), gaps: [gap], nodes: ["node-1", "node-2"] });
    const { body: blind } = await ask<Digest>("GET", since(3), admin);
    expect(blind.clusters.find((cluster) => cluster.cluster === "asia")).toMatchObject({
      ...{ fixed: { high: 0 }, notComparable: 3 },
      unseen: [{ checkId: "test/privileged" }],
    });
    const limited = await api.signIn({ role: "viewer", scope: { clusters: [{ id: us }] } });
    expect((await ask<Digest>("GET", since(3), limited)).body.clusters.map(({ cluster }) => cluster)).toEqual(["us"]);
    expect((await ask("GET", since(-1), admin)).status).toBe(400);
  });
});
