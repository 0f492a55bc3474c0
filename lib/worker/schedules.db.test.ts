/** Occurrences of schedules: each made once, whole or not at all, however many workers see it due. Time is moved in the data. */
import { PgBoss } from "pg-boss";
import pino from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openDatabase } from "#server/database/database.ts";
import type { EnqueueScans } from "#server/database/schedules/schedule-start.ts";
import { scheduleWork } from "#server/database/schedules/schedule-work.ts";
import { systemScope } from "#server/database/scope.ts";
import { queueSchema } from "#server/jobs/queues.ts";
import { createTestDatabase, type TestDatabase } from "#test/postgres/database.ts";
import { seedCluster } from "#test/postgres/seed.ts";
import { createWorkshop } from "#test/worker/worker.ts";
import { runSchedules } from "./schedules.ts";

let db: TestDatabase;
let cleanUp: (() => Promise<unknown>)[];
const { signal } = new AbortController();
const log = pino({ level: "silent" });
const at = (time: string) => new Date(`2026-11-24T${time}Z`);

beforeEach(async () => {
  db = await createTestDatabase();
  cleanUp = [db.close];
});
afterEach(async () => {
  for (const undo of cleanUp.reverse()) await undo();
});

const target = { clusters: "all" } as const;
interface Asked {
  readonly name?: string;
  readonly target?: Parameters<TestDatabase["repositories"]["schedules"]["create"]>[1]["target"];
  readonly nextAt?: Date;
}

async function hourly({ nextAt = at("10:00:00"), ...asked }: Asked = {}): Promise<string> {
  const schedule = { name: "hourly", cron: "0 * * * *", timeZone: "UTC", target, createdBy: "Ada", nextAt, ...asked };
  const made = await db.repositories.schedules.create(systemScope, schedule);
  if (!made.ok || !made.value) throw new Error("The schedule was not made.");
  return made.value.id;
}

const fleet = (count: number) =>
  Promise.all(Array.from({ length: count }, (_, i) => seedCluster(db, { name: `cluster-${String(i).padStart(2, "0")}` })));

/** Enqueues as the web process does, in the transaction that it is given. */
const enqueue: EnqueueScans = (sql, scanIds) => db.database.sender.sendScans(sql, scanIds);
const tick = (now: Date, via = db.database.pool, how = enqueue) =>
  runSchedules({ schedules: scheduleWork(via), log }, how, { now, signal });
const runsOf = async (id: string) => (await db.repositories.schedules.runs(systemScope, id, { limit: 50 }))?.items ?? [];
const nextOf = async (id: string) => (await db.repositories.schedules.get(systemScope, id))?.nextAt;
const scans = async () => (await db.repositories.scans.list(systemScope, { limit: 200 }))?.items ?? [];
async function waitingJobs(): Promise<string[]> {
  const { rows } = await db.database.pool.query(`SELECT data FROM ${queueSchema}.job WHERE name = 'scan' ORDER BY 1`);
  return rows.map((row) => row.data.scanId).sort();
}
const endScans = () => db.database.pool.query("UPDATE scans SET state = 'completed', finished_at = now()");

