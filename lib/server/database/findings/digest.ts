/** What changed since a date, cluster by cluster: which two looks stand for it, and in which findings they differ. */
import type { Comparable } from "../../../core/findings/diff.ts";
import { type Severity, severities } from "../../../core/findings/verdict.ts";
import type { Connection } from "../connection.ts";
import type { Prisma } from "../generated/client.ts";
import { resultStates } from "../rows.ts";
import { assessedChecks } from "../scans/assessed-checks.ts";
import { visibleResults } from "../scans/scan-rows.ts";
import { type Scope, seesCluster } from "../scope.ts";
import { visibleClusters } from "../visible.ts";
import { type ScanBehind, scansBehind } from "./finding-filter.ts";
import { findingsOf } from "./of-scans.ts";

/** The looks at a cluster that a date divides. */
export interface Standing {
  readonly clusterId: string;
  readonly cluster: string;
  /** The newest look up to the date. */
  readonly before?: string;
  /** The first look after it. */
  readonly first?: string;
  readonly latest?: string;
  /** Scans with results after it, and scans that failed. */
  readonly scans: number;
  readonly failed: number;
}

export interface DifferentFinding {
  readonly clusterId: string;
  readonly fingerprint: string;
  readonly checkId: string;
  readonly severity: Severity;
  readonly firstSeenAt: Date;
}

export interface Difference {
  readonly before: Comparable;
  readonly after: Comparable;
  /** Findings that only one of the two has, by fingerprint. */
  readonly found: ReadonlyMap<string, DifferentFinding>;
}

export interface ScheduleMisses {
  readonly id: string;
  readonly name: string;
  /** Occurrences that nobody was there for. */
  readonly missed: number;
  /** Scans that did not start, of clusters that the scope sees. */
  readonly skipped: readonly string[];
}

interface StoredDifference {
  scan_id: string;
  cluster_id: string;
  fingerprint: string;
  check_id: string;
  severity: number;
  resource: string;
  kind: string;
  namespace: string | null;
  name: string;
  first_seen_at: Date;
  assertion: string | null;
}

export type DigestRepository = ReturnType<typeof digestRepository>;

