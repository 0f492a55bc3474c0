import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "#test/postgres/database.ts";
import { seedCluster } from "#test/postgres/seed.ts";
import { inventoryOf } from "#test/postgres/world.ts";
import type { ScanRow } from "../rows.ts";
import { systemScope } from "../scope.ts";
import { type ScanResults, scanResultsStore } from "./scan-results.ts";
import { type ClaimedScan, maxAttempts, type ScanWork, scanWork } from "./scan-work.ts";

let db: TestDatabase;
let work: ScanWork;
let clusters = 0;
beforeAll(async () => {
  db = await createTestDatabase();
  work = scanWork(db.database.pool);
});
afterAll(() => db.close());

async function queued(): Promise<ScanRow> {
  const { id } = await seedCluster(db, { name: `cluster-${++clusters}` });
  const started = await db.repositories.scans.start(systemScope, { clusterId: id, trigger: "manual" });
  if (!started.ok) throw new Error(started.error.code);
  return started.value;
}

async function claimed(scanId: string, worker = "worker"): Promise<ClaimedScan> {
  const claim = await work.claim(systemScope, scanId, worker);
  if (claim.kind !== "claimed") throw new Error(claim.kind);
  return claim.scan;
}

/** Moves time in the data: the lease ended a second ago. */
const expireLease = (scanId: string) =>
  db.database.pool.query("UPDATE scans SET lease_until = now() - interval '1 second' WHERE id = $1", [scanId]);

const scanOf = async (id: string) => {
  const scan = await db.repositories.scans.get(systemScope, id);
  if (!scan) throw new Error("the scan is gone");
  return scan;
};

const step = { phase: "collect" as const, done: 1, total: 2, counts: { pods: 3 }, gaps: 0 };
const failure = { code: "dns", message: "The server's name cannot be resolved.", remedy: "Check the name." };
const stored = { inventory: Promise.resolve(true) };
const results: ScanResults = {
  state: "completed",
  inventory: inventoryOf({ pods: [] }),
  identity: "uid-1",
  checks: [],
  findings: [],
  coverage: { passed: 0, failed: 0, notApplicable: 0, notAssessed: 0 },
  counts: { critical: 0, high: 0, medium: 0, low: 0, information: 0 },
  gaps: 0,
  history: { returned: [], fixed: [], vanished: [] },
};

describe("claiming", () => {
  it("gives a scan to one of many workers that ask at once", async () => {
    const { id } = await queued();
    const claims = await Promise.all(Array.from({ length: 8 }, (_, i) => work.claim(systemScope, id, `worker-${i}`)));
    expect(claims.filter((claim) => claim.kind === "claimed")).toHaveLength(1);
    expect(await scanOf(id)).toMatchObject({ state: "running", attempt: 1 });
  });

  it("leaves a scan with its worker while the lease lasts, and takes it over afterwards", async () => {
    const { id } = await queued();
    await claimed(id);
    expect(await work.claim(systemScope, id, "other")).toEqual({ kind: "gone" });
    await expireLease(id);
    expect(await claimed(id, "other")).toMatchObject({ attempt: 2 });
  });

  it("gives up on a scan that ended too many workers", async () => {
    const { id } = await queued();
    for (let attempt = 1; attempt <= maxAttempts; attempt++) {
      await claimed(id);
      await expireLease(id);
    }
    expect(await work.claim(systemScope, id, "last")).toEqual({ kind: "exhausted" });
    expect(await scanOf(id)).toMatchObject({ state: "failed", error: { code: "gaveUp" } });
  });

  it("is nobody's but the worker's", async () => {
    await expect(work.claim({ clusters: "all" }, "scn_x", "web")).rejects.toThrow("Only the worker");
  });
});

describe("a worker that lost its lease", () => {
  it("writes nothing", async () => {
    const { id } = await queued();
    const stale = await claimed(id);
    await expireLease(id);
    const current = await claimed(id, "other");
    const store = scanResultsStore(db.database.pool);
    expect(await work.renew(systemScope, stale)).toBe("lost");
    expect(await work.report(systemScope, stale, step)).toBe("lost");
    expect(await work.fail(systemScope, stale, failure)).toBe("lost");
    expect(await work.cancelled(systemScope, stale)).toBe(false);
    expect(await work.release(systemScope, stale)).toBe(false);
    expect(await store.storeInventory(systemScope, stale, inventoryOf({ pods: [] }))).toBe(false);
    expect(await store.finish(systemScope, stale, results, stored)).toBe("lost");
    expect(await scanOf(id)).toMatchObject({ state: "running", attempt: current.attempt });
    const { rows } = await db.database.pool.query("SELECT count(*)::int AS n FROM inventory_blobs WHERE scan_id = $1", [id]);
    expect(rows).toEqual([{ n: 0 }]);
    expect(await store.finish(systemScope, current, results, stored)).toBe("finished");
    expect(await store.finish(systemScope, current, results, stored), "an answer that got lost").toBe("finished");
    expect(await work.fail(systemScope, current, failure), "after the end").toBe("lost");
    expect(await scanOf(id)).toMatchObject({ state: "completed" });
  });
});

