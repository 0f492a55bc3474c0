/** What changed between two scans as an export reads it: each finding as in an export of findings, and what became of it. */
import type { Change } from "../../../contracts/views.ts";
import { severities } from "../../../core/findings/verdict.ts";
import type { Rows } from "../database.ts";
import { Prisma } from "../generated/client.ts";
import { changeOf, changeOrder, changesIn, onlyChange, type Pair } from "./changes.ts";
import { type ExportedFinding, exportedColumns, type FindingGroup, heldBy } from "./finding-export.ts";

export interface ExportedChange extends ExportedFinding {
  /** Its place among the kinds of changes, and why it is not comparable. */
  readonly rank: number;
  readonly unsure: string | null;
}

export interface ChangedGroup extends FindingGroup {
  readonly change: Change;
}

export interface ChangeFilter {
  readonly change?: Change | undefined;
  /** Leaves out what only the earlier scan has, but for what is known to be fixed. */
  readonly ofLater: boolean;
}

/** As a list sorts them, the worst first, or each check's together. */
export type ChangeExportOrder = "change" | "severity" | "check";

const orders: Readonly<Record<ChangeExportOrder, Prisma.Sql>> = {
  change: changeOrder,
  severity: Prisma.sql`f.severity, ${changeOrder}`,
  check: Prisma.sql`f.pillar COLLATE "C", f.check_id COLLATE "C", f.severity, ${changeOrder}`,
};

/** @returns the query of the rows. */
export function changeRows(pair: Pair, filter: ChangeFilter, order: ChangeExportOrder, at: Date): Prisma.Sql {
  return Prisma.sql`
    SELECT ${exportedColumns}, f.rank, f.unsure FROM ${changesIn(pair)} ${heldBy([pair.after], at)}
    LEFT JOIN finding_cases a ON a.cluster_id = f.cluster_id AND a.fingerprint = f.fingerprint AND a.assignee_name IS NOT NULL
    WHERE ${conditionOf(filter)} ORDER BY ${orders[order]}`;
}

/** @returns the figures of what the filter leaves, waived or not. */
export async function changedGroups(rows: Rows, pair: Pair, filter: ChangeFilter, at: Date): Promise<ChangedGroup[]> {
  const found = await rows.$queryRaw<(Omit<ChangedGroup, "severity" | "change"> & { severity: number; rank: number })[]>`
    SELECT f.scan_id AS "scanId", f.check_id AS "checkId", f.severity, f.rank, h.id IS NOT NULL AS waived, count(*)::int AS n
    FROM ${changesIn(pair)} ${heldBy([pair.after], at)} WHERE ${conditionOf(filter)}
    GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5`;
  return found.map(({ severity, rank, ...group }) => ({
    ...group,
    severity: severities[severity] ?? "information",
    change: changeOf(rank, null).change,
  }));
}

function conditionOf({ change, ofLater }: ChangeFilter): Prisma.Sql {
  return ofLater ? Prisma.sql`${onlyChange(change)} AND (f.side = 1 OR ${onlyChange("fixed")})` : onlyChange(change);
}
