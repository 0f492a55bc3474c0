/** What Trivy Operator reports in the clusters that the scope sees, by the newest scan of each. */
import type { Gap } from "../../../core/inventory/gap.ts";
import { operatorReportIds } from "../../../core/inventory/resources.ts";
import type { Connection } from "../connection.ts";
import { namespacesOf, type Scope } from "../scope.ts";
import { visibleClusters } from "../visible.ts";
import { ofImage, visibleRunning } from "./images.ts";

export interface OperatorLook {
  readonly state: "complete" | "partial" | "unseen" | "absent";
  readonly gaps: readonly Gap[];
}

export interface OperatorCounts {
  readonly reports: number;
  /** Images that a report is joined with. */
  readonly images: number;
  /** Reports that name no digest. */
  readonly undigested: number;
  /** Reports that are older than the image whose digest they name. */
  readonly older: number;
  /** Reports whose digest nothing has that is known to run in the cluster. */
  readonly elsewhere: number;
  readonly oldest: Date | null;
  readonly newest: Date | null;
  readonly versions: readonly string[];
}

export interface OperatorRow {
  readonly clusterId: string;
  readonly cluster: string;
  /** When the newest scan looked; absent before there is one. */
  readonly at?: Date;
  /** The newest scan is of a live cluster, and not of a file. */
  readonly live: boolean;
  /** What the newest scan saw is not made documents of yet. */
  readonly waits: boolean;
  /** Of each kind of report; empty for a scan of before they were read. */
  readonly looks: readonly OperatorLook[];
  /** Absent where there are no reports. */
  readonly counts?: OperatorCounts;
}

export type OperatorReportsRepository = ReturnType<typeof operatorReportsRepository>;

export function operatorReportsRepository({ rows }: Connection) {
  return {
    /** @returns the clusters by their names, those without the operator too. */
    async list(scope: Scope): Promise<readonly OperatorRow[]> {
      const clusters = await rows.cluster.findMany({
        where: visibleClusters(scope),
        select: { id: true, name: true, latestScanId: true, reportsScanId: true },
        orderBy: { name: "asc" },
      });
      const scanIds = clusters.flatMap(({ latestScanId }) => latestScanId ?? []);
      const [scans, looks, counts] = await Promise.all([
        rows.scan.findMany({ where: { id: { in: scanIds } }, select: { id: true, takenAt: true, source: true } }),
        rows.scanLook.findMany({ where: { scanId: { in: scanIds }, resource: { in: [...operatorReportIds] } } }),
        countsOf(rows, scope),
      ]);
      return clusters.map(({ id, name, latestScanId, reportsScanId }) => {
        const scan = scans.find((one) => one.id === latestScanId);
        const counted = counts.get(id);
        return {
          ...{ clusterId: id, cluster: name, live: scan?.source === "live", waits: latestScanId !== reportsScanId },
          ...(scan?.takenAt && { at: scan.takenAt }),
          looks: looks.flatMap((look) => (look.scanId === latestScanId ? [lookOf(look, scope, id)] : [])),
          ...(counted && { counts: counted }),
        };
      });
    },
  };
}

/** A reader of some namespaces learns of gaps in those, and of gaps everywhere. */
function lookOf(look: { state: string; gaps: unknown }, scope: Scope, clusterId: string): OperatorLook {
  const namespaces = namespacesOf(scope, clusterId) ?? new Set();
  const gaps = (look.gaps as readonly Gap[]).filter(
    ({ namespace }) => namespace === undefined || namespaces === "all" || namespaces.has(namespace),
  );
  return { state: look.state as OperatorLook["state"], gaps };
}

async function countsOf(rows: Connection["rows"], scope: Scope): Promise<ReadonlyMap<string, OperatorCounts>> {
  const found = await rows.$queryRaw<(OperatorCounts & { clusterId: string })[]>`
    WITH named AS MATERIALIZED (
      SELECT DISTINCT r.cluster_id, d.digest FROM running_images r JOIN clusters c ON c.id = r.cluster_id
        LEFT JOIN registry_images i ON ${ofImage} CROSS JOIN LATERAL unnest(coalesce(i.digests, '{}') || r.digest) AS d (digest)
      WHERE r.digest IS NOT NULL AND ${visibleRunning(scope)}),
    reports AS (
      SELECT r.cluster_id, r.digest, r.at, r.scanner_version, named.digest IS NOT NULL AS runs,
        EXISTS (SELECT FROM registry_images i WHERE i.digests @> ARRAY[r.digest] AND i.built_at::timestamptz > r.at) AS older
      FROM operator_reports r JOIN clusters c ON c.id = r.cluster_id
        LEFT JOIN named ON named.cluster_id = r.cluster_id AND named.digest = r.digest
      WHERE ${visibleRunning(scope)})
    SELECT cluster_id AS "clusterId", count(*)::int AS reports,
      count(DISTINCT digest) FILTER (WHERE runs AND NOT older)::int AS images,
      count(*) FILTER (WHERE digest IS NULL)::int AS undigested, count(*) FILTER (WHERE older)::int AS older,
      count(*) FILTER (WHERE digest IS NOT NULL AND NOT runs AND NOT older)::int AS elsewhere,
      min(at) AS oldest, max(at) AS newest,
      coalesce(array_agg(DISTINCT scanner_version) FILTER (WHERE scanner_version IS NOT NULL), '{}') AS versions
    FROM reports GROUP BY cluster_id`;
  return new Map(found.map(({ clusterId, ...counts }) => [clusterId, counts]));
}
