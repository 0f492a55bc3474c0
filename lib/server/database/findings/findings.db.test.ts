import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "#test/postgres/database.ts";
import { seedCluster, seedScan } from "#test/postgres/seed.ts";
import { inventoryOf, worldChecks } from "#test/postgres/world.ts";
import type { FindingRow } from "../rows.ts";
import { systemScope } from "../scope.ts";
import type { FindingFilter } from "./finding-filter.ts";
import { findingSorts } from "./finding-page.ts";

const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
const numRuns = Number(process.env.CASES ?? 25);

let db: TestDatabase;
let everything: FindingRow[];
const namespaces = ["shop", "ops", "kube-system"];

beforeAll(async () => {
  db = await createTestDatabase();
  for (const [at, name] of ["alpha", "beta"].entries()) {
    const { id } = await seedCluster(db, { name });
    const pods = Array.from({ length: 40 }, (_, i) => {
      const namespace = namespaces[i % namespaces.length] ?? "shop";
      return { namespace, name: `pod-${i}`, privileged: true as const };
    });
    const nodes = ["node-1", "node-2", "50%_node\\"];
    await seedScan(db, id, inventoryOf({ pods, nodes, uid: name, takenAt: `2026-11-2${at + 1}T00:00:00Z` }), worldChecks);
  }
  const first = await db.repositories.findings.page(systemScope, {}, { sort: "priority", limit: 1000 });
  everything = first?.items ?? [];
});
afterAll(() => db.close());

const keyOf = (row: FindingRow) => `${row.scanId} ${row.fingerprint}`;

async function walk(filter: FindingFilter, sort: (typeof findingSorts)[number], limit: number): Promise<FindingRow[]> {
  const rows: FindingRow[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await db.repositories.findings.page(systemScope, filter, { sort, limit, cursor });
    if (!page) throw new Error("a cursor of our own was refused");
    rows.push(...page.items);
    if (page.next === undefined) return rows;
    cursor = page.next;
  }
}

function matches(row: FindingRow, filter: FindingFilter): boolean {
  const among = (values: readonly string[] | undefined, value: string) => !values?.length || values.includes(value);
  return (
    among(filter.severity, row.severity) &&
    among(filter.namespace, row.at.namespace ?? "") &&
    among(filter.kind, row.at.kind) &&
    among(filter.check, row.checkId)
  );
}

const anyFilter = fc.record(
  {
    severity: fc.subarray(["high", "medium", "low"]),
    namespace: fc.subarray([...namespaces, ""]),
    kind: fc.subarray(["Pod", "Node"]),
    check: fc.subarray(worldChecks.map((check) => check.id)),
  },
  { requiredKeys: [] },
);

describe("pages of findings", () => {
  it("show every finding once, in every order and of every size", async () => {
    const property = fc.asyncProperty(
      anyFilter,
      fc.constantFrom(...findingSorts),
      fc.integer({ min: 1, max: 30 }),
      async (filter, sort, limit) => {
        const walked = await walk(filter, sort, limit);
        const expected = everything.filter((row) => matches(row, filter));
        expect(walked.map(keyOf).sort()).toEqual(expected.map(keyOf).sort());
        const whole = await db.repositories.findings.page(systemScope, filter, { sort, limit: 1000 });
        expect(walked.map(keyOf)).toEqual(whole?.items.map(keyOf));
        expect(whole?.total).toBe(expected.length);
      },
    );
    await fc.assert(property, { seed, numRuns });
  });

  it("stand in the order that was asked for", async () => {
    const [priority] = await walk({}, "priority", 200);
    expect(priority?.severity).toBe("high");
    const newest = await walk({}, "newest", 200);
    expect(newest.map((row) => row.firstSeenAt.getTime())).toEqual(
      newest.map((row) => row.firstSeenAt.getTime()).sort((a, b) => b - a),
    );
    const [object] = await walk({}, "object", 200);
    expect(object?.at.kind).toBe("Node");
  });

  it.each(["", "x", "W10", "eyJhIjoxfQ", Buffer.from('["a",1]').toString("base64url"), "a".repeat(500)])(
    "refuse the cursor %j",
    async (cursor) => {
      expect(await db.repositories.findings.page(systemScope, {}, { sort: "priority", limit: 5, cursor })).toBeUndefined();
    },
  );

  it("refuse a cursor of another order", async () => {
    const page = await db.repositories.findings.page(systemScope, {}, { sort: "priority", limit: 1 });
    const other = { sort: "object" as const, limit: 1, cursor: page?.next };
    expect(await db.repositories.findings.page(systemScope, {}, other)).toBeUndefined();
  });

  it("find text as it is, not as a pattern", async () => {
    const found = async (q: string) => (await walk({ q }, "priority", 200)).map((row) => row.at.name);
    expect(await found("50%_node\\")).toEqual(["50%_node\\", "50%_node\\"]);
    expect(await found("50%")).toHaveLength(2);
    expect(await found("pod_1")).toEqual([]);
    expect(await found("POD-39")).toEqual(["pod-39", "pod-39"]);
  });
});

describe("facets", () => {
  it("are counted with every other filter applied and their own left out", async () => {
    const property = fc.asyncProperty(anyFilter, async (filter) => {
      const facets = await db.repositories.findings.facets(systemScope, filter);
      const count = (rows: readonly FindingRow[], of: (row: FindingRow) => string) =>
        Object.fromEntries(Object.entries(Object.groupBy(rows, of)).map(([value, group]) => [value, group?.length]));
      const facet = (name: keyof typeof facets) => Object.fromEntries(facets[name].map(({ value, count }) => [value, count]));
      const without = (name: keyof FindingFilter) => everything.filter((row) => matches(row, { ...filter, [name]: undefined }));
      expect(facet("severity")).toEqual(count(without("severity"), (row) => row.severity));
      expect(facet("namespace")).toEqual(count(without("namespace"), (row) => row.at.namespace ?? ""));
      expect(facet("kind")).toEqual(count(without("kind"), (row) => row.at.kind));
      expect(facet("check")).toEqual(count(without("check"), (row) => row.checkId));
      expect(facet("cluster")).toEqual(count(without("clusters"), (row) => row.clusterId));
    });
    await fc.assert(property, { seed, numRuns });
  });
});
