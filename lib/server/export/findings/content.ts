/** What a file of findings is made of, whatever its format. */

import type { Change } from "../../../contracts/views.ts";
import { checkById } from "../../../core/checks/index.ts";
import { type Severity, severities } from "../../../core/findings/verdict.ts";
import type { ExportedFinding, ExportedScan, FindingGroup } from "../../database/findings/finding-export.ts";
import type { CheckRow } from "../../database/rows.ts";

export interface Entry extends ExportedFinding {
  /** Between two scans, where two are compared; `changeReason` says why they cannot be. */
  readonly change?: Change;
  readonly changeReason?: string | undefined;
}

export interface EntryGroup extends FindingGroup {
  readonly change?: Change;
}

export interface ComparedScansHead {
  readonly before: string;
  readonly after: string;
  readonly comparable: boolean;
  readonly reason?: string | undefined;
  readonly counts: Readonly<Record<Change, number>>;
}

export interface FindingsContent {
  readonly kind: "findings" | "comparison";
  readonly exportedAt: string;
  /** Of Drydock. */
  readonly version: string;
  readonly scans: readonly ExportedScan[];
  /** What narrows it, besides its scans. */
  readonly filter: Readonly<Record<string, readonly string[]>>;
  /** The filter's findings in figures, those too that are left out because they are waived, or are not; for formats that begin with them. */
  readonly groups: readonly EntryGroup[];
  readonly comparison?: ComparedScansHead;
  /** In the order that the format asked for. */
  readonly batches: AsyncIterable<readonly Entry[]>;
}

export function severityOf({ severity }: Pick<Entry, "severity">): Severity {
  return severities[severity] ?? "information";
}

/** @returns how a finding stands. A waived one is not a passed one. */
export function verdictOf({ change, waiverId }: Entry): "fail" | "waived" | "fixed" | "notComparable" {
  if (change === "fixed" || change === "notComparable") return change;
  return waiverId === null ? "fail" : "waived";
}

export function titleOfCheck(id: string): string {
  return checkById(id)?.title ?? id;
}

export interface Unassessed {
  readonly scan: ExportedScan;
  readonly check: CheckRow;
  /** Whether it found something all the same. */
  readonly partly: boolean;
}

/** @returns the checks of the filter that could not see all that they need. */
export function* unassessedIn({ scans, filter }: Pick<FindingsContent, "scans" | "filter">): Generator<Unassessed> {
  for (const scan of scans)
    for (const check of scan.checks) {
      if (!meantBy(filter, check)) continue;
      if (check.verdict === "notAssessed") yield { scan, check, partly: false };
      else if (check.verdict === "fail" && check.gaps.length > 0) yield { scan, check, partly: true };
    }
}

/** @returns whether a filter can mean findings of this check. */
export function meantBy(filter: FindingsContent["filter"], { checkId, pillar }: Pick<CheckRow, "checkId" | "pillar">): boolean {
  return (filter.check?.includes(checkId) ?? true) && (filter.pillar?.includes(pillar) ?? true);
}

/** @returns the scans of an export by id. */
export function scansById(scans: readonly ExportedScan[]): (id: string) => ExportedScan {
  const known = new Map(scans.map((scan) => [scan.id, scan]));
  return (id) => {
    const scan = known.get(id);
    if (scan === undefined) throw new Error(`The export does not rest on the scan ${id}.`);
    return scan;
  };
}

/** @returns `96 of 104 checks assessed`. */
export function coverageWords({ coverage }: Pick<ExportedScan, "coverage">): string {
  const assessed = coverage.passed + coverage.failed;
  return `${assessed} of ${assessed + coverage.notAssessed} checks that apply were assessed`;
}
