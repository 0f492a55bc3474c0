import { PgBoss } from "pg-boss";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "#test/postgres/database.ts";
import { seedCluster } from "#test/postgres/seed.ts";
import { systemScope } from "../database/scope.ts";
import { installQueue } from "./install.ts";
import { queueNames, queueSchema, queues } from "./queues.ts";

let db: TestDatabase;
const bosses: PgBoss[] = [];
beforeAll(async () => {
  db = await createTestDatabase();
});
afterEach(async () => {
  for (const boss of bosses.splice(0)) await boss.stop({ graceful: false });
});
afterAll(() => db.close());

async function jobs(queue: string): Promise<{ data: unknown; state: string; retry_count: number }[]> {
  const { rows } = await db.database.pool.query(
    `SELECT data, state, retry_count FROM ${queueSchema}.job WHERE name = $1 ORDER BY created_on`,
    [queue],
  );
  return rows;
}

async function startBoss(options: { schedule?: boolean } = {}): Promise<PgBoss> {
  const boss = new PgBoss({ connectionString: db.url, schema: queueSchema, migrate: false, max: 2, schedule: false, ...options });
  boss.on("error", () => undefined);
  bosses.push(boss);
  return boss.start();
}

describe("installing the queue", () => {
  it("may be done again, by many processes at once", async () => {
    await Promise.all(Array.from({ length: 5 }, () => installQueue(db.url)));
    const boss = await startBoss();
    const found = await boss.getQueues([...queueNames]);
    expect(found.map((queue) => queue.name).sort()).toEqual([...queueNames].sort());
    for (const queue of found) {
      const { cron: _cron, ...options } = queues[queue.name as keyof typeof queues];
      expect(queue).toMatchObject(options);
    }
    const schedules = await boss.getSchedules();
    const clocked = queueNames.filter((name) => queues[name].cron !== undefined).map((name) => [name, "UTC"]);
    expect(schedules.map(({ name, timezone }) => [name, timezone]).sort()).toEqual(clocked.sort());
  });
});

describe("a scan's job", () => {
  it("comes into being with the scan, or not at all", async () => {
    const { id } = await seedCluster(db, { name: "undone" });
    const undone = db.repositories.transaction(async (tx) => {
      const started = await tx.scans.start(systemScope, { clusterId: id, trigger: "manual" });
      expect(started.ok).toBe(true);
      throw new Error("undo");
    });
    await expect(undone).rejects.toThrow("undo");
    expect(await jobs("scan")).toEqual([]);
    expect((await db.repositories.clusters.get(systemScope, id))?.activeScan).toBeUndefined();
    const started = await db.repositories.scans.start(systemScope, { clusterId: id, trigger: "manual" });
    const scanId = started.ok ? started.value.id : "";
    expect(await jobs("scan")).toMatchObject([{ data: { scanId }, state: "created" }]);
  });

  it("waits once, however often it is asked for, and one of many workers gets it", async () => {
    const all = await Promise.all(Array.from({ length: 4 }, () => startBoss()));
    const [scan] = await jobs("scan");
    const { scanId } = (scan?.data ?? {}) as { scanId: string };
    await Promise.all(all.map((boss) => boss.send("scan", { scanId }, { singletonKey: scanId })));
    expect(await jobs("scan")).toHaveLength(1);
    const fetched = await Promise.all(all.map((boss) => boss.fetch("scan")));
    expect(fetched.flat()).toHaveLength(1);
  });

  it("of a worker that fell silent goes back to the queue", async () => {
    const boss = await startBoss();
    await db.database.pool.query(
      `UPDATE ${queueSchema}.job SET heartbeat_on = now() - interval '10 minutes', started_on = now() - interval '10 minutes'
       WHERE name = 'scan'`,
    );
    await boss.supervise("scan");
    expect(await jobs("scan")).toMatchObject([{ state: "retry" }]);
  });
});

describe("failures inside a transaction that goes on", () => {
  it("are undone alone", async () => {
    await db.repositories.transaction(async (tx) => {
      const one = await tx.users.create(systemScope, {
        email: "only@example.org",
        name: "Only",
        role: "admin",
        scope: { clusters: "all" },
        passwordHash: "x",
      });
      const demoted = one.ok && (await tx.users.change(systemScope, one.value.id, { role: "viewer" }));
      expect(demoted).toMatchObject({ ok: false, error: { code: "lastAdministrator" } });
    });
    expect(await db.repositories.users.list(systemScope)).toMatchObject([{ email: "only@example.org", role: "admin" }]);
  });
});
