/** The worker's job about images, against a real registry's bytes: what it keeps, and what it says where it may not or cannot look. */
import { Readable } from "node:stream";
import pino from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { checks } from "#core/checks/index.ts";
import { inventoryOfObjects } from "#core/inventory/from-objects.ts";
import type { SecurityDocument } from "#core/supply-chain/documents/document.ts";
import type { Digest } from "#core/supply-chain/images/digest.ts";
import { newId } from "#server/database/ids.ts";
import { systemScope } from "#server/database/scope.ts";
import { assessAgain } from "#server/database/supply-chain/assess-images.ts";
import { storeDocument } from "#server/database/supply-chain/store-document.ts";
import { readEnvironment } from "#server/env/environment.ts";
import { readPack } from "#server/registry/read-pack.ts";
import { artifactToKeep } from "#server/supply-chain/artifact-to-keep.ts";
import { loadJudgement } from "#server/supply-chain/judgement.ts";
import { soundArtifacts, storedTrail } from "#server/supply-chain/stored-trail.ts";
import { createTestDatabase, type TestDatabase } from "#test/postgres/database.ts";
import { seedCluster, seedScan } from "#test/postgres/seed.ts";
import { layoutArchive } from "#test/registry/layout.ts";
import { type Lie, startRegistry, type TestRegistry } from "#test/registry/server.ts";
import {
  type Attesting,
  attach,
  attest,
  provenance,
  pushImage,
  pushSigned,
  releasePolicy,
  sbom,
  scanned,
  signature,
} from "#test/registry/signed-image.ts";
import { RegistryStore } from "#test/registry/store.ts";
import { createSigstore, type TestSigstore } from "#test/sigstore/sigstore.ts";
import { createWorkshop, type Workshop } from "#test/worker/worker.ts";
import type { WorkerContext } from "../context.ts";
import { storesOf } from "../stores.ts";
import { handleImages } from "./handle-images.ts";

let db: TestDatabase;
let workshop: Workshop;
let sigstore: TestSigstore;
let context: WorkerContext;
let cluster: string;
const store = new RegistryStore();
let registry: TestRegistry;
let lie: Lie | undefined;
const patient = new AbortController().signal;

beforeAll(async () => {
  [db, sigstore] = await Promise.all([createTestDatabase(), createSigstore()]);
  workshop = await createWorkshop(db);
  registry = await startRegistry({ store, referrers: true, lie: (request, response) => lie?.(request, response) ?? false });
  const { pool } = db.database;
  const settings = readEnvironment({ DRYDOCK_ALLOW_LOOPBACK: "true" });
  if (!settings.ok) throw new Error(JSON.stringify(settings.error));
  context = {
    settings: { ...settings.value, endpointPolicy: { loopback: true, privateRanges: true, ownEndpoints: [] } },
    keyring: workshop.keyring,
    ...storesOf(pool),
    checks,
    log: pino({ level: "silent" }),
    name: "test",
    version: "0.0.0",
  };
  await pool.query(
    `INSERT INTO trust_profiles (id, name, kind, root, created_by, updated_by, updated_at)
     VALUES ('trp_test', 'the tests'' own', 'sigstore', $1, 'Ada', 'Ada', now())`,
    [JSON.stringify(sigstore.root)],
  );
  await pool.query(
    `INSERT INTO signing_policies (id, name, images, signers, created_by, updated_by, updated_at)
     VALUES ('spl_test', $1, $2, $3, 'Ada', 'Ada', now())`,
    [releasePolicy.name, releasePolicy.images, JSON.stringify(releasePolicy.signers)],
  );
  cluster = (await seedCluster(db, { name: "team" })).id;
});
afterAll(async () => {
  registry.close();
  await workshop.close();
  await db.close();
});
beforeEach(async () => {
  lie = undefined;
  store.manifests.clear();
  store.blobs.clear();
  store.tags.clear();
  for (const table of ["registry_images", "evidence_blobs", "image_tags", "registries", "security_documents", "assessed_images"])
    await db.database.pool.query(`DELETE FROM ${table}`);
});

async function allow(host = registry.host): Promise<void> {
  await db.database.pool.query(
    `INSERT INTO registries (id, host, realms, content_hosts, ca_data, signatures, created_by, updated_by, updated_at)
     VALUES ($1, $2, '{}', '{}', $3, '[]', 'Ada', 'Ada', now())`,
    [newId("rgy"), host, registry.authority],
  );
}

