import type { ScanSummary } from "../../../contracts/scans.ts";
import type { ScanRow, SeverityCounts } from "../../database/rows.ts";

const ended: ReadonlySet<string> = new Set(["completed", "partial"]);

/** @returns whether a scan has results that can be read. */
export function hasResults(scan: Pick<ScanRow, "state">): boolean {
  return ended.has(scan.state);
}

/** @returns a scan as the API shows it, with how many of its findings are waived where that was asked. */
export function scanView(scan: ScanRow, waived?: SeverityCounts): ScanSummary {
  const { id, number, clusterId, cluster, state, phase, trigger, requestedBy, attempt } = scan;
  const { version, coverage, counts, objects, change, error } = scan;
  return {
    ...{ id, number, clusterId, cluster, state, phase, trigger, requestedBy, attempt },
    ...{ version, coverage, counts, objects, change, error },
    ...(waived && { waived: { ...waived } }),
    createdAt: scan.createdAt.toISOString(),
    startedAt: scan.startedAt?.toISOString(),
    finishedAt: scan.finishedAt?.toISOString(),
  };
}

/** @returns what an answer rests on: the scan, when it looked, and how much it saw. */
export function standpoint(scan: ScanRow): { scanId: string; number: number; at: string; share?: number } {
  const at = scan.takenAt ?? scan.finishedAt ?? scan.createdAt;
  return { scanId: scan.id, number: scan.number, at: at.toISOString(), share: scan.coverage?.share };
}
