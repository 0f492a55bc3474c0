/** A worker whose connections to PostgreSQL all went dead without a word: its queue, its leases, its listening. */
import { afterEach, beforeEach, expect, it } from "vitest";
import { systemScope } from "#server/database/scope.ts";
import { world } from "#test/apiserver/collecting.ts";
import { type FakeApiServer, startFakeApiServer } from "#test/apiserver/fake-api-server.ts";
import { createTestDatabase, type TestDatabase } from "#test/postgres/database.ts";
import { type DatabaseProxy, startDatabaseProxy } from "#test/postgres/proxy.ts";
import { createWorkshop, type Workshop } from "#test/worker/worker.ts";

let db: TestDatabase;
let proxy: DatabaseProxy;
let workshop: Workshop;
let server: FakeApiServer;
let open: () => void;
let reached: number;

beforeEach(async () => {
  db = await createTestDatabase();
  proxy = await startDatabaseProxy(db.url);
  workshop = await createWorkshop({ url: `${proxy.url}?query_timeout=1000`, repositories: db.repositories });
  const gate = Promise.withResolvers<void>();
  open = gate.resolve;
  reached = 0;
  server = await startFakeApiServer({
    resources: world,
    misbehave: async ({ url }) => {
      if (!url.pathname.endsWith("/pods")) return false;
      reached += 1;
      await gate.promise;
      return false;
    },
  });
});
afterEach(async () => {
  await workshop.close();
  await server.stop();
  await proxy.stop();
  await db.close();
});

async function startScan(name: string): Promise<string> {
  const clusterId = await workshop.register({ name, server: server.url, ca: server.ca, token: "t" });
  const started = await db.repositories.scans.start(systemScope, { clusterId, trigger: "manual" });
  if (!started.ok) throw new Error(started.error.code);
  return started.value.id;
}

const until = (what: () => unknown) => expect.poll(what, { timeout: 60_000, interval: 50 });
const stateOf = async (id: string) => (await db.repositories.scans.get(systemScope, id))?.state;
const finished = expect.stringMatching(/^(completed|partial)$/);

it("ends the scan that it was at, once, and takes the next one", async () => {
  workshop.startWorker();
  const first = await startScan("first");
  await until(() => reached).toBeGreaterThan(0);
  proxy.freeze();
  open();
  await until(() => stateOf(first)).toEqual(finished);
  const second = await startScan("second");
  await until(() => stateOf(second)).toEqual(finished);
  const { rows } = await db.database.pool.query("SELECT DISTINCT scan_id, attempt FROM inventory_blobs");
  expect(rows.map(({ scan_id }) => scan_id).sort()).toEqual([first, second].sort());
});