/** A scan of a cluster in which these run. */
async function runs(...images: readonly { readonly image: string; readonly imageID: string }[]): Promise<void> {
  const objects = images.map(({ image, imageID }, place) => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { namespace: "shop", name: `web-${place}` },
    spec: { containers: [{ name: "app", image }] },
    status: { phase: "Running", containerStatuses: [{ name: "app", image, imageID, ready: true, restartCount: 0 }] },
  }));
  const facts = { uid: "u", version: "v1.37.2", minor: "1.37", discovery: { resources: [], gaps: [] } };
  await seedScan(
    db,
    cluster,
    inventoryOfObjects(objects, { takenAt: "2026-11-24T00:00:00Z", source: "live", cluster: facts }),
    [],
  );
}

/** Whom the policy names from now on. */
async function believe(signers: readonly object[]): Promise<void> {
  await db.database.pool.query("UPDATE signing_policies SET signers = $1, updated_at = now()", [JSON.stringify(signers)]);
}

const named = (repository: string, digest: string, tag = "1") => ({
  image: `${registry.host}/${repository}:${tag}`,
  imageID: `${registry.host}/${repository}@${digest}`,
});

interface Row {
  readonly repository: string;
  readonly states: Record<string, string>;
  readonly reason: string;
  readonly broken: boolean;
}

async function rows(): Promise<Row[]> {
  return (await db.database.pool.query("SELECT * FROM registry_images ORDER BY repository")).rows;
}

async function count(table: string): Promise<number> {
  return (await db.database.pool.query(`SELECT count(*)::int AS n FROM ${table}`)).rows[0].n;
}

