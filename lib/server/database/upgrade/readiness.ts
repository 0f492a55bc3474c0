/** How ready scans found their clusters for the next minor: counts of findings and of checks that could not look. */
import type { Connection } from "../connection.ts";
import { resultStates } from "../rows.ts";
import { type Scope, seesAllOf } from "../scope.ts";
import { visibleClusters } from "../visible.ts";
import { type UpgradeChangesPage, type UpgradeChangesRequest, upgradeChanges } from "./upgrade-changes.ts";

export interface ReadinessRow {
  readonly scanId: string;
  readonly number: number;
  readonly at: Date;
  readonly version?: string;
  readonly blockers: number;
  readonly warnings: number;
  /** Checks of upgrades that could not look, or not at all of it. */
  readonly unseen: number;
}

/** What of a cluster says until when it is supported. */
export interface StandingRow {
  readonly id: string;
  readonly name: string;
  readonly provider?: string;
  readonly version?: string;
  /** The newest scan with results. */
  readonly scanId?: string;
}

/** Severities at which a finding stops an upgrade: critical and high. */
const worstWarning = 2;
const information = 4;

export type ReadinessRepository = ReturnType<typeof readinessRepository>;

export function readinessRepository({ rows }: Connection) {
  /** Of the scans of clusters that the scope sees in whole. Scans without a check of upgrades are not among them. */
  async function countsOf(scope: Scope, scanIds: readonly string[]) {
    const asked = await rows.scan.findMany({
      where: { id: { in: [...scanIds] }, state: { in: [...resultStates] }, cluster: visibleClusters(scope) },
      select: { id: true, clusterId: true },
    });
    const open = asked.filter(({ clusterId }) => seesAllOf(scope, clusterId)).map(({ id }) => id);
    const where = { scanId: { in: open }, pillar: "upgrade" };
    const gapped = { OR: [{ verdict: "notAssessed" }, { NOT: { gaps: { equals: [] } } }] };
    const [judged, unseen, findings] = await Promise.all([
      rows.checkResult.groupBy({ by: ["scanId"], where }),
      rows.checkResult.groupBy({ by: ["scanId"], where: { ...where, ...gapped }, _count: { _all: true } }),
      rows.finding.groupBy({
        by: ["scanId", "severity"],
        where: { ...where, severity: { lt: information }, NOT: { checkId: "upgrade/support" } },
        _count: { _all: true },
      }),
    ]);
    const blind = new Map(unseen.map(({ scanId, _count }) => [scanId, _count._all]));
    const counts = new Map(judged.map(({ scanId }) => [scanId, { blockers: 0, warnings: 0, unseen: blind.get(scanId) ?? 0 }]));
    for (const { scanId, severity, _count } of findings) {
      const count = counts.get(scanId);
      if (count && severity < worstWarning) count.blockers += _count._all;
      else if (count) count.warnings += _count._all;
    }
    return counts;
  }

  return {
    countsOf,

    /** The clusters that the scope sees in whole, by name, and how many it sees in part. */
    async standing(scope: Scope): Promise<{ readonly clusters: readonly StandingRow[]; readonly hidden: number }> {
      const stored = await rows.cluster.findMany({
        where: visibleClusters(scope),
        select: { id: true, name: true, provider: true, version: true, latestScanId: true },
        orderBy: { name: "asc" },
      });
      const whole = stored.filter(({ id }) => seesAllOf(scope, id));
      const clusters = whole.map(({ id, name, provider, version, latestScanId }) => ({
        ...{ id, name },
        ...(provider !== null && { provider }),
        ...(version !== null && { version }),
        ...(latestScanId !== null && { scanId: latestScanId }),
      }));
      return { clusters, hidden: stored.length - whole.length };
    },

    /** Findings that came and went. Empty where the scope does not see all of the cluster, undefined for a cursor that is none. */
    changes(scope: Scope, request: UpgradeChangesRequest): Promise<UpgradeChangesPage | undefined> {
      return upgradeChanges(rows, scope, request);
    },

    /** The last scans of a cluster that judged upgrades, oldest first. Empty where the scope does not see all of the cluster. */
    async history(scope: Scope, clusterId: string, limit: number): Promise<ReadinessRow[]> {
      if (!seesAllOf(scope, clusterId)) return [];
      const scans = await rows.scan.findMany({
        where: { clusterId, state: { in: [...resultStates] }, cluster: visibleClusters(scope) },
        select: { id: true, number: true, takenAt: true, finishedAt: true, createdAt: true, version: true },
        orderBy: { number: "desc" },
        take: limit,
      });
      const counts = await countsOf(
        scope,
        scans.map(({ id }) => id),
      );
      return scans.reverse().flatMap(({ id, number, takenAt, finishedAt, createdAt, version }) => {
        const count = counts.get(id);
        if (count === undefined) return [];
        return [{ scanId: id, number, at: takenAt ?? finishedAt ?? createdAt, ...(version !== null && { version }), ...count }];
      });
    },
  };
}
