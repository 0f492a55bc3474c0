/** The database's comparison of two scans against the core's diff of what was stored of them. */
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Change } from "#contracts/views.ts";
import { diffAssessments, type NotComparableReason } from "#core/findings/diff.ts";
import { severityRank } from "#core/findings/order.ts";
import { type Finding, severities } from "#core/findings/verdict.ts";
import type { Gap } from "#core/inventory/gap.ts";
import { compareText } from "#core/inventory/gap.ts";
import { ScanMemory } from "#server/use-cases/scan-memory.ts";
import { createTestDatabase, type TestDatabase } from "#test/postgres/database.ts";
import { seedCluster } from "#test/postgres/seed.ts";
import type { FindingRow } from "../rows.ts";
import { assessedChecks } from "../scans/assessed-checks.ts";
import { visibleResults } from "../scans/scan-rows.ts";
import { type Scope, systemScope } from "../scope.ts";
import type { ChangeExportOrder } from "./change-export.ts";
import { changeOf, type Remember } from "./changes.ts";
import { scansBehind } from "./finding-filter.ts";

const numRuns = Number(process.env.CASES ?? 20);

let db: TestDatabase;
let clusterId: string;
beforeAll(async () => {
  db = await createTestDatabase();
  clusterId = (await seedCluster(db, { name: "compared" })).id;
});
afterAll(() => db.close());

const memory = new ScanMemory();
const remember: Remember = (key, make) => memory.get(key, make);
const checkIds = ["a/one", "a/two", "b/three"];
const namespaces = [null, "shop", "bank"];
/** Everything that a check may find: two in each namespace and two without one, each about one of two assertions. */
const pool = namespaces.flatMap((namespace) => ["x", "y"].map((assertion) => ({ namespace, assertion })));
type Found = (typeof pool)[number];

const gap: fc.Arbitrary<Gap> = fc
  .constantFrom(undefined, "shop", "bank", "elsewhere")
  .map((namespace) => ({ resource: "pods", reason: "forbidden", ...(namespace && { namespace }) }));
const sense = fc.constantFrom("then", "now");
const result = fc
  .record({
    major: fc.constantFrom(1, 1, 1, 2),
    crosses: fc.boolean(),
    empty: fc.constantFrom("pass", "notApplicable", "notAssessed"),
    gaps: fc.array(gap, { maxLength: 2 }),
    asked: fc.option(fc.record({ x: sense, y: sense }, { requiredKeys: [] })),
    found: fc.subarray(pool),
  })
  .map(({ empty, gaps, found, ...rest }) => {
    const verdict = found.length > 0 ? "fail" : empty;
    const kept: Gap[] = verdict === "notAssessed" ? [{ resource: "pods", reason: "forbidden" }, ...gaps] : gaps;
    return { ...rest, found, verdict, gaps: verdict === "fail" || verdict === "notAssessed" ? kept : [] };
  });
const look = fc.record({
  identity: fc.constantFrom("uid-1", "uid-1", "uid-1", "uid-1", "uid-2", null),
  checks: fc
    .subarray(checkIds, { minLength: 2 })
    .chain((ids) => fc.tuple(...ids.map((checkId) => result.map((one) => ({ ...one, checkId }))))),
});
type Look = typeof look extends fc.Arbitrary<infer L> ? L : never;
const changes: readonly Change[] = ["new", "notComparable", "fixed", "unchanged"];

let number = 0;