describe("an image of a registry that is allowed", () => {
  it("is verified up to its source, by what lies beside it", async () => {
    await allow();
    const { digest } = await pushSigned(sigstore, store, { tag: "1" });
    await runs(named("acme/shop", digest));
    await handleImages(context, patient);
    const [row] = await rows();
    expect(row).toMatchObject({
      broken: false,
      built_at: "2026-11-01T08:00:00.000Z",
      states: {
        digest: "verified",
        signature: "verified",
        provenance: "verified",
        source: "verified",
        sbom: "verified",
        commit: "unknown",
      },
    });
    expect([await count("image_artifacts"), await count("evidence_blobs"), await count("artifact_verifications")]).toEqual([
      3, 3, 3,
    ]);
    expect((await db.database.pool.query("SELECT signer, role, state FROM image_signers ORDER BY role")).rows).toMatchObject([
      { role: "provenance", state: "verified" },
      { role: "sbom", state: "verified" },
      { role: "signature", state: "verified" },
    ]);
    expect((await db.database.pool.query("SELECT tag, digest, failure FROM image_tags")).rows).toEqual([
      { tag: "1", digest, failure: null },
    ]);
  });

  it("is not asked for again before its time, and evidence that is known is not verified again", async () => {
    await allow();
    const { digest } = await pushSigned(sigstore, store, { tag: "1" });
    await runs(named("acme/shop", digest), named("acme/other", digest));
    await handleImages(context, patient);
    expect([await count("evidence_blobs"), await count("artifact_verifications")]).toEqual([3, 3]);
    const asked = registry.requests.length;
    await runs(named("acme/shop", digest), named("acme/other", digest));
    await handleImages(context, patient);
    expect(registry.requests.length).toBe(asked);
  });

  it("is judged again by another policy without a word to the registry", async () => {
    await allow();
    const { digest } = await pushSigned(sigstore, store, { tag: "1" });
    await runs(named("acme/shop", digest));
    await handleImages(context, patient);
    const asked = registry.requests.length;
    const change = (images: readonly string[]) => db.database.pool.query("UPDATE signing_policies SET images = $1", [images]);
    await change(["nothing.example/*"]);
    await handleImages(context, patient);
    expect(await rows()).toMatchObject([
      { states: { signature: "signed-untrusted" }, reason: expect.stringContaining("no policy") },
    ]);
    await change(releasePolicy.images);
    await handleImages(context, patient);
    expect(await rows()).toMatchObject([{ states: { signature: "verified" } }]);
    expect(registry.requests.length).toBe(asked);
    expect(await count("artifact_verifications")).toBe(3);
  });

  it("is judged again once it runs by another name, of which policies may say something else", async () => {
    await allow();
    const { digest } = await pushSigned(sigstore, store, { tag: "1" });
    const change = (images: readonly string[]) => db.database.pool.query("UPDATE signing_policies SET images = $1", [images]);
    await change(["**/shop:2"]);
    try {
      await runs(named("acme/shop", digest));
      await handleImages(context, patient);
      expect(await rows()).toMatchObject([{ states: { signature: "signed-untrusted" } }]);
      const judgedAt = (await db.database.pool.query("SELECT judged_at FROM registry_images")).rows;
      await runs(named("acme/shop", digest));
      await handleImages(context, patient);
      expect((await db.database.pool.query("SELECT judged_at FROM registry_images")).rows).toEqual(judgedAt);
      await runs(named("acme/shop", digest, "2"));
      await handleImages(context, patient);
      expect(await rows()).toMatchObject([{ states: { signature: "verified" } }]);
    } finally {
      await change(releasePolicy.images);
    }
  });

  it("is verified again by other trust, from what is kept", async () => {
    await allow();
    const { digest } = await pushSigned(sigstore, store, { tag: "1" });
    await runs(named("acme/shop", digest));
    await handleImages(context, patient);
    const asked = registry.requests.length;
    const trust = (enabled: boolean) => db.database.pool.query("UPDATE trust_profiles SET enabled = $1", [enabled]);
    await trust(false);
    await handleImages(context, patient);
    expect(await rows()).toMatchObject([{ states: { signature: "signed-unverifiable" } }]);
    await trust(true);
    await handleImages(context, patient);
    expect(await rows()).toMatchObject([{ states: { signature: "verified" } }]);
    expect([registry.requests.length, await count("artifact_verifications")]).toEqual([asked, 6]);
  });

  it.each([
    ["a signature of another image", [{ ...signature, names: `sha256:${"0".repeat(64)}` }], { signature: "invalid" }, true],
    [
      "two proofs of its commit",
      [signature, provenance("8b1d07ac52e94f3b6d10c7e8a9f4420d00000000")],
      { signature: "verified", provenance: "verified", source: "invalid" },
      true,
    ],
    ["nothing beside it", [], { signature: "unsigned", provenance: "unsigned", sbom: "unsigned" }, false],
    ["a bill of materials alone", [sbom], { signature: "unsigned", sbom: "verified" }, false],
  ])("with %s is told so", async (_what, beside, states, broken) => {
    await allow();
    const { digest } = await pushSigned(sigstore, store, { tag: "1", beside });
    await runs(named("acme/shop", digest));
    await handleImages(context, patient);
    expect(await rows()).toMatchObject([{ states, broken }]);
  });

  it("is found by its configuration, where the runtime knows no more, as long as the tag means it", async () => {
    await allow();
    const { config } = await pushSigned(sigstore, store, { tag: "1" });
    await runs({ image: `${registry.host}/acme/shop:1`, imageID: config });
    await handleImages(context, patient);
    expect(await rows()).toMatchObject([{ digest: config, states: { signature: "verified" } }]);
    pushImage(store, { tag: "1", content: "another" });
    await db.database.pool.query("UPDATE registry_images SET due_at = now()");
    await handleImages(context, patient);
    expect(await rows()).toMatchObject([
      { states: { digest: "unknown", signature: "unknown" }, reason: expect.stringContaining("means another image") },
    ]);
  });

  it("of two platforms of which one is signed is signed no more than the other, to policies as to its trail", async () => {
    await allow();
    const [signed, other] = [await pushSigned(sigstore, store, { tag: "one" }), pushImage(store, { tag: "two" })];
    const platforms = [signed, other].map(({ digest: of }, place) => {
      const { bytes = Buffer.alloc(0), mediaType = "" } = store.manifests.get(of) ?? {};
      return {
        mediaType,
        digest: of,
        size: bytes.length,
        platform: { os: "linux", architecture: place === 0 ? "amd64" : "arm64" },
      };
    });
    const { digest } = store.manifest({ mediaType: "application/vnd.oci.image.index.v1+json", manifests: platforms }, "1");
    await runs(named("acme/shop", digest));
    await handleImages(context, patient);
    expect(await rows()).toMatchObject([{ states: { signature: "unsigned" }, uneven: true }]);
    const judgement = await loadJudgement(context.judgement);
    const verdict = async () => {
      const ids = (await db.database.pool.query<{ id: string }>("SELECT id FROM registry_images")).rows.map(({ id }) => id);
      const [kept] = await context.images.kept(systemScope, ids, judgement.trustRevision);
      if (kept === undefined) throw new Error("nothing is kept");
      const { registry: host, repository } = kept;
      return judgement.policies.verdicts(
        { registry: host, repository, digest: kept.digest },
        soundArtifacts(storedTrail(kept, judgement).trail),
      );
    };
    expect(await verdict()).toMatchObject([{ allows: false, reason: "notSigned" }]);
    attach(store, digest, await attest(sigstore, digest, signature));
    await db.database.pool.query("UPDATE registry_images SET due_at = now()");
    await handleImages(context, patient);
    expect(await rows()).toMatchObject([{ states: { signature: "verified", provenance: "unsigned" }, uneven: true }]);
    expect(await verdict()).toMatchObject([{ allows: true }]);
  });

  it("whose tag was moved is seen to run something else", async () => {
    await allow();
    const { digest } = pushImage(store, { tag: "1" });
    const moved = pushImage(store, { tag: "1", content: "another" });
    await runs(named("acme/shop", digest));
    await handleImages(context, patient);
    expect((await db.database.pool.query("SELECT digest FROM image_tags")).rows).toEqual([{ digest: moved.digest }]);
    const { images } = db.repositories;
    expect((await images.seen(systemScope)).tags).toMatchObject([{ digest: moved.digest }]);
  });
});