describe("what readers see", () => {
  it("rises by one with every event and ends with the end", async () => {
    const { id } = await queued();
    const fence = await claimed(id);
    for (const done of [0, 1, 2]) await work.report(systemScope, fence, { ...step, done });
    await work.fail(systemScope, fence, failure);
    const events = await db.repositories.scans.eventsAfter(systemScope, id, 0);
    expect(events.map((event) => event.seq)).toEqual([1, 2, 3, 4]);
    expect(events.map((event) => event.progress.done)).toEqual([0, 1, 2, 2]);
    expect(events.map((event) => event.progress.state)).toEqual(["running", "running", "running", "failed"]);
    expect((await db.repositories.scans.eventsAfter(systemScope, id, 3)).map((event) => event.seq)).toEqual([4]);
    expect(await scanOf(id)).toMatchObject({
      state: "failed",
      phase: "done",
      error: failure,
      progress: { seq: 4, counts: { pods: 3 } },
    });
  });

  it("is nothing of an attempt that was not finished", async () => {
    const { id } = await queued();
    const fence = await claimed(id);
    const store = scanResultsStore(db.database.pool);
    await store.storeInventory(systemScope, fence, inventoryOf({ pods: [{ namespace: "a", name: "b" }] }));
    expect(await db.repositories.inventories.load(systemScope, id)).toBeUndefined();
    expect(await db.repositories.scans.looks(systemScope, id)).toEqual([]);
    await expireLease(id);
    const next = await claimed(id);
    await store.storeInventory(systemScope, next, inventoryOf({ pods: [] }));
    await store.finish(systemScope, next, results, stored);
    expect((await db.repositories.inventories.load(systemScope, id))?.looks.pods.items).toEqual([]);
  });
});

describe("starting and cancelling", () => {
  it("allows one active scan a cluster, and uses no number up", async () => {
    const first = await queued();
    const asked = { clusterId: first.clusterId, trigger: "manual" as const };
    const again = await Promise.all([1, 2, 3].map(() => db.repositories.scans.start(systemScope, asked)));
    expect(again.map((result) => !result.ok && result.error.code)).toEqual(["scanActive", "scanActive", "scanActive"]);
    await db.repositories.scans.requestCancel(systemScope, first.id);
    const second = await db.repositories.scans.start(systemScope, asked);
    expect(second).toMatchObject({ ok: true, value: { number: 2 } });
  });

  it("ends a waiting scan at once, and says so to its readers", async () => {
    const { id } = await queued();
    expect(await db.repositories.scans.requestCancel(systemScope, id)).toMatchObject({ state: "cancelled" });
    expect(await work.claim(systemScope, id, "late")).toEqual({ kind: "gone" });
    const events = await db.repositories.scans.eventsAfter(systemScope, id, 0);
    expect(events.map((event) => event.progress.state)).toEqual(["cancelled"]);
  });

  it("tells a running scan's worker, whose results then come too late", async () => {
    const { id } = await queued();
    const fence = await claimed(id);
    expect(await db.repositories.scans.requestCancel(systemScope, id)).toMatchObject({ state: "running", cancelRequested: true });
    expect(await work.renew(systemScope, fence)).toBe("cancelRequested");
    expect(await scanResultsStore(db.database.pool).finish(systemScope, fence, results, stored)).toBe("lost");
    expect(await work.cancelled(systemScope, fence)).toBe(true);
    expect(await db.repositories.scans.requestCancel(systemScope, id), "again").toMatchObject({ state: "cancelled" });
  });

  it("ends what fails after somebody asked to cancel it as cancelled, without an error", async () => {
    const { id } = await queued();
    const fence = await claimed(id);
    await db.repositories.scans.requestCancel(systemScope, id);
    expect(await work.fail(systemScope, fence, failure)).toBe("cancelled");
    expect(await scanOf(id)).toMatchObject({ state: "cancelled", error: undefined, progress: { state: "cancelled" } });
  });

  it("sweeps up what no job is left for", async () => {
    const [waiting, silent, cancelled, running] = [await queued(), await queued(), await queued(), await queued()];
    await db.database.pool.query("UPDATE scans SET created_at = now() - interval '1 minute' WHERE id = $1", [waiting.id]);
    for (const scan of [silent, cancelled, running]) await claimed(scan.id);
    await db.repositories.scans.requestCancel(systemScope, cancelled.id);
    await expireLease(silent.id);
    await expireLease(cancelled.id);
    const found = await work.sweep(systemScope);
    expect(found).toEqual(expect.arrayContaining([waiting.id, silent.id]));
    expect(found).not.toContain(running.id);
    expect(found).not.toContain(cancelled.id);
    expect(await scanOf(cancelled.id)).toMatchObject({ state: "cancelled" });
  });
});
