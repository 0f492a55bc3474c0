import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "#test/postgres/database.ts";
import { seedCluster, seedScan } from "#test/postgres/seed.ts";
import { inventoryOf, worldChecks } from "#test/postgres/world.ts";
import { systemScope } from "../database/scope.ts";

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
