/** All clusters that an actor may see, worst first, with what changed and what was not seen. */
import type { Fleet } from "../../contracts/clusters.ts";
import type { Coverage, SeverityCounts } from "../../contracts/common.ts";
import { severities } from "../../core/findings/verdict.ts";
import { ok } from "../../core/result.ts";
import type { ClusterRow } from "../database/clusters.ts";
import { clusterView } from "./cluster-view.ts";
import { defineUseCase } from "./outcome.ts";
import type { Services } from "./services.ts";

export const getFleet = defineUseCase<unknown, Fleet>("report:read", async ({ scope }, _input, { repositories }) => {
  const rows = (await repositories.clusters.list(scope)).sort(worstFirst);
  return ok({
    clusters: rows.map(clusterView),
    totals: totalsOf(rows),
    sampleLoaded: rows.some((row) => row.kind === "sample"),
    changes: changesOf(rows),
    unseen: await unseenOf(rows, (id) => repositories.scans.looks(scope, id)),
  });
});

/** A cluster of which nothing is known stands before one that is known to be well, and after one that is known to be bad. */
function rank(row: ClusterRow): number {
  const counts = row.lastScan?.counts;
  if (counts && counts.critical + counts.high > 0) return 0;
  if (counts === undefined || row.lastFailure) return 1;
  return 2;
}

function worstFirst(a: ClusterRow, b: ClusterRow): number {
  const bySeverity = severities.map((severity) => (b.lastScan?.counts?.[severity] ?? 0) - (a.lastScan?.counts?.[severity] ?? 0));
  const byShare = (a.lastScan?.coverage?.share ?? 0) - (b.lastScan?.coverage?.share ?? 0);
  const byName = a.name < b.name ? -1 : 1;
  return [rank(a) - rank(b), ...bySeverity, byShare].find((difference) => difference !== 0) ?? byName;
}

function totalsOf(rows: readonly ClusterRow[]): Fleet["totals"] {
  const counts: SeverityCounts = { critical: 0, high: 0, medium: 0, low: 0, information: 0 };
  const coverage: Coverage = { passed: 0, failed: 0, notApplicable: 0, notAssessed: 0 };
  for (const { lastScan } of rows) {
    for (const severity of severities) counts[severity] += lastScan?.counts?.[severity] ?? 0;
    for (const verdict of ["passed", "failed", "notApplicable", "notAssessed"] as const) {
      coverage[verdict] += lastScan?.coverage?.[verdict] ?? 0;
    }
  }
  const assessed = coverage.passed + coverage.failed;
  const applicable = assessed + coverage.notAssessed;
  if (applicable > 0) coverage.share = assessed / applicable;
  const neverScanned = rows.filter((row) => row.lastScan === undefined && row.lastFailure === undefined).length;
  const needAttention = rows.filter((row) => (row.lastScan ?? row.lastFailure) !== undefined && rank(row) < 2).length;
  return { clusters: rows.length, needAttention, neverScanned, counts, coverage };
}

function changesOf(rows: readonly ClusterRow[]): Fleet["changes"] {
  const changes = rows.flatMap(({ id, name, lastScan }) => {
    if (!lastScan?.change || !lastScan.finishedAt) return [];
    const { new: fresh, fixed, notComparable } = lastScan.change;
    const at = lastScan.finishedAt.toISOString();
    return [{ clusterId: id, cluster: name, scanId: lastScan.id, at, new: fresh, fixed, notComparable }];
  });
  return changes.sort((a, b) => (a.at < b.at ? 1 : -1));
}

type Looks = Services["repositories"]["scans"]["looks"];

async function unseenOf(rows: readonly ClusterRow[], looks: (scanId: string) => ReturnType<Looks>): Promise<Fleet["unseen"]> {
  const found = await Promise.all(
    rows.map(async ({ id, name, lastScan }) => {
      if (lastScan === undefined) return [];
      const gaps = (await looks(lastScan.id)).flatMap((look) => look.gaps);
      return gaps.length === 0 ? [] : [{ clusterId: id, cluster: name, scanId: lastScan.id, gaps }];
    }),
  );
  return found.flat();
}
