/** Scans as rows of the domain, and as much of their numbers as a reader of some namespaces may see. */
import { type Severity, severities } from "../../../core/findings/verdict.ts";
import type { Gap } from "../../../core/inventory/gap.ts";
import type { Rows } from "../database.ts";
import { findingsOf } from "../findings/of-scans.ts";
import type { Prisma } from "../generated/client.ts";
import type { CheckRow, CoverageRow, ScanProgress, ScanRow, SeverityCounts } from "../rows.ts";
import { present, word } from "../rows.ts";
import type { Scope } from "../scope.ts";
import { seen, type VisibleScan } from "../visible.ts";

export const withCluster = { cluster: { select: { name: true, kind: true } } } as const;
type StoredScan = Prisma.ScanGetPayload<{ include: typeof withCluster }>;

/** @returns the scans as the scope sees them, in the same order. */
export async function scanRows(rows: Rows, scope: Scope, stored: readonly StoredScan[]): Promise<ScanRow[]> {
  const limited = stored.filter((scan) => seen(scope, scan).namespaces !== "all");
  if (limited.length === 0) return stored.map(wholeScan);
  const views = limited.map((scan) => seen(scope, scan));
  const [counts, coverages, objects] = await Promise.all([
    severityCounts(rows, views),
    coverageOf(rows, views),
    objectCounts(rows, views),
  ]);
  const limitedIds = new Set(views.map((view) => view.id));
  return stored.map((scan) => {
    const row = wholeScan(scan);
    if (!limitedIds.has(scan.id)) return row;
    const { change: _change, progress, counts: _counts, coverage: _coverage, objects: _objects, ...open } = row;
    return {
      ...open,
      ...(progress && { progress: { ...progress, counts: {}, gaps: 0 } }),
      ...(row.counts && { counts: counts.get(scan.id) ?? noCounts }),
      ...(row.coverage && { coverage: coverages.get(scan.id) ?? emptyCoverage }),
      ...(row.objects !== undefined && { objects: objects.get(scan.id) ?? 0 }),
    };
  });
}

const noCounts: SeverityCounts = { critical: 0, high: 0, medium: 0, low: 0, information: 0 };
const emptyCoverage: CoverageRow = { passed: 0, failed: 0, notApplicable: 0, notAssessed: 0 };

function wholeScan(scan: StoredScan): ScanRow {
  return {
    id: scan.id,
    number: scan.number,
    clusterId: scan.clusterId,
    cluster: scan.cluster.name,
    clusterKind: word(scan.cluster.kind),
    state: word(scan.state),
    phase: word(scan.phase ?? "queued"),
    trigger: word(scan.trigger),
    attempt: scan.attempt,
    cancelRequested: scan.cancelRequestedAt !== null,
    createdAt: scan.createdAt,
    requestedBy: present(scan.requestedBy),
    startedAt: present(scan.startedAt),
    finishedAt: present(scan.finishedAt),
    takenAt: present(scan.takenAt),
    source: present(scan.source),
    identity: present(scan.clusterIdentity),
    version: present(scan.version),
    objects: present(scan.objectCount),
    coverage: storedCoverage(scan),
    counts: storedCounts(scan),
    change: storedChange(scan),
    progress: present(scan.progress as unknown as ScanProgress | null),
    error: present(scan.error as unknown as ScanRow["error"] | null),
  };
}

function storedCoverage(scan: StoredScan): CoverageRow | undefined {
  const { passed, failed, notApplicable, notAssessed, coverage } = scan;
  if (passed === null || failed === null || notApplicable === null || notAssessed === null) return undefined;
  return { passed, failed, notApplicable, notAssessed, share: present(coverage) };
}

function storedCounts({ critical, high, medium, low, information }: StoredScan): SeverityCounts | undefined {
  if (critical === null || high === null || medium === null || low === null || information === null) return undefined;
  return { critical, high, medium, low, information };
}

function storedChange(scan: StoredScan): ScanRow["change"] {
  const { previousScanId, newFindings, fixedFindings, unchangedFindings, notComparableFindings } = scan;
  if (previousScanId === null || newFindings === null || fixedFindings === null) return undefined;
  return {
    against: previousScanId,
    new: newFindings,
    fixed: fixedFindings,
    unchanged: unchangedFindings ?? 0,
    notComparable: notComparableFindings ?? 0,
  };
}

/** @returns the findings by severity that the views see, by scan; a scan without any is absent. */
export async function severityCounts(rows: Rows, views: readonly VisibleScan[]): Promise<Map<string, SeverityCounts>> {
  const found = await rows.$queryRaw<{ scan_id: string; severity: number; n: number }[]>`
    SELECT f.scan_id, f.severity, count(*)::int AS n FROM findings f WHERE ${findingsOf(views)} GROUP BY 1, 2`;
  const counts = new Map<string, Record<Severity, number>>();
  for (const { scan_id, severity, n } of found) {
    const of = counts.get(scan_id) ?? { ...noCounts };
    const name = severities[severity];
    if (name) of[name] = n;
    counts.set(scan_id, of);
  }
  return counts;
}

export interface VisibleResult {
  scan_id: string;
  check_id: string;
  major: number;
  verdict: string;
  gaps: Gap[];
  reason: string | null;
  pillar: string;
  crosses_namespaces: boolean;
  asked: Readonly<Record<string, string>> | null;
  n: number;
}

interface StoredResult extends VisibleResult {
  /** It has a finding about an object of the whole cluster, which a reader of some namespaces does not see. */
  whole_cluster: boolean;
}

