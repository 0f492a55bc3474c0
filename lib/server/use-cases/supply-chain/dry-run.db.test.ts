/** Policies over what runs: taken over from clusters, written for the controllers, and tried out on the fleet. */
import { createHash, generateKeyPairSync } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import type { DryRun } from "#contracts/supply-chain/dry-run.ts";
import type { ExportedPolicies, FoundPolicies, SigningPolicy } from "#contracts/supply-chain/policies.ts";
import type { ImageTrailView } from "#contracts/supply-chain.ts";
import { inventoryOfObjects, type KubernetesObject } from "#core/inventory/from-objects.ts";
import { pack } from "#server/database/packed-json.ts";
import { loadJudgement } from "#server/supply-chain/judgement.ts";
import { targetKey } from "#server/supply-chain/stored-trail.ts";
import { createTestApi, type TestApi } from "#test/api/api.ts";
import { seedCluster, seedScan } from "#test/postgres/seed.ts";

const issuer = "https://token.actions.githubusercontent.com";
const release = "https://github.com/acme/shop/.github/workflows/release.yaml@refs/heads/main";
const pem = generateKeyPairSync("ed25519").publicKey.export({ format: "pem", type: "spki" }) as string;
const digest = (letter: string) => `sha256:${letter.repeat(64)}`;

interface Runs {
  readonly namespace: string;
  readonly name: string;
  readonly image: string;
  readonly imageID?: string;
}
const pod = ({ namespace, name, image, imageID = "" }: Runs) => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { namespace, name, creationTimestamp: "2026-11-24T00:00:00Z" },
  spec: { containers: [{ name: "app", image }] },
  status: { phase: "Running", containerStatuses: [{ name: "app", image, imageID, ready: true, restartCount: 0 }] },
});
const imagePolicy = {
  apiVersion: "policy.sigstore.dev/v1beta1",
  kind: "ClusterImagePolicy",
  metadata: { name: "signed" },
  spec: {
    images: [{ glob: "r.example/**" }],
    authorities: [
      { keyless: { url: "https://fulcio.sigstore.dev", identities: [{ issuer, subject: release }], trustRootRef: "own" } },
      { key: { data: pem } },
    ],
  },
};
const objects: readonly KubernetesObject[] = [
  pod({ namespace: "shop", name: "signed", image: "r.example/signed:1", imageID: `r.example/signed@${digest("a")}` }),
  pod({ namespace: "shop", name: "stranger", image: "r.example/stranger:1", imageID: `r.example/stranger@${digest("b")}` }),
  pod({ namespace: "bank", name: "unsigned", image: "r.example/unsigned:1", imageID: `r.example/unsigned@${digest("c")}` }),
  pod({ namespace: "bank", name: "unseen", image: "r.example/unseen:1", imageID: `r.example/unseen@${digest("d")}` }),
  pod({ namespace: "bank", name: "waiting", image: "r.example/waiting:1" }),
  pod({ namespace: "bank", name: "other", image: "other.example/x:1", imageID: `other.example/x@${digest("e")}` }),
  imagePolicy,
];

let api: TestApi;
let admin: string;
let shop: string;
let cluster: string;

beforeAll(async () => {
  api = await createTestApi();
  admin = await api.signIn({});
  ({ id: cluster } = await seedCluster(api.data, { name: "team" }));
  const facts = { uid: "u", version: "v1.37.2", minor: "1.37", discovery: { resources: [], gaps: [] } };
  await seedScan(
    api.data,
    cluster,
    inventoryOfObjects(objects, { takenAt: "2026-11-24T00:00:00Z", source: "live", cluster: facts }),
  );
  shop = await api.signIn({ role: "viewer", scope: { clusters: [{ id: cluster, namespaces: ["shop"] }] } });
  await looked("signed", "signed-untrusted", release, "absent");
  await looked("stranger", "signed-untrusted", "mallory", "absent");
  await looked("unsigned", "unsigned", undefined, "absent");
});