export function digestRepository({ rows }: Connection) {
  return {
    /** Every cluster of the scope with its looks around a date, by name. */
    async standings(scope: Scope, since: Date): Promise<Standing[]> {
      const clusters = await rows.cluster.findMany({
        where: visibleClusters(scope),
        select: { id: true, name: true, latestScanId: true },
        orderBy: { name: "asc" },
      });
      const ids = clusters.map((cluster) => cluster.id);
      const looks = await rows.$queryRaw<
        { cluster_id: string; before: string | null; first: string | null; scans: number; failed: number }[]
      >`
        SELECT c.id AS cluster_id,
          (SELECT s.id FROM scans s WHERE s.cluster_id = c.id AND s.state = ANY(${[...resultStates]}::text[])
             AND s.finished_at <= ${since} ORDER BY s.number DESC LIMIT 1) AS before,
          (SELECT s.id FROM scans s WHERE s.cluster_id = c.id AND s.state = ANY(${[...resultStates]}::text[])
             AND s.finished_at > ${since} ORDER BY s.number LIMIT 1) AS first,
          (SELECT count(*)::int FROM scans s WHERE s.cluster_id = c.id AND s.state = ANY(${[...resultStates]}::text[])
             AND s.finished_at > ${since}) AS scans,
          (SELECT count(*)::int FROM scans s WHERE s.cluster_id = c.id AND s.state = 'failed' AND s.finished_at > ${since}) AS failed
        FROM unnest(${ids}::text[]) AS c(id)`;
      const known = new Map(looks.map((look) => [look.cluster_id, look]));
      return clusters.map(({ id, name, latestScanId }) => {
        const look = known.get(id);
        return {
          ...{ clusterId: id, cluster: name, scans: look?.scans ?? 0, failed: look?.failed ?? 0 },
          ...(look?.before && { before: look.before }),
          ...(look?.first && { first: look.first }),
          ...(latestScanId !== null && { latest: latestScanId }),
        };
      });
    },

    /** How two scans of one cluster differ, for the core to judge; what both have is not read. */
    async difference(scope: Scope, beforeId: string, afterId: string): Promise<Difference | undefined> {
      const [[before], [after]] = await Promise.all([
        scansBehind(rows, scope, { scan: beforeId }),
        scansBehind(rows, scope, { scan: afterId }),
      ]);
      if (!before || !after || before.clusterId !== after.clusterId) return undefined;
      const [gone, come] = await Promise.all([onlyIn(before, after), onlyIn(after, before)]);
      const sides = await comparables([before, gone], [after, come]);
      const found = [...gone, ...come].map((row): [string, DifferentFinding] => [row.fingerprint, differentFinding(row)]);
      return { ...sides, found: new Map(found) };
    },

    /** Scheduled occurrences after a date that were missed or skipped, of schedules that are about clusters of the scope. */
    async missed(scope: Scope, since: Date): Promise<ScheduleMisses[]> {
      const schedules = await rows.schedule.findMany({
        select: {
          id: true,
          name: true,
          target: true,
          runs: { where: { dueAt: { gt: since } }, select: { missed: true, skipped: true } },
        },
        orderBy: { name: "asc" },
      });
      return schedules.flatMap(({ id, name, target, runs }) => {
        const skipped = runs.flatMap((run) => clustersIn(run.skipped)).filter((clusterId) => seesCluster(scope, clusterId));
        const missed = isAbout(scope, target) ? runs.reduce((sum, run) => sum + run.missed, 0) : 0;
        return missed + skipped.length > 0 ? [{ id, name, missed, skipped }] : [];
      });
    },
  };

  function onlyIn(one: ScanBehind, other: ScanBehind): Promise<StoredDifference[]> {
    return rows.$queryRaw<StoredDifference[]>`
      SELECT f.scan_id, f.cluster_id, f.fingerprint, f.check_id, f.severity, f.resource, f.kind, f.namespace, f.name, f.first_seen_at,
        CASE WHEN r.asked IS NOT NULL THEN f.data->>'assertion' END AS assertion
      FROM findings f JOIN check_results r ON r.scan_id = f.scan_id AND r.check_id = f.check_id
      WHERE ${findingsOf([one])} AND NOT EXISTS (
        SELECT 1 FROM findings o WHERE o.scan_id = ${other.id} AND o.fingerprint = f.fingerprint)`;
  }

  /** A check that failed in both keeps one finding that both have, since a failed check has findings and only differences are read. */
  async function comparables(...sides: readonly (readonly [ScanBehind, readonly StoredDifference[]])[]) {
    const results = await Promise.all(sides.map(([scan]) => visibleResults(rows, [scan])));
    const identities = await Promise.all(
      sides.map(([scan]) => rows.scan.findUniqueOrThrow({ where: { id: scan.id }, select: { clusterIdentity: true } })),
    );
    const failed = results.map(
      (list) => new Set(list.filter(({ verdict }) => verdict === "fail").map((result) => result.check_id)),
    );
    const common = [...(failed[0] ?? [])].filter((id) => failed[1]?.has(id)).map(standIn);
    const [before, after] = sides.map(([scan, found], side) => ({
      clusterIdentity: identities[side]?.clusterIdentity ?? scan.clusterId,
      checks: assessedChecks(results[side] ?? [], [...found.map(coreFinding), ...common]),
    }));
    if (!before || !after) throw new Error("A difference has two sides.");
    return { before, after };
  }
}

function standIn(checkId: string) {
  const at = { resource: "namespaces" as const, kind: "Namespace", name: "" };
  return { checkId, fingerprint: `both ${checkId}`, severity: "information" as const, message: "", title: "", at };
}

function coreFinding(row: StoredDifference) {
  const { check_id: checkId, fingerprint, resource, kind, name, namespace, assertion } = row;
  const at = { resource, kind, name, ...(namespace !== null && { namespace }) };
  return { checkId, fingerprint, severity: severities[row.severity] ?? "information", message: "", title: "", at, assertion };
}

function differentFinding(row: StoredDifference): DifferentFinding {
  const { cluster_id: clusterId, fingerprint, check_id: checkId, first_seen_at: firstSeenAt } = row;
  return { clusterId, fingerprint, checkId, firstSeenAt, severity: severities[row.severity] ?? "information" };
}

function clustersIn(skipped: Prisma.JsonValue): string[] {
  if (!Array.isArray(skipped)) return [];
  return skipped.flatMap((entry) => {
    const id = typeof entry === "object" && entry !== null && !Array.isArray(entry) ? entry.clusterId : undefined;
    return typeof id === "string" ? [id] : [];
  });
}

/** Whether a schedule is surely about a cluster that the scope sees; one that goes by labels is told to readers of all. */
function isAbout(scope: Scope, target: Prisma.JsonValue): boolean {
  if (scope.clusters === "all") return true;
  const clusters = typeof target === "object" && target !== null && !Array.isArray(target) ? target.clusters : undefined;
  if (clusters === "all") return scope.clusters.size > 0;
  return Array.isArray(clusters) && clusters.some((id) => typeof id === "string" && seesCluster(scope, id));
}
