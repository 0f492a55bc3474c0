/**
 * Workers that are killed in the middle of what they do beside scans and schedules: nothing half-made shows, and another
 * worker makes it whole, once. Time is moved in the data.
 */
import { PgBoss } from "pg-boss";
import { afterEach, beforeEach, expect, it } from "vitest";
import { systemScope } from "#server/database/scope.ts";
import { queueSchema } from "#server/jobs/queues.ts";
import { type FakeApiServer, sendJson, startFakeApiServer } from "#test/apiserver/fake-api-server.ts";
import { createTestDatabase, type TestDatabase } from "#test/postgres/database.ts";
import { seedCluster, seedScan } from "#test/postgres/seed.ts";
import { inventoryOf, worldChecks } from "#test/postgres/world.ts";
import { createWorkshop, type Workshop } from "#test/worker/worker.ts";

let db: TestDatabase;
let workshop: Workshop;
let server: FakeApiServer;
let boss: PgBoss;
/** Every request to the API server waits for it. */
let gate: PromiseWithResolvers<void>;
let cleanUp: (() => Promise<unknown>)[];
const token = "old-token";
/** How many scans of a cluster are kept where nothing else is set. */
const kept = 30;

beforeEach(async () => {
  db = await createTestDatabase();
  cleanUp = [db.close];
  gate = Promise.withResolvers();
  server = await startFakeApiServer({
    resources: [],
    misbehave: async ({ method, url, body }, response) => {
      await gate.promise;
      if (method !== "POST" || !url.pathname.endsWith("/token")) return false;
      const life = JSON.parse(body).spec.expirationSeconds * 1000;
      const status = { token: "new-token", expirationTimestamp: new Date(Date.now() + life).toISOString() };
      return sendJson(response, 201, { kind: "TokenRequest", status });
    },
  });
  cleanUp.push(() => server.stop());
  workshop = await createWorkshop(db);
  cleanUp.push(workshop.close);
  boss = new PgBoss({ connectionString: db.url, schema: queueSchema, migrate: false, max: 1, schedule: false });
  boss.on("error", () => undefined);
  await boss.start();
  cleanUp.push(() => boss.stop({ graceful: false }));
});
afterEach(async () => {
  for (const undo of cleanUp.reverse()) await undo();
});

const until = (what: () => unknown) => expect.poll(what, { timeout: 30_000, interval: 50 });
const query = async (sql: string, values: unknown[] = []) => (await db.database.pool.query(sql, values)).rows;

/** Kills a worker once it is where it cannot get on, and lets the queue learn of it. */
async function killOnce(isThere: () => unknown, queue: string): Promise<void> {
  const killed = workshop.startWorker();
  await until(isThere).toBe(true);
  await killed.end("SIGKILL");
  await query(`UPDATE ${queueSchema}.job SET heartbeat_on = now() - interval '1 hour' WHERE name = $1 AND state = 'active'`, [
    queue,
  ]);
  await boss.supervise(queue);
  await query(`UPDATE ${queueSchema}.job SET start_after = now() WHERE name = $1 AND state = 'retry'`, [queue]);
}

/** Keeps writers from a table, as something slow would, until it is let go. */
async function hold(table: string): Promise<{ readonly isWaitedFor: () => Promise<boolean>; release(): Promise<void> }> {
  const holder = await db.database.pool.connect();
  await holder.query("BEGIN");
  await holder.query(`LOCK TABLE ${table} IN SHARE MODE`);
  let held = true;
  const letGo = async () => {
    if (held) await holder.query("ROLLBACK");
    if (held) holder.release();
    held = false;
  };
  cleanUp.push(letGo);
  const waiting = async () =>
    (
      await query(
        `SELECT 1 FROM pg_locks WHERE relation = $1::regclass AND NOT granted AND database = (
         SELECT oid FROM pg_database WHERE datname = current_database())`,
        [table],
      )
    ).length > 0;
  return {
    isWaitedFor: waiting,
    async release() {
      await letGo();
      await until(waiting).toBe(false);
    },
  };
}

it("a test of a connection is repeated by another worker, and its credential is erased then", async () => {
  const id = "tst_aaaaaaaaaaaaaaaaaaaaaaaaaa";
  const sealed = await workshop.sealToken(id, { server: server.url, ca: server.ca }, token);
  const asked = { id, kind: "token" as const, server: server.url, caData: server.ca, sealed, requestedBy: "usr_a" };
  await db.repositories.connectionTests.create(systemScope, { ...asked, includeSecretNames: false, withoutEnd: false });
  await killOnce(() => server.requests.length > 0, "connection-test");
  expect(await db.repositories.connectionTests.get(systemScope, id)).toMatchObject({ state: "running", sentence: undefined });
  gate.resolve();
  workshop.startWorker();
  await until(async () => (await db.repositories.connectionTests.get(systemScope, id))?.state).toBe("done");
  expect(await query("SELECT category, sealed FROM connection_tests")).toEqual([{ category: "ok", sealed: null }]);
});

