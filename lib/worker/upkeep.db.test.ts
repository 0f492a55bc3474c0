import { generateKeyPairSync } from "node:crypto";
import pino from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type PrivateKeyring, publicHalf } from "#server/crypto/keyring.ts";
import { open } from "#server/crypto/seal.ts";
import type { Target } from "#server/database/clusters/targets.ts";
import { systemScope } from "#server/database/scope.ts";
import { readEnvironment } from "#server/env/environment.ts";
import { type FakeApiServer, sendJson, sendStatus, startFakeApiServer } from "#test/apiserver/fake-api-server.ts";
import { createTestDatabase, type TestDatabase } from "#test/postgres/database.ts";
import { seedCluster, seedScan } from "#test/postgres/seed.ts";
import { inventoryOf, worldChecks } from "#test/postgres/world.ts";
import { createWorkshop, type Workshop } from "#test/worker/worker.ts";
import type { WorkerContext } from "./context.ts";
import { sealContext } from "./credentials.ts";
import { storesOf } from "./stores.ts";
import { applyRetention, renewTokens, rotateKeys } from "./upkeep.ts";

let db: TestDatabase;
let workshop: Workshop;
let server: FakeApiServer;
let context: WorkerContext;
let refuse: boolean;
const patient = new AbortController().signal;
const oldToken = "old-token";

beforeAll(async () => {
  db = await createTestDatabase();
  workshop = await createWorkshop(db);
  server = await startFakeApiServer({
    resources: [],
    misbehave: ({ method, url, headers, body }, response) => {
      const asked = method === "POST" && url.pathname === "/api/v1/namespaces/drydock/serviceaccounts/drydock-reader/token";
      if (!asked || headers.authorization !== `Bearer ${oldToken}` || refuse) return sendStatus(response, 403, "Forbidden");
      const { expirationSeconds } = JSON.parse(body).spec;
      const expirationTimestamp = new Date(Date.now() + expirationSeconds * 1000).toISOString();
      return sendJson(response, 201, { kind: "TokenRequest", status: { token: "new-token", expirationTimestamp } });
    },
  });
  const { pool } = db.database;
  const settings = readEnvironment({ DRYDOCK_SCANS_PER_CLUSTER: "2" });
  if (!settings.ok) throw new Error(JSON.stringify(settings.error));
  context = {
    settings: settings.value,
    keyring: workshop.keyring,
    ...storesOf(pool),
    checks: worldChecks,
    log: pino({ level: "silent" }),
    name: "test",
    version: "0.0.0",
  };
});
afterAll(async () => {
  await workshop.close();
  await server.stop();
  await db.close();
});
beforeEach(() => {
  refuse = false;
});

/** A cluster whose token lives for an hour, of which so many minutes are left. */
async function registered(name: string, minutesLeft: number): Promise<string> {
  const id = await workshop.register({ name, server: server.url, ca: server.ca, token: oldToken });
  await db.database.pool.query(
    `UPDATE cluster_credentials SET renews = true, without_end = false, service_account_namespace = 'drydock',
       service_account_name = 'drydock-reader', expires_at = now() + make_interval(mins => $2),
       updated_at = now() + make_interval(mins => $2 - 60) WHERE cluster_id = $1`,
    [id, minutesLeft],
  );
  return id;
}

async function tokenOf(clusterId: string, ring: PrivateKeyring = context.keyring): Promise<string> {
  const target = (await context.targets.cluster(systemScope, clusterId)) as Target;
  const { installation, endpoint, credential } = target;
  if (!endpoint || !credential) throw new Error("no credential");
  const bound = sealContext({ installation, row: clusterId, endpoint, version: credential.version });
  const opened = bound.ok ? open(ring, credential.sealed, bound.value) : bound;
  if (!opened.ok) throw new Error(opened.error.code);
  return JSON.parse(opened.value).token;
}

describe("token renewal", () => {
  it("renews what has less than half of its life left, for as long as it was given", async () => {
    const [old, young] = [await registered("old", 20), await registered("young", 40)];
    await renewTokens(context, patient);
    expect(await tokenOf(old)).toBe("new-token");
    expect(await tokenOf(young)).toBe(oldToken);
    const cluster = await db.repositories.clusters.get(systemScope, old);
    const left = (cluster?.credential?.expiresAt?.getTime() ?? 0) - Date.now();
    expect(left).toBeGreaterThan(55 * 60_000);
    expect(left).toBeLessThanOrEqual(60 * 60_000);
    await renewTokens(context, patient);
    expect(server.requests.filter((request) => request.method === "POST")).toHaveLength(1);
  });

  it("keeps the old token where the cluster refuses, and says why", async () => {
    refuse = true;
    const id = await registered("refusing", 20);
    await renewTokens(context, patient);
    expect(await tokenOf(id)).toBe(oldToken);
    const cluster = await db.repositories.clusters.get(systemScope, id);
    expect(cluster?.credential?.renewalError).toEqual(expect.any(String));
    refuse = false;
    await renewTokens(context, patient);
    expect((await db.repositories.clusters.get(systemScope, id))?.credential?.renewalError).toBeUndefined();
  });

  it("does not overwrite a credential that somebody gave in the meantime", async () => {
    const id = await registered("given", 20);
    const stale = (await context.targets.cluster(systemScope, id)) as Target;
    await db.database.pool.query("UPDATE cluster_credentials SET version = version + 1 WHERE cluster_id = $1", [id]);
    const token = { sealed: "v1.x", kid: "x", expiresAt: new Date() };
    expect(await context.targets.renewed(systemScope, stale, token)).toBe(false);
  });
});