async function store({ identity, checks }: Look): Promise<string> {
  const id = `scn_${String(++number).padStart(26, "0")}`;
  const { pool: sql } = db.database;
  await sql.query(
    `INSERT INTO scans (id, cluster_id, number, state, trigger, phase, taken_at, finished_at, cluster_identity)
     VALUES ($1, $2, $3, 'completed', 'upload', 'done', now(), now(), $4)`,
    [id, clusterId, number, identity],
  );
  const results = checks.map(({ checkId: check_id, found, asked, crosses, ...rest }) => ({
    ...{ ...rest, check_id, crosses_namespaces: crosses, findings: found.length, asked, reason: "so" },
  }));
  await sql.query(
    `INSERT INTO check_results (scan_id, check_id, major, pillar, verdict, reason, gaps, findings, crosses_namespaces, asked)
     SELECT $1, check_id, major, 'access', verdict, reason, gaps, findings, crosses_namespaces, asked
     FROM json_to_recordset($2::json) AS r(check_id text, major int, verdict text, reason text, gaps jsonb, findings int,
       crosses_namespaces boolean, asked jsonb)`,
    [id, JSON.stringify(results)],
  );
  const findings = checks.flatMap(({ checkId, found }) => found.map((one) => stored(checkId, one)));
  await sql.query(
    `INSERT INTO findings (scan_id, cluster_id, fingerprint, check_id, severity, pillar, responsible, message, data, title, resource,
       kind, namespace, name, first_seen_scan_id, first_seen_at, state)
     SELECT $1, $2, fingerprint, check_id, severity, 'access', 'platform', 'm', data, 't', 'pods', 'Pod', namespace, 'n', $1, now(), 'new'
     FROM json_to_recordset($3::json) AS r(fingerprint text, check_id text, severity int, data jsonb, namespace text)`,
    [id, clusterId, JSON.stringify(findings)],
  );
  return id;
}

function stored(check_id: string, { namespace, assertion }: Found) {
  const fingerprint = `${assertion}/${namespace ?? ""}/${check_id}`;
  return {
    check_id,
    namespace,
    fingerprint,
    data: { assertion },
    severity: assertion === "x" ? 1 : (namespace ?? "").length % 5,
  };
}

interface Told {
  readonly change: Change;
  readonly reason: NotComparableReason | undefined;
  readonly row: FindingRow;
}

/** What the core says of the two scans as a reader sees them: all of both sides in memory, sorted in steps. */
async function oracle(scope: Scope, beforeId: string, afterId: string): Promise<Told[]> {
  const [before, after] = [await side(scope, beforeId), await side(scope, afterId)];
  const diff = diffAssessments(before.comparable, after.comparable);
  const told = (of: typeof before, list: readonly Finding[], change: Change, reason?: NotComparableReason) =>
    list.flatMap(({ fingerprint }) => {
      const row = of.rows.find((one) => one.fingerprint === fingerprint);
      return row ? [{ change, reason, row }] : [];
    });
  const unsure = diff.notComparable.flatMap(({ before: was, after: is, reason }) => [
    ...told(before, was, "notComparable", reason),
    ...told(after, is, "notComparable", reason),
  ]);
  const all = [
    ...told(after, diff.new, "new"),
    // Of one check all that the earlier scan has stands before what the later one has, whatever the reason.
    ...unsure.sort((a, b) => compareText(a.row.checkId, b.row.checkId) || compareText(a.row.scanId, b.row.scanId)),
    ...told(before, diff.fixed, "fixed"),
    ...told(after, diff.unchanged, "unchanged"),
  ];
  const bySide = (a: Told, b: Told) =>
    compareText(a.row.scanId, b.row.scanId) || compareText(a.row.fingerprint, b.row.fingerprint);
  return all.sort(
    (a, b) =>
      changes.indexOf(a.change) - changes.indexOf(b.change) ||
      severityRank(a.row.severity) - severityRank(b.row.severity) ||
      compareText(a.row.checkId, b.row.checkId) ||
      bySide(a, b),
  );
}

async function side(scope: Scope, id: string) {
  const { prisma } = db.database;
  const rows = await db.repositories.findings.ofScan(scope, id);
  const results = await visibleResults(prisma, await scansBehind(prisma, scope, { scan: id }));
  const { clusterIdentity } = await prisma.scan.findUniqueOrThrow({ where: { id }, select: { clusterIdentity: true } });
  const findings = rows.map((row) => ({ ...row, assertion: row.fingerprint.split("/")[0] ?? "" }));
  return { rows, comparable: { clusterIdentity: clusterIdentity ?? clusterId, checks: assessedChecks(results, findings) } };
}