const log4j = "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1";
const harmless = {
  predicateType: "https://openvex.dev/ns/v0.2.0",
  predicate: {
    "@context": "https://openvex.dev/ns/v0.2.0",
    author: "Acme",
    statements: [
      {
        vulnerability: { name: "CVE-2021-44228" },
        products: [{ "@id": log4j }],
        status: "not_affected",
        justification: "component_not_present",
      },
    ],
  },
};

describe("reports that name an image by different digests", () => {
  it("are about one image once a look has proved it, and stay so when its registry has it no more", async () => {
    const { pool } = db.database;
    const { digest, config } = pushImage(store, { tag: "1" });
    const ask = async (sql: string, values: readonly unknown[]) => (await pool.query(sql, [...values])).rows;
    const report = async (tool: string, about: string) => {
      const document: SecurityDocument = {
        ...{ format: "trivy", tool: { name: tool }, subject: { digests: [], names: [] }, notes: [] },
        vulnerabilities: [
          {
            ...{ id: "CVE-2021-44228", aliases: [], severity: "critical" },
            package: { key: "pkg:maven/log4j-core@2.14.1", name: "log4j-core", version: "2.14.1" },
          },
        ],
      };
      const place = { fileKey: tool, seq: 0, fileName: tool, given: false, origin: "upload", uploadedBy: "Ada" } as const;
      await storeDocument(ask, { ...place, document, digests: [about], uploadedAt: new Date() });
      await assessAgain(ask, [about]);
    };
    const assessed = async () => {
      const { rows: found } = await pool.query<{ tools: string[] }>("SELECT tools FROM assessed_images ORDER BY tools");
      return found.map(({ tools }) => tools);
    };
    await report("one", digest);
    await report("other", config);
    expect(await assessed()).toEqual([["one"], ["other"]]);
    await allow();
    await runs(named("acme/shop", digest));
    await handleImages(context, patient);
    expect(await assessed()).toEqual([["one", "other"]]);
    expect(await count("image_vulnerabilities")).toBe(1);
    store.manifests.delete(digest);
    await pool.query("UPDATE registry_images SET due_at = now()");
    await handleImages(context, patient);
    await assessAgain(ask, [config]);
    expect(await assessed()).toEqual([["one", "other"]]);
  });
});

