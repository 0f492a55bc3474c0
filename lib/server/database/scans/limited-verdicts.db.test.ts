/** What verdicts tell a reader of some namespaces: never that all is well where the reader cannot see what it rests on. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Check } from "#core/checks/define.ts";
import { createTestDatabase, type TestDatabase } from "#test/postgres/database.ts";
import { seedCluster, seedScan } from "#test/postgres/seed.ts";
import { inventoryOf, worldChecks } from "#test/postgres/world.ts";
import type { Remember } from "../findings/changes.ts";
import type { Scope } from "../scope.ts";
import { systemScope } from "../scope.ts";

const pods = [
  { namespace: "shop", name: "web", privileged: true },
  { namespace: "bank", name: "ledger", privileged: true },
  { namespace: "quiet", name: "cron" },
] as const;
const [, privileged] = worldChecks as readonly [Check, Check];
const crossing: Check = { ...privileged, id: "test/across", crossesNamespaces: true };

let db: TestDatabase;
let clusterId: string;
beforeAll(async () => {
  db = await createTestDatabase();
  clusterId = (await seedCluster(db, { name: "shared" })).id;
});
afterAll(() => db.close());

const limitedTo = (...names: string[]): Scope => ({ clusters: new Map([[clusterId, new Set(names)]]) });
const beyond = { resource: "namespaces", reason: "notNamespaceComplete" };

async function verdicts(scope: Scope, scanId: string) {
  const results = await db.repositories.scans.results(scope, scanId);
  return Object.fromEntries(results.map(({ checkId, verdict, findings, gaps }) => [checkId, { verdict, findings, gaps }]));
}

describe("a reader of some namespaces", () => {
  it("is told of what a check found across namespaces only that it is not the whole", async () => {
    const { id } = await seedScan(db, clusterId, inventoryOf({ pods }), [...worldChecks, crossing]);
    expect((await verdicts(limitedTo("shop"), id))["test/across"]).toEqual({ verdict: "fail", findings: 1, gaps: [beyond] });
    expect((await verdicts(limitedTo("quiet"), id))["test/across"]).toEqual({
      verdict: "notAssessed",
      findings: 0,
      gaps: [beyond],
    });
    expect((await verdicts(systemScope, id))["test/across"]).toEqual({ verdict: "fail", findings: 2, gaps: [] });
  });

  it("cannot tell from a check across namespaces whether others have findings", async () => {
    const clean = pods.map(({ namespace, name }) => ({ namespace, name }));
    const { id } = await seedScan(db, clusterId, inventoryOf({ pods: clean }), [...worldChecks, crossing]);
    expect(await verdicts(limitedTo("quiet"), id)).toMatchObject({
      "test/across": { verdict: "notAssessed", gaps: [beyond] },
      "test/privileged": { verdict: "pass", gaps: [] },
    });
    expect((await verdicts(systemScope, id))["test/across"]?.verdict).toBe("pass");
  });

  it("is not told that a check passed that failed for an object of the whole cluster", async () => {
    const { id } = await seedScan(db, clusterId, inventoryOf({ pods }), worldChecks);
    expect(await verdicts(limitedTo("quiet"), id)).toMatchObject({
      "test/node": { verdict: "notAssessed", findings: 0, gaps: [beyond] },
      "test/privileged": { verdict: "pass", findings: 0, gaps: [] },
    });
    const scan = await db.repositories.scans.get(limitedTo("quiet"), id);
    expect(scan?.coverage).toMatchObject({ passed: 1, failed: 0, notAssessed: 1 });
  });
});

it("a stored check still knows that it looks across namespaces: what a gap elsewhere may hide is not fixed", async () => {
  const before = await seedScan(db, clusterId, inventoryOf({ pods }), [crossing]);
  const unseen = { resource: "pods", reason: "forbidden", namespace: "bank" } as const;
  const less = inventoryOf({ pods: [{ namespace: "quiet", name: "cron", privileged: true }], gaps: [unseen] });
  const after = await seedScan(db, clusterId, less, [crossing]);
  expect(after.change).toMatchObject({ fixed: 0 });
  const scans = { before: before.id, after: after.id };
  const remember: Remember = async (_key, make) => (await make()).value;
  const compared = await db.repositories.findings.comparison(systemScope, scans, { limit: 10, from: {}, remember });
  expect(compared?.page?.items.map(({ row, change, reason }) => [row.at.name, change, reason])).toEqual([
    ["cron", "new", undefined],
    ...["ledger", "web"].map((name) => [name, "notComparable", "lookedLess"]),
  ]);
});