function key({ change, reason, row }: { change: Change; reason?: NotComparableReason | undefined; row: FindingRow }) {
  return [change, row.scanId, row.fingerprint, reason].join(" ");
}

async function pages(scope: Scope, scans: { before: string; after: string }, change: Change | undefined, limit: number) {
  const found: string[] = [];
  for (let cursor: string | undefined, turn = 0; turn === 0 || cursor !== undefined; turn++) {
    const one = await db.repositories.findings.comparison(scope, scans, { change, limit, from: { cursor }, remember });
    found.push(...(one?.page?.items ?? []).map(key));
    cursor = one?.page?.next;
  }
  return found;
}

async function exported(scope: Scope, scans: { before: string; after: string }, order: ChangeExportOrder, ofLater: boolean) {
  const reading = { filter: { ofLater }, order, at: new Date(), figures: true };
  const found = await db.repositories.exports.changes(scope, scans, reading);
  if (found === undefined) throw new Error("nothing to compare");
  const rows: string[] = [];
  for await (const batch of found.batches)
    for (const { rank, unsure, scanId, fingerprint } of batch) {
      const { change, reason } = changeOf(rank, unsure);
      rows.push([change, scanId, fingerprint, reason].join(" "));
    }
  const figures = found.groups.reduce((sum, { n }) => sum + n, 0);
  expect(figures).toBe(rows.length);
  return rows;
}

test("pages, figures and exports say of any two scans what the core's diff says, also to readers of some namespaces", async () => {
  const limit = fc.integer({ min: 3, max: 9 });
  const readers: Scope[] = [systemScope, { clusters: new Map([[clusterId, new Set(["shop"])]]) }];
  const reader = fc.constantFrom(...readers);
  const met = new Set<string>();
  const property = fc.asyncProperty(look, look, reader, limit, async (was, is, scope, size) => {
    const scans = { before: await store(was), after: await store(is) };
    const told = await oracle(scope, scans.before, scans.after);
    const expected = told.map(key);
    for (const { change, reason } of told) met.add(reason ?? change);

    // What is remembered of one reader's answer is not another's.
    for (const other of readers) await db.repositories.findings.comparison(other, scans, { limit: 1, from: {}, remember });
    const whole = await db.repositories.findings.comparison(scope, scans, { limit: 100, from: { offset: 0 }, remember });
    expect(whole?.page?.items.map(key)).toEqual(expected);
    const count = (change: Change) => told.filter((one) => one.change === change).length;
    for (const change of changes) {
      const groups = whole?.groups.filter((group) => group.change === change) ?? [];
      expect(groups.reduce((sum, { n }) => sum + n, 0)).toBe(count(change));
    }
    expect(await pages(scope, scans, undefined, size)).toEqual(expected);
    const [{ change } = { change: "new" as const }] = told;
    expect(await pages(scope, scans, change, size)).toEqual(expected.filter((one) => one.startsWith(`${change} `)));
    const later = await db.repositories.findings.comparison(scope, scans, { limit: size, from: { offset: size }, remember });
    expect(later?.page?.items.map(key)).toEqual(expected.slice(size, 2 * size));

    expect(await exported(scope, scans, "change", false)).toEqual(expected);
    const severity = (a: Told, b: Told) => severities.indexOf(a.row.severity) - severities.indexOf(b.row.severity);
    const seen = told.filter(({ change, row }) => change === "fixed" || row.scanId === scans.after);
    expect(await exported(scope, scans, "severity", true)).toEqual(seen.toSorted(severity).map(key));
    const byCheck = told.toSorted((a, b) => compareText(a.row.checkId, b.row.checkId) || severity(a, b));
    expect(await exported(scope, scans, "check", false)).toEqual(byCheck.map(key));
  });
  await fc.assert(property, { numRuns, verbose: 1 });
  if (numRuns >= 60)
    expect([...met].sort()).toEqual([
      ...["anotherCluster", "checkChanged", "checkNotRun", "fixed", "lookedLess", "new", "notAsked", "notAssessed", "unchanged"],
    ]);
});
