/**
 * What changed between two assessments. A finding that is gone is fixed only where the later scan looked as well as the
 * earlier one; everything else is not comparable, with the reason.
 */
import type { AssessedCheck, Assessment } from "../checks/assess.ts";
import type { Gap } from "../inventory/gap.ts";
import type { Finding, Verdict } from "./verdict.ts";

export type NotComparableReason =
  | "anotherCluster" // the kube-system namespace is another one
  | "checkNotRun" // one of the two never ran the check
  | "checkChanged" // the meaning of the check's findings changed between them
  | "notAssessed" // one of the two could not look
  | "notAsked" // one of the two was not asked the question that the finding answers
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

/** What a diff needs of an assessment; of a finding's data, the question that it answers. */
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

function findings(check: AssessedCheck): readonly Finding[] {
  return check.verdict.kind === "fail" ? check.verdict.findings : [];
}

function diffCheck(
  checkId: string,
  before: AssessedCheck | undefined,
  after: AssessedCheck | undefined,
  sameCluster: boolean,
): Diff {
  const whole = wholeReason(before, after, sameCluster);
  if (whole !== undefined || before === undefined || after === undefined) {
    const [was, is] = [before, after].map((check) => (check ? findings(check) : []));
    const entry = { checkId, reason: whole ?? "checkNotRun", before: was ?? [], after: is ?? [] };
    const worthSaying = entry.before.length + entry.after.length > 0 || whole === "notAssessed";
    return { new: [], fixed: [], unchanged: [], notComparable: worthSaying ? [entry] : [] };
  }
  const known = new Set(findings(before).map((finding) => finding.fingerprint));
  const still = new Set(findings(after).map((finding) => finding.fingerprint));
  const unchanged = findings(after).filter((finding) => known.has(finding.fingerprint));
  const asked = askedInBoth(before, after);
  const [added, unaskedBefore] = partition(
    findings(after).filter((finding) => !known.has(finding.fingerprint)),
    (finding) => answers(finding, asked),
  );
  const [gone, unaskedAfter] = partition(
    findings(before).filter((finding) => !still.has(finding.fingerprint)),
    (finding) => answers(finding, asked),
  );
  const [newOnes, perhapsNew] = partition(added, (finding) => !hides(blindSpotsOf(before), finding));
  const [fixed, perhapsFixed] = partition(gone, (finding) => !hides(blindSpotsOf(after), finding));
  const unsure: readonly NotComparable[] = [
    { checkId, reason: "notAsked", before: unaskedAfter, after: unaskedBefore },
    { checkId, reason: "lookedLess", before: perhapsFixed, after: perhapsNew },
  ];
  return {
    new: newOnes,
    fixed,
    unchanged,
    notComparable: unsure.filter((entry) => entry.before.length + entry.after.length > 0),
  };
}

/** As much of an assessed check as says whether two of them can be compared at all. */
type Judged = Pick<AssessedCheck, "major"> & { readonly verdict: Pick<Verdict, "kind"> };

/** @returns why nothing of a check can be compared; undefined where its findings can, one by one. */
export function wholeReason(
  before: Judged | undefined,
  after: Judged | undefined,
  sameCluster: boolean,
): NotComparableReason | undefined {
  if (!sameCluster) return "anotherCluster";
  if (before === undefined || after === undefined) return "checkNotRun";
  if (before.major !== after.major) return "checkChanged";
  const unseen = before.verdict.kind === "notAssessed" || after.verdict.kind === "notAssessed";
  return unseen ? "notAssessed" : undefined;
}

/**
 * @returns the questions that both were asked in the same sense; undefined for a check that asks its own. Where only one side
 *   kept what it was asked, nothing is known to have been asked of both.
 */
export function askedInBoth(
  before: Pick<AssessedCheck, "asked">,
  after: Pick<AssessedCheck, "asked">,
): ReadonlySet<string> | undefined {
  if (before.asked === undefined && after.asked === undefined) return undefined;
  const later = new Map(Object.entries(after.asked ?? {}));
  return new Set(Object.entries(before.asked ?? {}).flatMap(([name, sense]) => (later.get(name) === sense ? [name] : [])));
}

function answers({ data }: Finding, asked: ReadonlySet<string> | undefined): boolean {
  return asked === undefined || (typeof data.assertion === "string" && asked.has(data.assertion));
}

/** Where a finding could be that a check did not see. */
export interface BlindSpots {
  /** Nothing that it finds is sure to be all. */
  readonly everywhere: boolean;
  /** What it finds about objects without a namespace is not: they may rest on any. */
  readonly beyondNamespaces: boolean;
  readonly namespaces: ReadonlySet<string>;
}

/** @returns what the gaps of a check hide: one of a namespace only what lies there, unless the check looks across. */
export function blindSpotsOf({ verdict, crossesNamespaces }: Sighted): BlindSpots {
  const { gaps = [] } = verdict;
  const unplaced = crossesNamespaces || gaps.some(({ namespace }) => namespace === undefined);
  return {
    everywhere: gaps.length > 0 && unplaced,
    beyondNamespaces: gaps.length > 0,
    namespaces: new Set(gaps.flatMap(({ namespace }) => namespace ?? [])),
  };
}

type Sighted = Pick<AssessedCheck, "crossesNamespaces"> & {
  readonly verdict: Pick<Verdict, "kind"> & { readonly gaps?: readonly Gap[] };
};

function hides({ everywhere, beyondNamespaces, namespaces }: BlindSpots, { at }: Finding): boolean {
  return everywhere || (at.namespace === undefined ? beyondNamespaces : namespaces.has(at.namespace));
}

function partition<T>(list: readonly T[], test: (value: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [list.filter(test), list.filter((value) => !test(value))];
}
