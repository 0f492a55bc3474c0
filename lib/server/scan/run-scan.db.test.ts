import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "#test/postgres/database.ts";
import { seedCluster, seedScan } from "#test/postgres/seed.ts";
import { inventoryOf, worldChecks } from "#test/postgres/world.ts";
import { ok } from "../../core/result.ts";
import type { FindingCopy } from "../database/scans/finding-copy.ts";
import { type ScanResultsStore, scanResultsStore } from "../database/scans/scan-results.ts";
import { scanWork } from "../database/scans/scan-work.ts";
import { systemScope } from "../database/scope.ts";
import { runScan } from "./run-scan.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

const shop = { namespace: "shop", name: "web", privileged: true } as const;
const ops = { namespace: "ops", name: "agent", privileged: true } as const;

async function states(scanId: string): Promise<Record<string, string>> {
  const findings = await db.repositories.findings.ofScan(systemScope, scanId);
  return Object.fromEntries(findings.map((finding) => [finding.at.name, finding.state]));
}

describe("a scan and the one before", () => {
  it("has no new findings at first, then unchanged, fixed, new and reopened ones", async () => {
    const { id } = await seedCluster(db, { name: "changing" });
    const scan = (pods: readonly { namespace: string; name: string; privileged?: true }[]) =>
      seedScan(db, id, inventoryOf({ pods, nodes: [] }), worldChecks);
    const first = await scan([shop, ops]);
    expect(first).toMatchObject({ number: 1, state: "completed", counts: { high: 2 }, change: undefined });
    expect(await states(first.id)).toEqual({ web: "firstLook", agent: "firstLook" });

    const second = await scan([shop]);
    expect(second.change).toEqual({ against: first.id, new: 0, fixed: 1, unchanged: 1, notComparable: 0 });

    const third = await scan([shop, ops, { ...ops, name: "extra" }]);
    expect(third.change).toMatchObject({ new: 2, unchanged: 1 });
    expect(await states(third.id)).toEqual({ web: "unchanged", agent: "reopened", extra: "new" });
    const [agent] = (await db.repositories.findings.ofScan(systemScope, third.id)).filter((row) => row.at.name === "agent");
    const history = await db.repositories.findings.history(systemScope, third.id, agent?.fingerprint ?? "");
    expect(history).toMatchObject({ firstSeen: { scanId: first.id, number: 1 }, reopened: 1, fixed: undefined });
  });

  it("calls nothing fixed that it could not see, and nothing new that the scan before could not see", async () => {
    const { id } = await seedCluster(db, { name: "blind" });
    const gaps = [{ resource: "pods", reason: "forbidden" as const, namespace: "ops" }];
    await seedScan(db, id, inventoryOf({ pods: [shop, ops], nodes: [] }), worldChecks);
    const blind = await seedScan(db, id, inventoryOf({ pods: [shop], gaps, nodes: [] }), worldChecks);
    expect(blind).toMatchObject({ state: "partial", change: { new: 0, fixed: 0, unchanged: 1, notComparable: 1 } });
    const again = await seedScan(db, id, inventoryOf({ pods: [shop, ops], nodes: [] }), worldChecks);
    expect(again.change).toMatchObject({ new: 0, fixed: 0, unchanged: 1, notComparable: 1 });
    expect(await states(again.id)).toEqual({ web: "unchanged", agent: "unchanged" });
  });

  it("compares nothing with another cluster behind the same address", async () => {
    const { id } = await seedCluster(db, { name: "rebuilt" });
    await seedScan(db, id, inventoryOf({ pods: [shop], nodes: [], uid: "one" }), worldChecks);
    const rebuilt = await seedScan(db, id, inventoryOf({ pods: [shop], nodes: [], uid: "two" }), worldChecks);
    expect(rebuilt.change).toMatchObject({ new: 0, fixed: 0, unchanged: 0 });
    expect(await states(rebuilt.id)).toEqual({ web: "notComparable" });
  });
});

describe("findings that are copied while checks run", () => {
  const inventory = inventoryOf({ pods: [shop, ops], nodes: [] });

  /** A scan whose copy of findings meets something before it is settled. */
  async function scanWith(clusterId: string, before: (scanId: string) => Promise<void>) {
    const started = await db.repositories.scans.start(systemScope, { clusterId, trigger: "manual" });
    if (!started.ok) throw new Error(started.error.message);
    const { id } = started.value;
    const store = scanResultsStore(db.database.pool);
    const beginCopy: ScanResultsStore["beginCopy"] = (scope, scan) => {
      const copy = store.beginCopy(scope, scan);
      const settle: FindingCopy["settle"] = async () => {
        await before(id);
        return copy.settle();
      };
      return { ...copy, settle };
    };
    const results = { ...store, beginCopy };
    const run = { work: scanWork(db.database.pool), results, checks: worldChecks, worker: "test", now: () => new Date() };
    const outcome = await runScan({ ...run, look: async () => ok(inventory) }, id, new AbortController().signal);
    return { id, outcome };
  }
  const rows = async (sql: string, values: unknown[] = []) => (await db.database.pool.query(sql, values)).rows;
  const inTransaction = `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction'`;

  it("are there once although their connection ended before the scan did", async () => {
    const { id: clusterId } = await seedCluster(db, { name: "cut off" });
    const { id, outcome } = await scanWith(clusterId, async () => {
      await expect.poll(() => rows(inTransaction)).toHaveLength(1);
      await rows(`SELECT pg_terminate_backend(pid) FROM (${inTransaction}) held`);
    });
    expect(outcome).toBe("finished");
    expect(await states(id)).toEqual({ web: "firstLook", agent: "firstLook" });
  });

  it("are nobody's where another worker has the scan, and hold up nothing", async () => {
    const { id: clusterId } = await seedCluster(db, { name: "taken over" });
    const { id, outcome } = await scanWith(clusterId, async (scanId) => {
      await rows("UPDATE scans SET attempt = attempt + 1 WHERE id = $1", [scanId]);
    });
    expect(outcome).toBe("lost");
    expect(await rows("SELECT 1 FROM findings WHERE scan_id = $1", [id])).toEqual([]);
    expect(await rows(inTransaction)).toEqual([]);
  });

  it("do not make the scan end before it has assessed", async () => {
    const { id: clusterId } = await seedCluster(db, { name: "in order" });
    const { id } = await scanWith(clusterId, async () => undefined);
    const [{ ordered }] = await rows(
      `SELECT array_agg(seq ORDER BY at, seq) = array_agg(seq ORDER BY seq) AND max(at) = (SELECT finished_at FROM scans WHERE id = $1)
         AS ordered FROM scan_events WHERE scan_id = $1`,
      [id],
    );
    expect(ordered).toBe(true);
  });
});
