/** The worker process as it runs, against an API server that stops in the middle of a list for as long as a test wants. */
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openDatabase } from "#server/database/database.ts";
import { repositoriesOf } from "#server/database/repositories.ts";
import type { ScanRow } from "#server/database/rows.ts";
import { migrate } from "#server/database/schema/migrate.ts";
import { type Scope, systemScope } from "#server/database/scope.ts";
import { installQueue } from "#server/jobs/install.ts";
import { world } from "#test/apiserver/collecting.ts";
import { type FakeApiServer, sendStatus, startFakeApiServer } from "#test/apiserver/fake-api-server.ts";
import { createTestDatabase, type TestDatabase } from "#test/postgres/database.ts";
import { createWorkshop, type Workshop } from "#test/worker/worker.ts";
import { startPostgres } from "../../scripts/start/postgres/server.ts";

const token = "canary-token-that-nobody-may-see";
/** One that says whom it is of. */
const claims = Buffer.from(JSON.stringify({ sub: "system:serviceaccount:drydock:drydock-reader" })).toString("base64url");
const tokenOfAccount = `e30.${claims}.x`;
const accepted = [token, tokenOfAccount].map((one) => `Bearer ${one}`);

/** Holds the list of pods until it is opened. */
interface Gate {
  readonly reached: () => number;
  open(): void;
}

let db: TestDatabase;
let workshop: Workshop;
let server: FakeApiServer;
let gate: Gate;
let cleanUp: (() => Promise<unknown>)[];

beforeEach(async () => {
  cleanUp = [];
  db = await createTestDatabase();
  cleanUp.push(db.close);
  await useServer();
  workshop = await createWorkshop(db);
  cleanUp.push(workshop.close);
});
afterEach(async () => {
  for (const undo of cleanUp.reverse()) await undo();
});

async function useServer(): Promise<void> {
  let reached = 0;
  const { promise, resolve } = Promise.withResolvers<void>();
  gate = { reached: () => reached, open: resolve };
  server = await startFakeApiServer({
    resources: world,
    misbehave: async ({ url, headers }, response) => {
      if (!accepted.includes(headers.authorization ?? "")) return sendStatus(response, 401, "Unauthorized");
      if (url.pathname.endsWith("/cronjobs")) return sendStatus(response, 403, "Forbidden");
      if (!url.pathname.endsWith("/api/v1/pods")) return false;
      reached++;
      await promise;
      return false;
    },
  });
  cleanUp.push(() => server.stop());
}

async function startScan(of = workshop, at = db): Promise<ScanRow> {
  const clusterId = await of.register({ name: "fake", server: server.url, ca: server.ca, token });
  const started = await at.repositories.scans.start(systemScope, { clusterId, trigger: "manual" });
  if (!started.ok) throw new Error(started.error.code);
  return started.value;
}

const until = (what: () => unknown) => expect.poll(what, { timeout: 45_000, interval: 50 });
const stateOf = async (id: string, at = db) => (await at.repositories.scans.get(systemScope, id))?.state;
const finished = expect.stringMatching(/^(completed|partial)$/);
/** Moves time in the data: nobody waits for a lease here. */
const expireLease = (scanId: string) =>
  db.database.pool.query("UPDATE scans SET lease_until = now() - interval '1 second' WHERE id = $1", [scanId]);

/** One complete scan: one attempt's pieces, each finding once, every pod once. */
async function expectWhole(id: string, attempt: number, at = db): Promise<void> {
  const scan = await at.repositories.scans.get(systemScope, id);
  expect(scan).toMatchObject({ attempt, number: 1, state: finished, phase: "done" });
  const inventory = await at.repositories.inventories.load(systemScope, id);
  expect(inventory?.looks.pods.items).toHaveLength(25);
  const findings = await at.repositories.findings.ofScan(systemScope, id);
  expect(new Set(findings.map((finding) => finding.fingerprint)).size).toBe(findings.length);
  expect(findings.length).toBe(Object.values(scan?.counts ?? {}).reduce((sum, n) => sum + n, 0));
  const { rows } = await at.database.pool.query("SELECT DISTINCT attempt FROM inventory_blobs WHERE scan_id = $1", [id]);
  expect(rows).toEqual([{ attempt }]);
  const events = await at.repositories.scans.eventsAfter(systemScope, id, 0);
  expect(events.map((event) => event.seq)).toEqual(events.map((_, i) => i + 1));
}

