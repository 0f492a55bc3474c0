/**
 * Where each item of the checklist stands, from the verdicts of its checks, the statements of people, and access reviews. A
 * statement fills what no check saw, and never overrules what a check found.
 */
import type { VerdictKind } from "../findings/verdict.ts";
import { type ChecklistItem, checklistItems } from "./items.ts";

export interface CheckStanding {
  readonly checkId: string;
  readonly verdict: VerdictKind;
  readonly findings: number;
}

/** What a person says of an item, in the words that the item had then. */
export interface Statement {
  readonly item: string;
  readonly text: string;
  readonly expiresAt: Date;
}

export interface SignedReview {
  readonly at: Date;
}

export interface ChecklistEvidence<S extends Statement = Statement> {
  /** Of the newest look, by the check's id. A check that is not there did not run. */
  readonly verdicts: ReadonlyMap<string, CheckStanding>;
  /** The one that holds of each item, by its id. */
  readonly statements: ReadonlyMap<string, S>;
  /** The newest access review of the whole cluster that was signed off. */
  readonly review?: SignedReview | undefined;
  readonly now: Date;
}

/** `met`: proven by what was seen. `attested`: a person said so, and nothing that was seen speaks against it. */
export const itemStates = ["failed", "open", "attested", "met", "notApplicable"] as const;
export type ItemState = (typeof itemStates)[number];

/** `holds`, or why it does not any more: its day has passed, or the list says something else now. */
export type StatementState = "holds" | "expired" | "textChanged";

export interface ItemStanding<S extends Statement = Statement> {
  readonly item: ChecklistItem;
  readonly state: ItemState;
  /** Why, as a sentence. */
  readonly reason: string;
  /** The checks of the item, as they stand; one without a verdict did not run. */
  readonly checks: readonly { readonly checkId: string; readonly standing?: CheckStanding }[];
  /** Checks that could look at all they look at, or found something, of those that exist. */
  readonly coverage: { readonly assessed: number; readonly of: number };
  readonly statement?: { readonly is: StatementState; readonly said: S };
}

/** @returns every item, in the order of the list. */
export function assessChecklist<S extends Statement>(evidence: ChecklistEvidence<S>): readonly ItemStanding<S>[] {
  return checklistItems.map((item) => standingOf(item, evidence));
}

function standingOf<S extends Statement>(item: ChecklistItem, evidence: ChecklistEvidence<S>): ItemStanding<S> {
  const checks = item.checks.map((checkId) => {
    const standing = evidence.verdicts.get(checkId);
    return { checkId, ...(standing && { standing }) };
  });
  const assessed = checks.filter(({ standing }) => standing !== undefined && standing.verdict !== "notAssessed").length;
  const said = evidence.statements.get(item.id);
  const statement = said && { is: statementState(item, said, evidence.now), said };
  const known = { item, checks, coverage: { assessed, of: checks.length }, ...(statement && { statement }) };
  return { ...known, ...judged(known, evidence) };
}

/** @returns whether a statement holds at a moment. */
export function statementState(item: Pick<ChecklistItem, "text">, said: Statement, now: Date): StatementState {
  if (said.text !== item.text) return "textChanged";
  return said.expiresAt.getTime() <= now.getTime() ? "expired" : "holds";
}

type Known<S extends Statement> = Omit<ItemStanding<S>, "state" | "reason">;
type Judged = Pick<ItemStanding, "state" | "reason">;

function judged<S extends Statement>(known: Known<S>, evidence: ChecklistEvidence<S>): Judged {
  const { item, checks, coverage, statement } = known;
  const failed = checks.filter(({ standing }) => standing?.verdict === "fail");
  const passed = checks.filter(({ standing }) => standing?.verdict === "pass").length;
  if (item.either && passed > 0) return { state: "met", reason: `${passed} of ${coverage.of} checks passed, and one is enough.` };
  const choice = item.either === true && coverage.assessed < coverage.of;
  if (failed.length > 0 && !choice)
    return { state: "failed", reason: failedWords(failed, coverage.of, statement?.is === "holds") };
  const reviewed = item.reviews && reviewStanding(evidence);
  if (reviewed?.state === "met") return reviewed;
  const seen = coverage.of > 0 && coverage.assessed === coverage.of;
  if (seen && item.rest === undefined)
    return passed > 0
      ? { state: "met", reason: passedWords(passed, coverage.of) }
      : { state: "notApplicable", reason: "Nothing of the kind is in the cluster." };
  if (statement?.is === "holds")
    return {
      state: "attested",
      reason:
        coverage.of === 0
          ? "A person answers for it."
          : `A person answers for what was not seen; ${coverage.assessed} of ${counted(coverage.of, "check")} looked, and nothing proves the contrary.`,
    };
  return { state: "open", reason: openWords(known, reviewed?.reason) };
}

function failedWords(failed: Known<Statement>["checks"], of: number, attested: boolean): string {
  const findings = failed.reduce((sum, { standing }) => sum + (standing?.findings ?? 0), 0);
  const who = of === 1 ? "Its check" : `${failed.length} of ${of} checks`;
  const found = `${who} found ${counted(findings, "problem")}.`;
  return attested ? `${found} The statement does not change that.` : found;
}

function passedWords(passed: number, of: number): string {
  if (of === 1) return "Its check looked at all of it and found nothing.";
  return passed === of
    ? `All ${of} checks looked and found nothing.`
    : `All ${of} checks looked: ${passed} passed, and the others have nothing to look at here.`;
}

function openWords({ item, checks, coverage, statement }: Known<Statement>, reviewed: string | undefined): string {
  const failed = checks.filter(({ standing }) => standing?.verdict === "fail").length;
  if (statement?.is === "expired") return "The statement has ended: say again whether it is so.";
  if (statement?.is === "textChanged") return "The list says it in other words since the statement was made: read it again.";
  if (reviewed !== undefined) return reviewed;
  if (coverage.of === 0) return "No check looks at it: it needs a person's statement.";
  const unseen = coverage.of - coverage.assessed;
  if (failed > 0) return `${counted(failed, "check")} found problems, and one that would be enough could not look.`;
  if (unseen > 0)
    return `${unseen} of ${counted(coverage.of, "check")} could not look${coverage.assessed > 0 ? "; the others found nothing" : ""}.`;
  return `Its ${coverage.of === 1 ? "check" : "checks"} found nothing. ${item.rest ?? ""}`.trim();
}

const reviewMonths = 24;

function reviewStanding({ review, now }: ChecklistEvidence): Judged {
  if (review === undefined) return { state: "open", reason: "No access review of the whole cluster has been signed off here." };
  const last = `The last access review of the whole cluster was signed off on ${review.at.toISOString().slice(0, 10)}.`;
  const due = new Date(review.at);
  due.setUTCMonth(due.getUTCMonth() + reviewMonths);
  if (due.getTime() > now.getTime()) return { state: "met", reason: last };
  return { state: "open", reason: `${last} That is more than ${reviewMonths} months ago.` };
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
