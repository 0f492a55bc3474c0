/** All clusters that an actor may see, worst first, with what changed and what was not seen. */
import type { Fleet } from "../../../contracts/clusters.ts";
import type { Coverage, SeverityCounts } from "../../../contracts/common.ts";
import { severities } from "../../../core/findings/verdict.ts";
import { ok } from "../../../core/result.ts";
import type { ClusterRow } from "../../database/clusters/clusters.ts";
import type { Scope } from "../../database/scope.ts";
import { defineUseCase } from "../outcome.ts";
import type { Services } from "../services.ts";
import { heldToday } from "../supply-chain/held-to.ts";
import { waivedOf } from "../waivers/waived-counts.ts";
import { clusterView } from "./cluster-view.ts";

export const getFleet = defineUseCase<unknown, Fleet>("report:read", async ({ scope }, _input, services) => {
  const { repositories } = services;
  const listed = await repositories.clusters.list(scope);
  const waived = await waivedOf(scope, listed, services);
  const open = (row: ClusterRow) => openCounts(row, waived(row));
  const rows = listed.sort((a, b) => worstFirst(a, b, open));
  return ok({
    clusters: rows.map((row) => clusterView(row, waived(row))),
    totals: totalsOf(rows, { open, waived }),
    sampleLoaded: rows.some((row) => row.kind === "sample"),
    supply: await supplyOf(scope, services),
    changes: changesOf(rows),
    unseen: await unseenOf(rows, (id) => repositories.scans.looks(scope, id)),
  });
});

/** An answer that is too old to be told, or that other trust gave, verifies nothing. */
async function supplyOf(scope: Scope, services: Services): Promise<Fleet["supply"]> {
  return services.repositories.images.shares(scope, await heldToday(services));
}

/** A cluster of which nothing is known stands before one that is known to be well, and after one that is known to be bad. */
function rank(row: ClusterRow, counts: SeverityCounts | undefined): number {
  if (counts && counts.critical + counts.high > 0) return 0;
  if (counts === undefined || row.lastFailure) return 1;
  return 2;
}

function worstFirst(a: ClusterRow, b: ClusterRow, open: Counting): number {
  const [ofA, ofB] = [open(a), open(b)];
  const bySeverity = severities.map((severity) => (ofB?.[severity] ?? 0) - (ofA?.[severity] ?? 0));
  const byShare = (a.lastScan?.coverage?.share ?? 0) - (b.lastScan?.coverage?.share ?? 0);
  const byName = a.name < b.name ? -1 : 1;
  return [rank(a, ofA) - rank(b, ofB), ...bySeverity, byShare].find((difference) => difference !== 0) ?? byName;
}

type Counting = (row: ClusterRow) => SeverityCounts | undefined;

/** @returns what nobody decided to live with. */
function openCounts({ lastScan }: ClusterRow, waived: SeverityCounts | undefined): SeverityCounts | undefined {
  if (!lastScan?.counts) return undefined;
  const counts = { ...lastScan.counts };
  for (const severity of severities) counts[severity] -= waived?.[severity] ?? 0;
  return counts;
}

function totalsOf(rows: readonly ClusterRow[], { open, waived }: { open: Counting; waived: Counting }): Fleet["totals"] {
  const counts: SeverityCounts = { critical: 0, high: 0, medium: 0, low: 0, information: 0 };
  const kept: SeverityCounts = { ...counts };
  const coverage: Coverage = { passed: 0, failed: 0, notApplicable: 0, notAssessed: 0 };
  for (const row of rows) {
    const { lastScan } = row;
    for (const severity of severities) {
      counts[severity] += lastScan?.counts?.[severity] ?? 0;
      kept[severity] += waived(row)?.[severity] ?? 0;
    }
    for (const verdict of ["passed", "failed", "notApplicable", "notAssessed"] as const) {
      coverage[verdict] += lastScan?.coverage?.[verdict] ?? 0;
    }
  }
  const assessed = coverage.passed + coverage.failed;
  const applicable = assessed + coverage.notAssessed;
  if (applicable > 0) coverage.share = assessed / applicable;
  const neverScanned = rows.filter((row) => row.lastScan === undefined && row.lastFailure === undefined).length;
  const needAttention = rows.filter((row) => (row.lastScan ?? row.lastFailure) !== undefined && rank(row, open(row)) < 2).length;
  return { clusters: rows.length, needAttention, neverScanned, counts, waived: kept, coverage };
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