describe("key rotation", () => {
  it("seals everything with the current key, again and again without a change", async () => {
    const id = await registered("rotated", 50);
    const { privateKey } = generateKeyPairSync("x25519");
    const { createHash } = await import("node:crypto");
    const { rawPublicKey } = await import("#server/crypto/keyring.ts");
    const kid = createHash("sha256").update(rawPublicKey(privateKey)).digest("hex").slice(0, 16);
    const keyring = { current: kid, keys: new Map([...workshop.keyring.keys, [kid, privateKey]]) };
    await rotateKeys({ ...context, keyring });
    const kids = await db.repositories.credentials.kidsInUse(systemScope);
    expect(kids.find((entry) => entry.kid === kid)?.count).toBeGreaterThan(0);
    const { sealed } = (await context.targets.cluster(systemScope, id))?.credential ?? {};
    await rotateKeys({ ...context, keyring });
    expect((await context.targets.cluster(systemScope, id))?.credential?.sealed).toBe(sealed);
    expect(await tokenOf(id, { current: kid, keys: new Map([[kid, privateKey]]) })).toBe(oldToken);
    expect((await db.repositories.installation.ensure()).keyring).toContain([...publicHalf(keyring).keys.keys()][0]);
  });
});

describe("retention", () => {
  it("keeps the newest scans of each cluster, whole, and deletes the rest with all that belongs to them", async () => {
    const { id } = await seedCluster(db, { name: "kept" });
    const inventory = inventoryOf({ pods: [{ namespace: "a", name: "b", privileged: true }] });
    const scans = [];
    for (let i = 0; i < 4; i++) scans.push((await seedScan(db, id, inventory, worldChecks)).id);
    await applyRetention(context, patient);
    const left = await db.repositories.scans.list(systemScope, { clusterId: id, limit: 10 });
    expect(left?.items.map((scan) => scan.number)).toEqual([4, 3]);
    for (const table of ["findings", "inventory_blobs", "scan_events", "check_results", "scan_looks"]) {
      const { rows } = await db.database.pool.query(`SELECT DISTINCT scan_id FROM ${table} WHERE scan_id = ANY($1)`, [scans]);
      expect(rows.map((row) => row.scan_id).sort()).toEqual(scans.slice(2).sort());
    }
    const [finding] = await db.repositories.findings.ofScan(systemScope, scans[3] ?? "");
    const history = await db.repositories.findings.history(systemScope, scans[3] ?? "", finding?.fingerprint ?? "");
    expect(history?.firstSeen).toEqual({ scanId: scans[0], number: undefined, at: expect.any(Date) });
  });

  it("deletes the rows of removed clusters, and lets their names be used at once", async () => {
    const { id } = await seedCluster(db, { name: "again" });
    await seedScan(db, id, inventoryOf({ pods: [] }), worldChecks);
    expect(await db.repositories.clusters.remove(systemScope, id)).toBe(true);
    expect(await db.repositories.clusters.get(systemScope, id)).toBeUndefined();
    await seedCluster(db, { name: "again" });
    await applyRetention(context, patient);
    const { rowCount } = await db.database.pool.query("SELECT 1 FROM clusters WHERE id = $1", [id]);
    expect(rowCount).toBe(0);
  });

  it("deletes flaws, packages and witnesses that no image has any more", async () => {
    const { pool } = db.database;
    await pool.query(
      "INSERT INTO assessed_images (id, digests, tools, newest_at) VALUES ('asd_kept', '{sha256:1}', '{Trivy}', now())",
    );
    for (const [no, name] of ["held", "alone"].entries()) {
      await pool.query("INSERT INTO flaws (no, key, vulnerability, search) VALUES ($1, $2, $3, $3)", [
        90 + no,
        Buffer.from(name),
        name,
      ]);
      await pool.query("INSERT INTO flaw_packages (no, key, name) VALUES ($1, $2, $3)", [90 + no, Buffer.from(name), name]);
      await pool.query("INSERT INTO flaw_witnesses (no, key, tools) VALUES ($1, $2, $3)", [90 + no, Buffer.from(name), [name]]);
    }
    await pool.query(
      `INSERT INTO image_flaws (image_no, seq, flaw_no, package_no, witness_no, rank, open, fixable, differs)
       SELECT no, 0, 90, 90, 90, 0, true, false, false FROM assessed_images WHERE id = 'asd_kept'`,
    );
    await applyRetention(context, patient);
    const { rows } = await pool.query(
      "SELECT vulnerability AS name FROM flaws UNION ALL SELECT name FROM flaw_packages UNION ALL SELECT tools[1] FROM flaw_witnesses",
    );
    expect(rows.map(({ name }) => name)).toEqual(["held", "held", "held"]);
  });
});