describe("an occurrence", () => {
  it("is nothing before its time", async () => {
    await fleet(1);
    const id = await hourly();
    expect(await tick(at("09:59:59"))).toBe(0);
    expect(await runsOf(id)).toEqual([]);
    expect(await scans()).toEqual([]);
  });

  it("starts a scan of every cluster that it is for, with a job for each, and is over until the next", async () => {
    await fleet(3);
    const id = await hourly();
    expect(await tick(at("10:00:20"))).toBe(1);
    const started = await scans();
    expect(started).toMatchObject(Array(3).fill({ trigger: "schedule", state: "queued", requestedBy: "hourly", number: 1 }));
    expect(await waitingJobs()).toEqual(started.map((scan) => scan.id).sort());
    expect(await runsOf(id)).toMatchObject([
      { dueAt: at("10:00:00"), cause: "clock", missed: 0, started: 3, skipped: [], states: { queued: 3 } },
    ]);
    expect(await nextOf(id)).toEqual(at("11:00:00"));
    expect(await tick(at("10:01:20"))).toBe(0);
    expect(await scans()).toHaveLength(3);
  });

  it("is one for twenty workers that see it at once", async () => {
    await fleet(5);
    const ids = [await hourly(), await hourly({ name: "again" })];
    const wide = openDatabase(db.url, { connections: 20 });
    cleanUp.push(wide.close);
    const ticks = await Promise.all(Array.from({ length: 20 }, () => tick(at("10:00:20"), wide.pool)));
    expect(ticks.reduce((sum, n) => sum + n, 0)).toBe(2);
    for (const id of ids) expect(await runsOf(id)).toHaveLength(1);
    const [one = [], other = []] = await Promise.all(ids.map(runsOf));
    expect((one[0]?.started ?? 0) + (other[0]?.started ?? 0)).toBe(5);
    expect(await scans()).toHaveLength(5);
    expect(await waitingJobs()).toHaveLength(5);
  });

  it("is one for all that were missed, and says how many", async () => {
    await fleet(1);
    const id = await hourly();
    expect(await tick(at("15:30:00"))).toBe(1);
    expect(await runsOf(id)).toMatchObject([{ dueAt: at("15:00:00"), missed: 5, started: 1 }]);
    expect(await nextOf(id)).toEqual(at("16:00:00"));
  });

  it("passes over clusters whose scan is still under way, so that scans do not pile up", async () => {
    const [first] = await fleet(2);
    const id = await hourly();
    await db.repositories.scans.start(systemScope, { clusterId: first?.id ?? "", trigger: "manual" });
    await tick(at("10:00:00"));
    await tick(at("11:00:00"));
    await tick(at("12:00:00"));
    expect(await scans()).toHaveLength(2);
    const skipped = { clusterId: first?.id, cluster: "cluster-00", reason: "scanActive" };
    expect((await runsOf(id)).map(({ started, skipped: n }) => [started, n.length])).toEqual([
      [0, 2],
      [0, 2],
      [1, 1],
    ]);
    expect((await runsOf(id)).at(-1)?.skipped).toEqual([skipped]);
    await endScans();
    await tick(at("13:00:00"));
    expect((await runsOf(id))[0]).toMatchObject({ started: 2, skipped: [] });
    expect((await db.repositories.clusters.get(systemScope, first?.id ?? ""))?.activeScan?.number).toBe(2);
  });

  it("is for the clusters that carry the labels when it runs, and that have a connection", async () => {
    const prod = await seedCluster(db, { name: "prod", labels: { env: "prod", team: "a" } });
    await seedCluster(db, { name: "test", labels: { env: "test" } });
    await seedCluster(db, { name: "file", kind: "snapshot", labels: { env: "prod" } });
    await hourly({ target: { labels: { env: "prod" } } });
    await tick(at("10:00:00"));
    expect((await scans()).map((scan) => scan.clusterId)).toEqual([prod.id]);
  });

  it("says of clusters that are named why they were not scanned", async () => {
    const file = await seedCluster(db, { name: "file", kind: "snapshot" });
    const removed = await seedCluster(db, { name: "removed" });
    const id = await hourly({ target: { clusters: [file.id, removed.id, "cls_gone"] } });
    await db.database.pool.query("UPDATE clusters SET removed_at = now() WHERE id = $1", [removed.id]);
    await tick(at("10:00:00"));
    expect(new Set((await runsOf(id))[0]?.skipped)).toEqual(
      new Set([
        { clusterId: file.id, cluster: "file", reason: "noLiveConnection" },
        { clusterId: removed.id, cluster: undefined, reason: "removed" },
        { clusterId: "cls_gone", cluster: undefined, reason: "removed" },
      ]),
    );
  });

  it("does not come while the schedule is paused", async () => {
    await fleet(1);
    const id = await hourly();
    await db.repositories.schedules.change(systemScope, id, { pausedAt: at("09:00:00") });
    expect(await tick(at("12:00:00"))).toBe(0);
    expect(await runsOf(id)).toEqual([]);
  });

  it("that was run already, as after a restored backup, moves on without a scan", async () => {
    await fleet(1);
    const id = await hourly();
    await tick(at("10:00:00"));
    await endScans();
    await db.database.pool.query("UPDATE schedules SET next_at = $1", [at("10:00:00")]);
    expect(await tick(at("10:05:00"))).toBe(0);
    expect(await scans()).toHaveLength(1);
    expect(await nextOf(id)).toEqual(at("11:00:00"));
  });

  it("by hand is beside those of the clock", async () => {
    await fleet(2);
    const id = await hourly();
    const run = await db.repositories.schedules.runNow(systemScope, id, { now: at("09:30:00"), requestedBy: "Robin" });
    expect(run).toMatchObject({ cause: "hand", started: 2, skipped: [] });
    expect(await scans()).toMatchObject(Array(2).fill({ trigger: "schedule", requestedBy: "Robin" }));
    expect(await waitingJobs()).toHaveLength(2);
    expect(await nextOf(id)).toEqual(at("10:00:00"));
    await endScans();
    await tick(at("10:00:00"));
    expect((await runsOf(id)).map(({ cause }) => cause)).toEqual(["clock", "hand"]);
  });
});

