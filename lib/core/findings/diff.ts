/**
 * What changed between two assessments. A finding that is gone is fixed only where the later scan looked as well as the
 * earlier one; everything else is not comparable, with the reason.
 */
import type { AssessedCheck, Assessment } from "../checks/assess.ts";
import type { Gap } from "../inventory/gap.ts";
import type { Finding } from "./verdict.ts";

export type NotComparableReason =
  | "anotherCluster" // the kube-system namespace is another one
  | "checkNotRun" // one of the two never ran the check
  | "checkChanged" // the meaning of the check's findings changed between them
  | "notAssessed" // one of the two could not look
  | "lookedLess"; // the one that does not have the finding did not see everything

export interface NotComparable {
  readonly checkId: string;
  readonly reason: NotComparableReason;
  /** Findings that only one side has, and of which nobody can say whether they are new or fixed. */
  readonly before: readonly Finding[];
  readonly after: readonly Finding[];
}

export interface Diff {
  readonly new: readonly Finding[];
  readonly fixed: readonly Finding[];
  readonly unchanged: readonly Finding[];
  readonly notComparable: readonly NotComparable[];
}

/** What a diff needs of an assessment. */
export type Comparable = Pick<Assessment, "clusterIdentity" | "checks">;

/** @returns what is new, fixed and unchanged in `after`, and what cannot be compared. */
export function diffAssessments(before: Comparable, after: Comparable): Diff {
  const earlier = new Map(before.checks.map((check) => [check.checkId, check]));
  const later = new Map(after.checks.map((check) => [check.checkId, check]));
  const ids = [...new Set([...earlier.keys(), ...later.keys()])].sort();
  const sameCluster = before.clusterIdentity === after.clusterIdentity;
  const diffs = ids.map((id) => diffCheck(id, earlier.get(id), later.get(id), sameCluster));
  return {
    new: diffs.flatMap((diff) => diff.new),
    fixed: diffs.flatMap((diff) => diff.fixed),
    unchanged: diffs.flatMap((diff) => diff.unchanged),
    notComparable: diffs.flatMap((diff) => diff.notComparable),
  };
}

function findings(check: AssessedCheck | undefined): readonly Finding[] {
  return check?.verdict.kind === "fail" ? check.verdict.findings : [];
}

function gaps(check: AssessedCheck | undefined): readonly Gap[] {
  return check && "gaps" in check.verdict ? check.verdict.gaps : [];
}

function diffCheck(
  checkId: string,
  before: AssessedCheck | undefined,
  after: AssessedCheck | undefined,
  sameCluster: boolean,
): Diff {
  const whole = wholeReason(before, after, sameCluster);
  if (whole !== undefined) {
    const entry = { checkId, reason: whole, before: findings(before), after: findings(after) };
    const worthSaying = entry.before.length + entry.after.length > 0 || whole === "notAssessed";
    return { new: [], fixed: [], unchanged: [], notComparable: worthSaying ? [entry] : [] };
  }
  const known = new Set(findings(before).map((finding) => finding.fingerprint));
  const still = new Set(findings(after).map((finding) => finding.fingerprint));
  const added = findings(after).filter((finding) => !known.has(finding.fingerprint));
  const gone = findings(before).filter((finding) => !still.has(finding.fingerprint));
  const unchanged = findings(after).filter((finding) => known.has(finding.fingerprint));
  const [newOnes, perhapsNew] = partition(added, (finding) => !hides(before, finding));
  const [fixed, perhapsFixed] = partition(gone, (finding) => !hides(after, finding));
  const open = perhapsNew.length + perhapsFixed.length > 0;
  const entry: NotComparable = { checkId, reason: "lookedLess", before: perhapsFixed, after: perhapsNew };
  return { new: newOnes, fixed, unchanged, notComparable: open ? [entry] : [] };
}

function wholeReason(
  before: AssessedCheck | undefined,
  after: AssessedCheck | undefined,
  sameCluster: boolean,
): NotComparableReason | undefined {
  if (!sameCluster) return "anotherCluster";
  if (before === undefined || after === undefined) return "checkNotRun";
  if (before.major !== after.major) return "checkChanged";
  const unseen = before.verdict.kind === "notAssessed" || after.verdict.kind === "notAssessed";
  return unseen ? "notAssessed" : undefined;
}

/** A gap of one namespace hides only what lies there, unless the check looks across; a finding without a namespace may rest on any. */
function hides(check: AssessedCheck | undefined, { at }: Finding): boolean {
  const everywhere = check?.crossesNamespaces || at.namespace === undefined;
  return gaps(check).some((gap) => everywhere || gap.namespace === undefined || gap.namespace === at.namespace);
}

function partition<T>(list: readonly T[], test: (value: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [list.filter(test), list.filter((value) => !test(value))];
}