/** As the worker leaves an image that it looked at. */
async function looked(name: string, state: string, signer: string | undefined, answer: "absent" | "unknown") {
  const { pool } = api.data.database;
  const failure = { code: "unreachable", message: "r.example cannot be reached.", remedy: "" };
  const { rows } = await pool.query("SELECT id, digest FROM registry_images WHERE repository = $1", [name]);
  const [{ id, digest: of }] = rows;
  const resolved = {
    kind: "found",
    value: { digest: of, kind: "manifest", identities: [], labels: { kind: "found", value: {} }, failures: [] },
  };
  const place = { layout: "referrers-api", place: `r.example/${name}`, attachedTo: of };
  const answers = [{ ...place, answer: answer === "absent" ? { kind: "absent" } : { kind: "unknown", failure } }];
  await pool.query(
    `UPDATE registry_images SET looked_at = now(), judged_at = now(), judged_by = 'x', reason = $2, states = $3, resolved = $4, looked = $5,
       judged_trust = $6 WHERE id = $1`,
    [
      ...[id, `It is ${state}.`, { signature: state }, Buffer.from(await pack(resolved)), Buffer.from(await pack(answers))],
      (await loadJudgement(api.data.repositories.judgement)).trustRevision,
    ],
  );
  await pool.query("DELETE FROM image_signers WHERE image_id = $1", [id]);
  await pool.query("DELETE FROM image_artifacts WHERE image_id = $1", [id]);
  if (signer !== undefined) await signedBy(signer, { id, of, state });
}