describe("a failure in the middle", () => {
  it("leaves nothing of the occurrence, and the next tick makes it", async () => {
    await fleet(3);
    const id = await hourly();
    const failing: EnqueueScans = async (sql, scanIds) => {
      await enqueue(sql, scanIds);
      throw new Error("in the middle");
    };
    expect(await tick(at("10:00:10"), db.database.pool, failing)).toBe(0);
    expect([await runsOf(id), await scans(), await waitingJobs()]).toEqual([[], [], []]);
    expect(await nextOf(id)).toEqual(at("10:00:00"));
    expect(await tick(at("10:01:10"))).toBe(1);
    expect(await runsOf(id)).toMatchObject([{ dueAt: at("10:00:00"), missed: 0, started: 3 }]);
    expect((await scans()).map((scan) => scan.number)).toEqual([1, 1, 1]);
  });

  it("of one schedule stops no other", async () => {
    await fleet(1);
    await hourly({ name: "broken", nextAt: at("09:00:00") });
    const id = await hourly({ name: "whole" });
    await db.database.pool.query("UPDATE schedules SET cron = 'never' WHERE name = 'broken'");
    expect(await tick(at("10:00:00"))).toBe(1);
    expect(await runsOf(id)).toHaveLength(1);
  });

  it("cannot come of a scan that is finishing: its cluster is passed over, not waited for", async () => {
    const [cluster] = await fleet(1);
    const id = await hourly();
    await db.repositories.scans.start(systemScope, { clusterId: cluster?.id ?? "", trigger: "manual" });
    const finishing = await db.database.pool.connect();
    await finishing.query("BEGIN");
    await finishing.query("UPDATE scans SET state = 'completed'");
    const ticking = tick(at("10:00:00"));
    expect(await ticking).toBe(1);
    await finishing.query("UPDATE clusters SET latest_scan_id = NULL");
    await finishing.query("COMMIT");
    finishing.release();
    expect((await runsOf(id))[0]).toMatchObject({ started: 0, skipped: [{ reason: "scanActive" }] });
  });
});

describe("a worker that is killed in the middle of an occurrence", () => {
  it("leaves nothing half-made, and another makes it once", async () => {
    const clusters = await fleet(3);
    const nextAt = new Date(Date.now() - 1000);
    const id = await hourly({ nextAt });
    const workshop = await createWorkshop(db);
    cleanUp.push(workshop.close);
    const boss = new PgBoss({ connectionString: db.url, schema: queueSchema, migrate: false, max: 1, schedule: false });
    boss.on("error", () => undefined);
    await boss.start();
    cleanUp.push(() => boss.stop({ graceful: false }));
    const holder = await db.database.pool.connect();
    await holder.query("BEGIN");
    await holder.query("SELECT 1 FROM clusters WHERE id = $1 FOR UPDATE", [clusters.map(({ id: one }) => one).sort()[1]]);
    const killed = workshop.startWorker();
    await boss.send("schedules", {});
    const waitsForLock = `SELECT count(*)::int AS n FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%FROM clusters%'`;
    const blocked = async () => (await db.database.pool.query(waitsForLock)).rows[0].n;
    await expect.poll(blocked, { timeout: 30_000, interval: 50 }).toBe(1);
    await killed.end("SIGKILL");
    await holder.query("ROLLBACK");
    holder.release();
    await expect.poll(blocked, { timeout: 10_000, interval: 50 }).toBe(0);
    expect([await runsOf(id), await scans(), await waitingJobs()]).toEqual([[], [], []]);
    expect(await nextOf(id)).toEqual(nextAt);
    workshop.startWorker();
    await boss.send("schedules", {});
    await expect.poll(() => runsOf(id), { timeout: 30_000, interval: 100 }).toHaveLength(1);
    expect((await runsOf(id))[0]).toMatchObject({ cause: "clock", started: 3, skipped: [] });
    expect((await scans()).map((scan) => scan.number)).toEqual([1, 1, 1]);
  });
});
