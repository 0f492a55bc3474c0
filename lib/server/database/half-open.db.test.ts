/** Connections that went dead without a word: nobody waits on them for ever, and what comes after finds new ones. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "#test/postgres/database.ts";
import { type DatabaseProxy, startDatabaseProxy } from "#test/postgres/proxy.ts";
import { type Database, openDatabase } from "./database.ts";

let db: TestDatabase;
let proxy: DatabaseProxy;
let database: Database;
beforeEach(async () => {
  db = await createTestDatabase();
  proxy = await startDatabaseProxy(db.url);
  database = openDatabase(`${proxy.url}?query_timeout=500`, { connections: 2 });
});
afterEach(async () => {
  // Frozen connections would not hear that they end.
  await proxy.stop();
  await database.close();
  await db.close();
});

const recovers = () => expect.poll(() => database.prisma.installation.count().catch(String), { timeout: 20_000 }).toBe(0);

describe("when the way to PostgreSQL goes dead", () => {
  it("a query on an idle connection fails in time, and the next ones work", async () => {
    await Promise.all([database.pool.query("SELECT pg_sleep(0.1)"), database.pool.query("SELECT pg_sleep(0.1)")]);
    proxy.freeze();
    await expect(database.pool.query("SELECT 1")).rejects.toThrow(/timeout/i);
    await recovers();
    expect((await database.pool.query("SELECT 2 AS n")).rows).toEqual([{ n: 2 }]);
    expect(proxy.opened()).toBeGreaterThan(2);
  });

  it("a query that waits for its answer fails in time", async () => {
    const waiting = database.pool.query("SELECT pg_sleep(0.2)");
    await expect.poll(() => proxy.opened()).toBe(1);
    proxy.freeze();
    await expect(waiting).rejects.toThrow(/timeout/i);
    await recovers();
  });

  it("a transaction in the middle fails, leaves nothing, and does not keep its connection", async () => {
    const half = database.prisma.$transaction(async (tx) => {
      await tx.connectionTest.create({ data: { id: "tst_half", kind: "inCluster", state: "queued", requestedBy: "usr_a" } });
      proxy.freeze();
      await tx.connectionTest.count();
    });
    await expect(half).rejects.toThrow();
    await recovers();
    expect(await database.prisma.connectionTest.count()).toBe(0);
    await Promise.all([1, 2, 3].map(() => recovers()));
  });
});
