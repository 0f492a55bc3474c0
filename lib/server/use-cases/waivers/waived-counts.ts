import type { ClusterRow } from "../../database/clusters/clusters.ts";
import type { SeverityCounts } from "../../database/rows.ts";
import type { Scope } from "../../database/scope.ts";
import { noCounts } from "../../database/waivers/waiver-counts.ts";
import type { Services } from "../services.ts";

/** @returns for each cluster how many findings of its newest scan are waived now; nothing where it has none with results. */
export async function waivedOf(
  scope: Scope,
  rows: readonly ClusterRow[],
  { repositories, now }: Services,
): Promise<(row: ClusterRow) => SeverityCounts | undefined> {
  const scans = rows.flatMap(({ lastScan }) => lastScan?.id ?? []);
  const counts = await repositories.waivers.waivedCounts(scope, scans, now());
  return ({ lastScan }) => (lastScan?.counts ? (counts.get(lastScan.id) ?? noCounts) : undefined);
}
