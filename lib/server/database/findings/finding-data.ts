/** Findings with what they were rendered from, for whoever counts whom they name. */
import type { Rows } from "../database.ts";
import type { FindingDetailRow } from "../rows.ts";
import { conditionOf, type FindingFilter, type ScanBehind } from "./finding-filter.ts";
import { findingRow, listed, orderOf, type StoredFinding } from "./finding-page.ts";

/** @returns every finding that the filter leaves, the worst first, with its data. */
export async function findingsWithData(
  rows: Rows,
  scans: readonly ScanBehind[],
  filter: FindingFilter,
): Promise<FindingDetailRow[]> {
  const found = await rows.$queryRaw<StoredFinding[]>`
    SELECT ${listed}, f.data FROM findings f WHERE ${conditionOf(scans, filter)} ORDER BY ${orderOf("priority")}`;
  return found.map((row) => ({ ...findingRow(row, scans), data: row.data ?? {} }));
}