it("the renewal of a token leaves the old one, which still opens, and another worker renews it", async () => {
  const id = await workshop.register({ name: "due", server: server.url, ca: server.ca, token });
  await query(
    `UPDATE cluster_credentials SET renews = true, without_end = false, service_account_namespace = 'drydock',
       service_account_name = 'drydock-reader', expires_at = now() + interval '20 minutes', updated_at = now() - interval '40 minutes'`,
  );
  const versions = () => query("SELECT version FROM cluster_credentials WHERE cluster_id = $1", [id]);
  await boss.send("token-renewal", {});
  await killOnce(() => server.requests.length > 0, "token-renewal");
  expect(await versions()).toEqual([{ version: 1 }]);
  gate.resolve();
  workshop.startWorker();
  await until(versions).toEqual([{ version: 2 }]);
  const cluster = await db.repositories.clusters.get(systemScope, id);
  expect(cluster?.credential?.renewalError).toBeUndefined();
  expect((cluster?.credential?.expiresAt?.getTime() ?? 0) - Date.now()).toBeGreaterThan(50 * 60_000);
});

it("the end of a waiver is written down by another worker, once", async () => {
  const [end, begin] = [new Date(Date.now() - 60_000), new Date(Date.now() - 3_600_000)];
  const match = { clusters: [], checks: ["test/privileged"], namespaces: [], kinds: [], names: [], fingerprints: [] };
  const terms = { name: "ended", reason: "It is known.", owner: "Ada", expiresAt: end, match };
  const made = await db.repositories.waivers.create(systemScope, terms, { id: "usr_a", name: "Ada" }, begin);
  expect(made).toMatchObject({ ok: true });
  const told = () => query("SELECT action FROM audit_entries WHERE action LIKE 'waiver.%' ORDER BY action");
  const before = await told();
  const held = await hold("audit_entries");
  await boss.send("waivers", {});
  await killOnce(held.isWaitedFor, "waivers");
  await held.release();
  expect(await told()).toEqual(before);
  expect(await query("SELECT ended_at FROM waivers")).toEqual([{ ended_at: null }]);
  workshop.startWorker();
  await until(told).toEqual([...before, { action: "waiver.ended" }]);
  await boss.send("waivers", {});
  await until(() => query(`SELECT 1 FROM ${queueSchema}.job WHERE name = 'waivers' AND state <> 'completed'`)).toEqual([]);
  expect(await told()).toEqual([...before, { action: "waiver.ended" }]);
});

it("the deletion of old scans shows no scan without its findings, and another worker deletes the rest", async () => {
  const { id } = await seedCluster(db, { name: "old" });
  const inventory = inventoryOf({ pods: [{ namespace: "a", name: "b", privileged: true }] });
  for (let i = 0; i < kept + 2; i++) await seedScan(db, id, inventory, worldChecks);
  const held = await hold("inventory_blobs");
  await boss.send("retention", {});
  await killOnce(held.isWaitedFor, "retention");
  const visible = async () => (await db.repositories.scans.list(systemScope, { clusterId: id, limit: 100 }))?.items ?? [];
  const scans = await visible();
  for (const scan of scans) expect(await db.repositories.findings.ofScan(systemScope, scan.id)).not.toEqual([]);
  expect(scans).toHaveLength(kept);
  await held.release();
  workshop.startWorker();
  await until(() => query("SELECT count(*)::int AS n FROM scans")).toEqual([{ n: kept }]);
  expect(await visible()).toHaveLength(kept);
});

it("a scan whose findings were on their way shows none of them, and another worker completes it, once", async () => {
  const id = await workshop.register({ name: "cut off", server: server.url, ca: server.ca, token });
  const started = await db.repositories.scans.start(systemScope, { clusterId: id, trigger: "manual" });
  const scanId = started.ok ? started.value.id : "";
  const scan = async () => (await query("SELECT state, attempt FROM scans"))[0];
  const held = await hold("check_results");
  gate.resolve();
  await killOnce(held.isWaitedFor, "scan");
  await held.release();
  expect(await scan()).toEqual({ state: "running", attempt: 1 });
  expect(await query("SELECT 1 FROM findings")).toEqual([]);
  expect(await query("SELECT 1 FROM check_results")).toEqual([]);
  await query("UPDATE scans SET lease_until = now() - interval '1 second'");
  workshop.startWorker();
  await until(scan).toEqual({ state: "completed", attempt: 2 });
  const found = await db.repositories.findings.ofScan(systemScope, scanId);
  const [{ n }] = await query("SELECT sum(findings)::int AS n FROM check_results");
  expect(found).toHaveLength(n);
  expect(n).toBeGreaterThan(0);
});