describe("documents that are attested beside an image", () => {
  const documents = async () =>
    (
      await db.database.pool.query(
        "SELECT id, format, origin, digests, state, signer_name, components, vulnerabilities FROM security_documents ORDER BY format",
      )
    ).rows;
  const findings = async () =>
    (await db.database.pool.query("SELECT vulnerability, open, tools FROM image_vulnerabilities")).rows;
  const again = async () => {
    await db.database.pool.query("UPDATE registry_images SET due_at = now()");
    await handleImages(context, patient);
  };

  it("are joined with the verdict of their signatures, once, and follow them to their end", async () => {
    await allow();
    const { digest } = await pushSigned(sigstore, store, { tag: "1", beside: [sbom, scanned, harmless] });
    await runs(named("acme/shop", digest));
    await handleImages(context, patient);
    const first = await documents();
    const verified = {
      origin: "attestation",
      digests: [digest],
      state: "verified",
      signer_name: releasePolicy.signers[0].subject.exact,
    };
    expect(first).toMatchObject([
      { ...verified, format: "cyclonedx", components: 1 },
      { ...verified, format: "openvex" },
      { ...verified, format: "trivy", vulnerabilities: 1 },
    ]);
    expect(await findings()).toEqual([{ vulnerability: "CVE-2021-44228", open: false, tools: ["Trivy, attested"] }]);
    await again();
    expect(await documents()).toEqual(first);
    await believe([{ ...releasePolicy.signers[0], subject: { exact: "https://example.com/somebody-else" } }]);
    await handleImages(context, patient);
    expect((await documents()).map(({ id, state }) => [id, state])).toEqual(first.map(({ id }) => [id, "signed-untrusted"]));
    // Nothing is closed by the word of somebody whom no policy names.
    expect(await findings()).toMatchObject([{ open: true }]);
    await believe(releasePolicy.signers);
    await handleImages(context, patient);
    expect([await documents(), (await findings())[0]?.open]).toEqual([first, false]);
    for (const beside of store.referrersOf(digest) as { digest: string }[]) store.manifests.delete(beside.digest);
    await again();
    expect([await documents(), await findings()]).toEqual([[], []]);
  });

  it("and are about no image that they do not name, or that what is in them contradicts", async () => {
    await allow();
    const other = `sha256:${"0".repeat(64)}`;
    const moved = { ...sbom, names: other };
    const result = { ...scanned.predicate.scanner.result, Metadata: { RepoDigests: [`r.example/other@${other}`] } };
    const inside = { ...scanned, predicate: { ...scanned.predicate, scanner: { ...scanned.predicate.scanner, result } } };
    const { digest } = await pushSigned(sigstore, store, { tag: "1", beside: [moved, inside] });
    await runs(named("acme/shop", digest));
    await handleImages(context, patient);
    expect([await documents(), await findings()]).toEqual([[], []]);
    expect((await db.database.pool.query("SELECT problem FROM attested_documents")).rows).toEqual([
      { problem: "The document inside it names another image." },
    ]);
  });
});

describe("evidence that was uploaded", () => {
  const id = async () => (await db.database.pool.query<{ id: string }>("SELECT id FROM registry_images")).rows[0]?.id ?? "";
  const upload = async (digest: string, bytes: Buffer | string) => {
    const chunks = Readable.from([Buffer.from(bytes)]);
    const read = await readPack({ chunks, name: "pack", from: "uploaded by Ada", digest: digest as Digest });
    if (!read.ok) return read.error.message;
    const { discovery, ...pack } = read.value;
    const artifacts = discovery.artifacts.map(artifactToKeep);
    const by = { name: "pack", uploadedBy: "Ada", uploadedAt: new Date() };
    await db.repositories.evidencePacks.put(systemScope, await id(), { ...pack, ...by, artifacts, looked: discovery.looked });
    return undefined;
  };
  const lines = async (digest: string, all: readonly Attesting[]) =>
    (await Promise.all(all.map(async (one) => JSON.stringify(await attest(sigstore, digest, one))))).join("\n");

  it("is verified without any registry, never stands for one, and goes as if it had never been", async () => {
    const { digest } = pushImage(store, { tag: "1" });
    await runs(named("acme/shop", digest));
    await handleImages(context, patient);
    const [before] = await rows();
    expect(before).toMatchObject({ states: { signature: "unknown" } });
    const asked = registry.requests.length;
    expect(await upload(digest, await lines(digest, [signature, provenance(), sbom]))).toBeUndefined();
    await handleImages(context, patient);
    expect(await rows()).toMatchObject([
      {
        ...{ looked_at: null, source_repository: "https://github.com/acme/shop" },
        states: { digest: "unknown", signature: "verified", provenance: "verified", source: "verified", sbom: "verified" },
      },
    ]);
    expect(await count("security_documents")).toBe(1);
    // The same bytes once more take their own place.
    const packs = (await db.repositories.evidencePacks.list(systemScope, await id())) ?? [];
    expect([packs.length, await count("image_artifacts")]).toEqual([1, 3]);
    expect(await upload(digest, layoutArchive(store))).toBeUndefined();
    await handleImages(context, patient);
    expect(await rows()).toMatchObject([{ states: { digest: "verified", signature: "verified" } }]);
    for (const pack of (await db.repositories.evidencePacks.list(systemScope, await id())) ?? [])
      await db.repositories.evidencePacks.remove(systemScope, pack.id);
    await handleImages(context, patient);
    const [after] = await rows();
    expect(after).toMatchObject({ states: before?.states, reason: before?.reason, broken: false });
    expect([await count("image_artifacts"), await count("security_documents"), registry.requests.length]).toEqual([0, 0, asked]);
  });

  it("never makes an image unsigned that no registry was asked for, and stays when one is", async () => {
    const { digest } = pushImage(store, { tag: "1" });
    await runs(named("acme/shop", digest));
    await handleImages(context, patient);
    expect(await upload(digest, await lines(digest, [sbom]))).toBeUndefined();
    await handleImages(context, patient);
    expect(await rows()).toMatchObject([{ states: { signature: "unknown", sbom: "verified" } }]);
    await allow();
    await handleImages(context, patient);
    expect(await rows()).toMatchObject([{ states: { digest: "verified", signature: "unsigned", sbom: "verified" } }]);
    const other = `sha256:${"0".repeat(64)}`;
    expect(await upload(digest, await lines(other, [signature]))).toContain("about another image");
  });
});

