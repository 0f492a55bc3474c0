/** What `rbac diff` knows at the end, and with which exit code that ends. */
import type { Finding } from "#core/findings/verdict.ts";
import type { Gap } from "#core/inventory/gap.ts";
import { uniqueGaps } from "#core/inventory/gap-words.ts";
import type { AccessChange } from "#core/rbac/difference/difference.ts";
import type { AccessComparison, ObjectOutcome } from "#core/simulate/simulate.ts";
import { unseenBy } from "../assessment/unseen.ts";
import { type DiffFailOn, exitCodes } from "../exit-codes.ts";

export interface DiffReport extends AccessComparison {
  /** Of the cluster, or of the first of two. */
  readonly identity: string;
  readonly places: { readonly before: string; readonly after: string };
  /** What becomes of each object of a change; none where two snapshots are compared. */
  readonly objects: readonly ObjectOutcome[];
  /** How many objects of a change are no business of RBAC, by kind. */
  readonly others: Readonly<Record<string, number>>;
}

/** How a report is presented. */
export interface Presentation {
  readonly failOn: DiffFailOn;
  readonly exitCode: number;
}

/** A finding that was not there before, as far as that could be seen. */
export interface Risk {
  readonly finding: Finding;
  /** False where it may have been there, unseen. */
  readonly certain: boolean;
}

/** @returns the findings that are there afterwards and were not seen before. */
export function risksAfter({ risks }: Pick<DiffReport, "risks">): readonly Risk[] {
  const unsure = risks.notComparable.flatMap(({ after }) => after);
  return [...risks.new.map((finding) => ({ finding, certain: true })), ...unsure.map((finding) => ({ finding, certain: false }))];
}

/** @returns those that fail a gate: more than information, and also what nobody can prove to be old. */
export function newRisks(report: Pick<DiffReport, "risks">): readonly Finding[] {
  return risksAfter(report).flatMap(({ finding }) => (finding.severity === "information" ? [] : [finding]));
}

export function isGain({ direction }: AccessChange): boolean {
  return direction === "gained";
}

/** @returns what was not seen on either side, of what the difference and the checks rest on. */
export function unseenOf({ difference, assessments }: DiffReport): readonly Gap[] {
  const ofChecks = [assessments.before, assessments.after].flatMap(({ checks }) => checks.flatMap(unseenBy));
  return uniqueGaps([...difference.gaps.before, ...difference.gaps.after, ...ofChecks]);
}

/** @returns 1 for what `--fail-on` names; else 2 where something was not seen, or the API server would refuse an object. */
export function exitCodeOfDiff(report: DiffReport, failOn: DiffFailOn): number {
  const gains = report.difference.subjects.some(({ changes }) => changes.some(isGain));
  if (failOn === "gain" && gains) return exitCodes.no;
  if (failOn !== "none" && newRisks(report).length > 0) return exitCodes.no;
  const stopped = report.objects.some(({ fate }) => fate === "refused");
  return stopped || unseenOf(report).length > 0 ? exitCodes.unsure : exitCodes.yes;
}