describe("a worker", () => {
  it("scans a cluster from its sealed credential, and says nothing about the credential", async () => {
    gate.open();
    const worker = workshop.startWorker();
    const scan = await startScan();
    await until(() => stateOf(scan.id)).toEqual(finished);
    await expectWhole(scan.id, 1);
    expect(await worker.end("SIGTERM")).toBe(0);
    expect(worker.log()).not.toContain(token);
    const { rows } = await db.database.pool.query(
      "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'",
    );
    for (const { table_name } of rows) {
      const found = await db.database.pool.query(`SELECT 1 FROM "${table_name}" t WHERE t::text LIKE '%${token}%'`);
      expect([table_name, found.rowCount]).toEqual([table_name, 0]);
    }
  });

  it("tries what else listens at a cluster's address only where somebody turned that on", async () => {
    gate.open();
    workshop.startWorker();
    const first = await startScan();
    await until(() => stateOf(first.id)).toEqual(finished);
    const { clusterId } = first;
    await db.repositories.clusters.change(systemScope, clusterId, { probeHostPorts: true });
    const second = await db.repositories.scans.start(systemScope, { clusterId, trigger: "manual" });
    if (!second.ok) throw new Error(second.error.code);
    await until(() => stateOf(second.value.id)).toEqual(finished);
    const tried = async (id: string, scope: Scope = systemScope) =>
      (await db.repositories.inventories.load(scope, id, []))?.hostPorts;
    expect(await tried(first.id)).toBeUndefined();
    expect(await tried(second.value.id)).toMatchObject({
      state: "asked",
      ports: [2379, 10_250, 10_255, 10_257, 10_259].map((port) => ({ port, answer: expect.any(String) })),
    });
    const team: Scope = { ...systemScope, clusters: new Map([[clusterId, new Set(["team-a"])]]) };
    expect(await tried(second.value.id, team)).toBeUndefined();
  });

  it("reports its own credential that has no end as a finding, and keeps what it knows of it with the scan", async () => {
    gate.open();
    workshop.startWorker();
    const scan = await startScan();
    await until(() => stateOf(scan.id)).toEqual(finished);
    const findings = await db.repositories.findings.ofScan(systemScope, scan.id);
    expect(findings.filter(({ checkId }) => checkId === "rbac/own-credential")).toMatchObject([
      { severity: "medium", title: "Drydock looks at this cluster with a token of an unnamed account that names no end" },
    ]);
    const inventory = await db.repositories.inventories.load(systemScope, scan.id, []);
    expect(inventory?.credential).toEqual({ kind: "token" });
  });

  it("that is killed in the middle of a scan leaves it to another, which completes it once", async () => {
    const killed = workshop.startWorker();
    const scan = await startScan();
    await until(() => gate.reached()).toBeGreaterThan(0);
    await killed.end("SIGKILL");
    expect(await stateOf(scan.id)).toBe("running");
    expect(await db.repositories.findings.ofScan(systemScope, scan.id)).toEqual([]);
    await expireLease(scan.id);
    gate.open();
    workshop.startWorker();
    await until(() => stateOf(scan.id)).toEqual(finished);
    await expectWhole(scan.id, 2);
  });

  it("that is told to stop puts its scan back and ends in order", async () => {
    const stopped = workshop.startWorker();
    const scan = await startScan();
    await until(() => gate.reached()).toBeGreaterThan(0);
    expect(await stopped.end("SIGTERM")).toBe(0);
    expect(await stateOf(scan.id)).toBe("queued");
    gate.open();
    workshop.startWorker();
    await until(() => stateOf(scan.id)).toEqual(finished);
    await expectWhole(scan.id, 2);
  });

  it("stops a scan that is cancelled in the middle of a list", async () => {
    workshop.startWorker();
    const scan = await startScan();
    await until(() => gate.reached()).toBeGreaterThan(0);
    await db.repositories.scans.requestCancel(systemScope, scan.id);
    await until(() => stateOf(scan.id)).toBe("cancelled");
    expect(await db.repositories.scans.looks(systemScope, scan.id)).toEqual([]);
  });

  it("beside another never runs a scan twice", async () => {
    gate.open();
    workshop.startWorker();
    workshop.startWorker();
    const scan = await startScan();
    await until(() => stateOf(scan.id)).toEqual(finished);
    await expectWhole(scan.id, 1);
    expect(gate.reached()).toBe(1);
  });

  it("fails a scan whose credential is not accepted, with a code, a sentence and a remedy", async () => {
    workshop.startWorker();
    const clusterId = await workshop.register({ name: "refused", server: server.url, ca: server.ca, token: "another" });
    const started = await db.repositories.scans.start(systemScope, { clusterId, trigger: "manual" });
    const id = started.ok ? started.value.id : "";
    await until(() => stateOf(id)).toBe("failed");
    const scan = await db.repositories.scans.get(systemScope, id);
    expect(scan?.error).toMatchObject({ code: "auth", message: expect.any(String), remedy: expect.any(String) });
  });

  it("cannot open a credential at another endpoint than its own", async () => {
    gate.open();
    workshop.startWorker();
    const clusterId = await workshop.register({ name: "moved", server: server.url, ca: server.ca, token });
    const elsewhere = server.url.replace("127.0.0.1", "localhost");
    await db.database.pool.query("UPDATE clusters SET server = $2 WHERE id = $1", [clusterId, elsewhere]);
    const started = await db.repositories.scans.start(systemScope, { clusterId, trigger: "manual" });
    const id = started.ok ? started.value.id : "";
    await until(() => stateOf(id)).toBe("failed");
    expect((await db.repositories.scans.get(systemScope, id))?.error?.code).toBe("sealBroken");
    expect(server.requests).toEqual([]);
  });

  it("says while it looks how many kinds it could not see", async () => {
    workshop.startWorker();
    const scan = await startScan();
    await until(() => gate.reached()).toBeGreaterThan(0);
    const gaps = async () => (await db.repositories.scans.get(systemScope, scan.id))?.progress;
    await until(gaps).toMatchObject({ phase: "collect", gaps: 1 });
    gate.open();
    await until(() => stateOf(scan.id)).toEqual(finished);
  });

  it("knows whom a token is of where the API server cannot tell", async () => {
    workshop.startWorker();
    const id = "tst_bbbbbbbbbbbbbbbbbbbbbbbbbb";
    const sealed = await workshop.sealToken(id, { server: server.url, ca: server.ca }, tokenOfAccount);
    const asked = { id, kind: "token" as const, server: server.url, caData: server.ca, sealed, requestedBy: "usr_a" };
    await db.repositories.connectionTests.create(systemScope, { ...asked, includeSecretNames: false, withoutEnd: false });
    await until(async () => (await db.repositories.connectionTests.get(systemScope, id))?.state).toBe("done");
    const test = await db.repositories.connectionTests.get(systemScope, id);
    expect(test?.preflight).toMatchObject({ user: "system:serviceaccount:drydock:drydock-reader" });
  });

  it("tests a connection, says what it may look at, and erases the credential", async () => {
    gate.open();
    workshop.startWorker();
    const id = "tst_aaaaaaaaaaaaaaaaaaaaaaaaaa";
    const sealed = await workshop.sealToken(id, { server: server.url, ca: server.ca }, token);
    const asked = { id, kind: "token" as const, server: server.url, caData: server.ca, sealed, requestedBy: "usr_a" };
    await db.repositories.connectionTests.create(systemScope, { ...asked, includeSecretNames: false, withoutEnd: false });
    await until(async () => (await db.repositories.connectionTests.get(systemScope, id))?.state).toBe("done");
    const test = await db.repositories.connectionTests.get(systemScope, id);
    expect(test).toMatchObject({ category: "ok", version: "v1.37.2", sentence: expect.any(String) });
    const { rows } = await db.database.pool.query("SELECT sealed FROM connection_tests");
    expect(rows).toEqual([{ sealed: null }]);
  });
});

describe("a restart of PostgreSQL in the middle of a scan", () => {
  it("ends in one complete scan", async () => {
    const data = await mkdtemp(join(tmpdir(), "drydock-restart-"));
    cleanUp.push(() => rm(data, { recursive: true, force: true }));
    await chmod(data, 0o711);
    const options = { data, settings: { fsync: "off" }, say: () => undefined };
    let postgres = await startPostgres(options);
    cleanUp.push(() => postgres.stop());
    await migrate(postgres.url);
    await installQueue(postgres.url);
    const database = openDatabase(postgres.url);
    cleanUp.push(database.close);
    const own = { url: postgres.url, database, repositories: repositoriesOf(database), close: database.close };
    const shop = await createWorkshop(own);
    cleanUp.push(shop.close);
    shop.startWorker();
    const scan = await startScan(shop, own);
    await until(() => gate.reached()).toBeGreaterThan(0);
    await postgres.stop();
    gate.open();
    postgres = await startPostgres({ ...options, port: postgres.port });
    await until(() => stateOf(scan.id, own)).toEqual(finished);
    await expectWhole(scan.id, 1, own);
  });
});