/**
 * The verdicts of checks for readers of some namespaces. A check that failed elsewhere only did not fail for them: it
 * passed where it saw everything, and is not assessed where it had a gap. A gap elsewhere stays a gap, without its place.
 * What rests on more than their namespaces is never whole to them.
 */
export async function visibleResults(rows: Rows, views: readonly VisibleScan[]): Promise<VisibleResult[]> {
  const partly = views.filter((view) => view.namespaces !== "all");
  const limited = partly.map((view) => view.id);
  const results = await rows.$queryRaw<StoredResult[]>`
    SELECT r.scan_id, r.check_id, r.major, r.verdict, r.gaps, r.reason, r.pillar, r.crosses_namespaces, r.asked,
      (CASE WHEN r.scan_id = ANY(${limited}::text[]) THEN coalesce(v.n, 0) ELSE r.findings END)::int AS n, w.check_id IS NOT NULL AS whole_cluster
    FROM check_results r
    LEFT JOIN (
      SELECT f.scan_id, f.check_id, count(*) AS n FROM findings f WHERE ${findingsOf(partly)} GROUP BY 1, 2
    ) v ON v.scan_id = r.scan_id AND v.check_id = r.check_id
    LEFT JOIN (
      SELECT DISTINCT f.scan_id, f.check_id FROM findings f WHERE f.scan_id = ANY(${limited}::text[]) AND f.namespace IS NULL
    ) w ON w.scan_id = r.scan_id AND w.check_id = r.check_id
    WHERE r.scan_id = ANY(${views.map((view) => view.id)}::text[])
    ORDER BY r.scan_id, r.check_id COLLATE "C"`;
  const namespaces = new Map(views.map((view) => [view.id, view.namespaces]));
  return results.map(({ whole_cluster, ...result }) =>
    limitResult(result, namespaces.get(result.scan_id) ?? new Set(), whole_cluster),
  );
}

const beyond: Gap = { resource: "namespaces", reason: "notNamespaceComplete" };

function limitResult(result: VisibleResult, namespaces: VisibleScan["namespaces"], wholeCluster: boolean): VisibleResult {
  if (namespaces === "all" || result.verdict === "notApplicable") return result;
  const rests = result.crosses_namespaces || (result.verdict === "fail" && wholeCluster);
  const gaps = [...visibleGaps(result.gaps, namespaces), ...(rests ? [beyond] : [])];
  if (result.verdict !== "notAssessed" && result.n === 0)
    return { ...result, gaps, reason: null, verdict: gaps.length > 0 ? "notAssessed" : "pass" };
  return { ...result, gaps, reason: null };
}

/** @returns the gaps as readers of some namespaces may know them: those of other namespaces lose their place and detail. */
export function visibleGaps(gaps: readonly Gap[], namespaces: VisibleScan["namespaces"]): Gap[] {
  if (namespaces === "all") return [...gaps];
  const shown = new Map<string, Gap>();
  for (const gap of gaps) {
    const open = gap.namespace === undefined || namespaces.has(gap.namespace);
    const visible: Gap = open ? gap : { resource: gap.resource, reason: gap.reason };
    shown.set(`${visible.resource} ${visible.reason} ${visible.namespace ?? ""}`, visible);
  }
  return [...shown.values()];
}

/** @returns a verdict as readers know it. */
export function checkRow(result: VisibleResult): CheckRow {
  return {
    checkId: result.check_id,
    pillar: word(result.pillar),
    verdict: word(result.verdict),
    reason: present(result.reason),
    gaps: result.gaps,
    findings: result.n,
  };
}

async function coverageOf(rows: Rows, views: readonly VisibleScan[]): Promise<Map<string, CoverageRow>> {
  const coverages = new Map<string, { passed: number; failed: number; notApplicable: number; notAssessed: number }>();
  for (const { scan_id, verdict } of await visibleResults(rows, views)) {
    const of = coverages.get(scan_id) ?? { passed: 0, failed: 0, notApplicable: 0, notAssessed: 0 };
    if (verdict === "pass") of.passed++;
    else if (verdict === "fail") of.failed++;
    else if (verdict === "notApplicable") of.notApplicable++;
    else of.notAssessed++;
    coverages.set(scan_id, of);
  }
  return new Map([...coverages].map(([id, of]) => [id, withShare(of)]));
}

function withShare(of: CoverageRow): CoverageRow {
  const assessed = of.passed + of.failed;
  const applicable = assessed + of.notAssessed;
  return applicable === 0 ? of : { ...of, share: assessed / applicable };
}

async function objectCounts(rows: Rows, views: readonly VisibleScan[]): Promise<Map<string, number>> {
  const looks = await rows.scanLook.findMany({
    where: { scanId: { in: views.map((view) => view.id) } },
    select: { scanId: true, itemCount: true, perNamespace: true },
  });
  const namespaces = new Map(views.map((view) => [view.id, view.namespaces]));
  const counts = new Map<string, number>();
  for (const look of looks) {
    const n = visibleItems(look, namespaces.get(look.scanId) ?? new Set());
    counts.set(look.scanId, (counts.get(look.scanId) ?? 0) + n);
  }
  return counts;
}

/** @returns how many of a look's items the namespaces see. Objects without a namespace are seen by readers of all of it. */
export function visibleItems(look: { itemCount: number; perNamespace: unknown }, namespaces: VisibleScan["namespaces"]): number {
  if (namespaces === "all") return look.itemCount;
  const per = look.perNamespace as Readonly<Record<string, number>>;
  return [...namespaces].reduce((sum, name) => sum + (Object.hasOwn(per, name) ? (per[name] ?? 0) : 0), 0);
}