describe("what cannot be looked at is unknown, with the reason", () => {
  it("where nobody allowed the registry, until somebody does", async () => {
    const { digest } = await pushSigned(sigstore, store, { tag: "1" });
    await runs(named("acme/shop", digest));
    const asked = registry.requests.length;
    await handleImages(context, patient);
    expect(await rows()).toMatchObject([
      {
        due_at: null,
        looked_at: null,
        states: { signature: "unknown" },
        reason: expect.stringContaining("is not among the registries that may be asked"),
      },
    ]);
    expect(registry.requests.length).toBe(asked);
    await allow();
    await handleImages(context, patient);
    expect(await rows()).toMatchObject([{ states: { signature: "verified" } }]);
  });

  it("where the registry has it no more", async () => {
    await allow();
    await runs(named("acme/shop", `sha256:${"1".repeat(64)}`));
    await handleImages(context, patient);
    expect(await rows()).toMatchObject([
      { states: { signature: "unknown" }, reason: expect.stringContaining("has no sha256:111") },
    ]);
  });

  it("where the registry fails: all of its images wait, and what was seen before is kept", async () => {
    await allow();
    const { digest } = await pushSigned(sigstore, store, { tag: "1" });
    await runs(named("acme/shop", digest));
    await handleImages(context, patient);
    await runs(named("acme/shop", digest), ...["a", "b", "c"].map((letter) => named(`acme/${letter}`, digest)));
    await db.database.pool.query("UPDATE registry_images SET due_at = now()");
    lie = (_request, response) => {
      response.writeHead(500).end();
      return true;
    };
    await handleImages(context, patient);
    const found = await rows();
    expect(found.map(({ repository, states }) => [repository, states.signature])).toEqual([
      ["acme/a", "unknown"],
      ["acme/b", "unknown"],
      ["acme/c", "unknown"],
      ["acme/shop", "verified"],
    ]);
    expect(found.every(({ reason }) => reason !== "")).toBe(true);
    const { rows: due } = await db.database.pool.query(
      "SELECT count(*)::int AS n FROM registry_images WHERE due_at <= now() + interval '3 minutes'",
    );
    expect(due).toEqual([{ n: 0 }]);
  });
});

describe("a worker that stops", () => {
  it("gives back what it has taken, and another does it", async () => {
    await allow();
    const { digest } = await pushSigned(sigstore, store, { tag: "1" });
    await runs(named("acme/shop", digest));
    const stopping = new AbortController();
    lie = () => {
      stopping.abort();
      return false;
    };
    await handleImages(context, stopping.signal);
    expect(await rows()).toMatchObject([{ looked_at: null, worker: null, lease_until: null }]);
    lie = undefined;
    await handleImages({ ...context, name: "another" }, patient);
    expect(await rows()).toMatchObject([{ states: { signature: "verified" } }]);
  });

  it("or dies holds its images no longer than its lease, and writes nothing after it", async () => {
    await allow();
    const { digest } = await pushSigned(sigstore, store, { tag: "1" });
    await runs(named("acme/shop", digest));
    const [taken] = await context.images.take(systemScope, "dead", 5);
    await handleImages(context, patient);
    expect(await rows()).toMatchObject([{ looked_at: null, worker: "dead" }]);
    await db.database.pool.query("UPDATE registry_images SET lease_until = now() - interval '1 second'");
    await handleImages(context, patient);
    expect(await rows()).toMatchObject([{ states: { signature: "verified" }, worker: null }]);
    await context.images.failed(systemScope, "dead", taken as never, {
      dueAt: new Date(0),
      failure: { code: "missing", message: "", remedy: "" },
    });
    expect(await rows()).toMatchObject([{ failures: 0, states: { signature: "verified" } }]);
  });
});