/** The artefact beside an image, its evidence, and what the cryptography showed of it. */
async function signedBy(subject: string, { id, of, state }: { id: string; of: `sha256:${string}`; state: string }) {
  const { pool } = api.data.database;
  const { trustRevision } = await loadJudgement(api.data.repositories.judgement);
  const signer = { kind: "certificate", issuer, subject, claims: {}, notBefore: "", notAfter: "", signedAt: [] };
  const result = { state: "sound", reason: "It is sound.", signer, checks: [] };
  const evidence = `sha256:${createHash("sha256").update(subject).digest("hex")}`;
  await pool.query("INSERT INTO evidence_blobs (digest, bytes, size) VALUES ($1, $2, 1) ON CONFLICT DO NOTHING", [
    evidence,
    Buffer.from("x"),
  ]);
  await pool.query(
    `INSERT INTO image_artifacts (image_id, seq, layout, place, attached_to, media_type, kind, evidence_digest)
     VALUES ($1, 0, 'referrers-api', 'r.example', $2, 'application/json', 'evidence', $3)`,
    [id, of, evidence],
  );
  await pool.query(
    `INSERT INTO artifact_verifications (evidence_digest, target, trust_revision, result) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
    [evidence, targetKey([of]), trustRevision, Buffer.from(await pack(result))],
  );
  await pool.query(
    "INSERT INTO image_signers (image_id, signer, identity, role, state, first_seen) VALUES ($1, $2, $3, 'signature', $4, now())",
    [id, subject, signer, state],
  );
}

async function ask<T>(method: string, path: string, body?: unknown, cookie = admin): Promise<T & { status: number }> {
  const response = await api.ask(method, path, { cookie, body });
  const text = await response.text();
  return { ...(text === "" ? {} : JSON.parse(text)), status: response.status };
}

const signers = [{ kind: "identity", issuer: { exact: issuer }, subject: { exact: release } }];
const draft = { name: "draft", images: ["r.example/**"], signers };
const tryOut = (body: object = {}, cookie = admin) =>
  ask<DryRun>("POST", "/signing-policies/dry-run", { policies: [draft], ...body }, cookie);

it("the trail says that a policy refuses an image only where everything was seen, and that it allows one by nothing old", async () => {
  const { id: policy } = await ask<{ id: string }>("POST", "/signing-policies", draft);
  const { pool } = api.data.database;
  const allows = async (name: string) => {
    const { rows } = await pool.query("SELECT id FROM registry_images WHERE repository = $1", [name]);
    const { policies } = await ask<ImageTrailView>("GET", `/images/${rows[0].id}`);
    return policies.map((one) => one.allows);
  };
  expect([await allows("signed"), await allows("stranger"), await allows("unsigned")]).toEqual([[true], [false], [false]]);
  await looked("stranger", "signed-untrusted", "mallory", "unknown");
  await pool.query("UPDATE registry_images SET looked_at = now() - interval '3 days' WHERE repository = 'signed'");
  expect([await allows("signed"), await allows("stranger")]).toEqual([[undefined], [undefined]]);
  await looked("stranger", "signed-untrusted", "mallory", "absent");
  await looked("signed", "signed-untrusted", release, "absent");
  expect((await ask("DELETE", `/signing-policies/${policy}`)).status).toBe(204);
});

describe("a dry run", () => {
  it("tells refused pods by their reasons, and apart from them those of which nobody can say it", async () => {
    const run = await tryOut();
    expect(run.status).toBe(200);
    expect(run.items.map(({ workload, verdict, reason }) => [workload, verdict, reason])).toEqual([
      ["unsigned", "refused", "notSigned"],
      ["stranger", "refused", "signerNotNamed"],
      ["unseen", "notAssessed", "notLooked"],
      ["waiting", "notAssessed", "noDigest"],
      ["other", "notNamed", "notNamed"],
      ["signed", "allowed", "allowed"],
    ]);
    expect(run.verdicts).toMatchObject({
      refused: { pods: 2, images: 2, clusters: 1 },
      notAssessed: { pods: 2 },
      allowed: { pods: 1 },
      notNamed: { pods: 1 },
    });
    expect(run.sentence).toBe(
      "If this policy were enforced today, 2 pods of 2 workloads in 1 cluster would be refused; of 2 pods it cannot be said.",
    );
    expect(run.policies).toEqual([{ name: "draft", images: ["r.example/**"], refused: 2, draft: true }]);
    expect(run.clusters).toMatchObject([{ name: "team", refused: 2, notAssessed: 2, pods: 6 }]);
    expect(run.reasons.map(({ verdict, reason, pods }) => [verdict, reason, pods])).toEqual([
      ["refused", "notSigned", 1],
      ["refused", "signerNotNamed", 1],
      ["notAssessed", "notLooked", 1],
      ["notAssessed", "noDigest", 1],
      ["notNamed", "notNamed", 1],
    ]);
  });

  it("allows nothing for a signature that today's trust has not verified yet", async () => {
    const ofSigned = async () =>
      (await tryOut()).items.filter(({ workload }) => workload === "signed").map(({ verdict }) => verdict);
    expect(await ofSigned()).toEqual(["allowed"]);
    const other = { name: "other", kind: "keys", keys: [{ name: "other.pub", pem }] };
    const { id } = await ask<{ id: string }>("POST", "/trust-profiles", other);
    expect(await ofSigned()).toEqual(["notAssessed"]);
    await ask("DELETE", `/trust-profiles/${id}`);
    expect(await ofSigned()).toEqual(["allowed"]);
  });

  it("does not refuse for a signer while a place is left that nobody could look at", async () => {
    await looked("stranger", "signed-untrusted", "mallory", "unknown");
    const run = await tryOut();
    expect(run.items.find(({ workload }) => workload === "stranger")).toMatchObject({
      verdict: "notAssessed",
      reason: "notComplete",
    });
    await looked("stranger", "signed-untrusted", "mallory", "absent");
  });

  it("of stored policies is narrowed, paged, and may refuse what none of them names", async () => {
    expect(await ask<DryRun>("GET", "/signing-policies/dry-run")).toMatchObject({ sentence: "There is no policy to try." });
    const { id } = await ask<SigningPolicy>("POST", "/signing-policies", { ...draft, draft: true });
    expect((await ask<DryRun>("GET", "/signing-policies/dry-run")).policies).toEqual([]);
    const path = `/signing-policies/dry-run?policy=${id}`;
    expect((await ask<DryRun>("GET", `${path}&verdict=refused&q=BANK`)).items.map(({ workload }) => workload)).toEqual([
      "unsigned",
    ]);
    expect((await ask<DryRun>("GET", `${path}&unmatched=refuse`)).verdicts.refused.pods).toBe(3);
    expect((await ask<DryRun>("GET", `${path}&namespace=bank`)).clusters).toMatchObject([{ pods: 4 }]);
    const seen: string[] = [];
    for (let cursor: string | undefined = ""; cursor !== undefined; ) {
      const page: DryRun = await ask<DryRun>("GET", `${path}&limit=2${cursor && `&cursor=${cursor}`}`);
      seen.push(...page.items.map(({ workload }) => workload));
      cursor = page.next;
    }
    expect(seen).toHaveLength(6);
    expect(new Set(seen).size).toBe(6);
    expect((await ask("GET", "/signing-policies/dry-run?policy=spl_aaaaaaaaaaaaaaaa")).status).toBe(404);
    await ask("DELETE", `/signing-policies/${id}`);
  });

  it("is of the reader's namespaces alone", async () => {
    const run = await tryOut({}, shop);
    expect(run.items.map(({ workload }) => workload)).toEqual(["stranger", "signed"]);
    expect(JSON.stringify(run)).not.toContain("bank");
    expect(run.verdicts.notAssessed.pods).toBe(0);
  });

  it("refuses a policy that cannot be read, with its place", async () => {
    expect(await tryOut({ policies: [draft, { ...draft, images: ["<x>"] }] })).toMatchObject({
      ...{ status: 422, code: "signingPolicyRefused", issues: [{ path: "policies[1].images[0]" }] },
    });
  });
});

describe("policies of admission controllers", () => {
  it("are found in the clusters, as what they would be here, with what cannot be taken over", async () => {
    const found = await ask<FoundPolicies>("GET", "/signing-policies/found");
    expect(found).toMatchObject({ status: 200, notLooked: [] });
    expect(found.items).toMatchObject([
      {
        origin: { kind: "ClusterImagePolicy", name: "signed" },
        clusters: [{ id: cluster, name: "team" }],
        action: "enforce",
        policies: [{ name: "signed", images: ["r.example/**"], signers: [signers[0], { kind: "key" }] }],
        keys: [{ trusted: false, name: "signed key 1" }],
        untranslated: [expect.stringContaining("certified by own")],
        taken: [],
      },
    ]);
    const [{ policies: [policy] = [], keys, untranslated, origin } = {} as never] = found.items;
    await ask("POST", "/trust-profiles", {
      name: "taken over",
      kind: "keys",
      keys: keys.map(({ name, pem: text }) => ({ name, pem: text })),
    });
    const made = await ask<SigningPolicy>("POST", "/signing-policies", {
      ...policy,
      origin: { ...origin, cluster: "team", untranslated },
    });
    expect(made).toMatchObject({ status: 201, origin: { kind: "ClusterImagePolicy", cluster: "team", untranslated } });
    const told = async (cookie: string) => {
      const { items } = await ask<{ items: SigningPolicy[] }>("GET", "/signing-policies", undefined, cookie);
      const one = await ask<SigningPolicy>("GET", `/signing-policies/${made.id}`, undefined, cookie);
      return [items.find(({ id }) => id === made.id)?.origin, one.origin];
    };
    const whole = { kind: "ClusterImagePolicy", name: "signed", cluster: "team", untranslated };
    expect(await told(admin)).toEqual([whole, whole]);
    const { cluster: _cluster, ...ofNoCluster } = whole;
    expect(await told(shop)).toEqual([ofNoCluster, ofNoCluster]);
    expect((await ask<FoundPolicies>("GET", "/signing-policies/found")).items).toMatchObject([
      { taken: ["signed"], keys: [{ trusted: true }] },
    ]);
  });

  it("are read from a text, and what is none is named", async () => {
    const text = [stringify(imagePolicy), "apiVersion: v1\nkind: ConfigMap\n"].join("---\n");
    const read = await ask<FoundPolicies>("POST", "/signing-policies/read", { text });
    expect(read).toMatchObject({ other: ["ConfigMap"], items: [{ origin: { name: "signed" }, clusters: [] }] });
    expect(await ask("POST", "/signing-policies/read", { text: "kind: [" })).toMatchObject({
      status: 422,
      code: "signingPolicyRefused",
    });
  });

  it("are written of ours, and read back as what they were", async () => {
    for (const format of ["clusterImagePolicy", "kyverno"]) {
      const written = await ask<ExportedPolicies>("GET", `/signing-policies/export?format=${format}&enforce=true`);
      expect(written.items).toMatchObject([{ policy: "signed", exported: true }]);
      const read = await ask<FoundPolicies>("POST", "/signing-policies/read", { text: written.yaml });
      expect(read.items).toMatchObject([
        { action: "enforce", policies: [{ images: ["r.example/**"], signers: [signers[0], { kind: "key" }] }] },
      ]);
    }
  });
});
