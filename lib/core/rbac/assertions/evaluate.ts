/** Whether an assertion holds, and who breaks it. Where nothing seen breaks it and not all was seen, nobody knows. */
import type { Gap } from "../../inventory/gap.ts";
import { canAsked, requesterOf, whoCanAsked } from "../ask/answer.ts";
import type { AskedSubject } from "../ask/question.ts";
import { resolveAsked } from "../ask/resolve.ts";
import { formatAsked, targetWords } from "../ask/say.ts";
import { formatSubjectWords } from "../ask/subject.ts";
import { formatTarget } from "../attributes.ts";
import { type Answer, review } from "../can.ts";
import type { Chain } from "../chain.ts";
import { isMasters } from "../grants.ts";
import { missingFor } from "../missing/missing.ts";
import type { RbacIndex } from "../rbac-index.ts";
import { formatSubject, type SubjectRef, subjectOfUser } from "../subject.ts";
import type { Assertion, OnlyClaim, ReviewClaim, SubjectClaim } from "./assertion.ts";

export interface Breach {
  readonly subject: SubjectRef;
  /** How they may what they must not; none where they may not what they must. */
  readonly chains: readonly Chain[];
  /** What comes nearest to what they must be allowed. */
  readonly nearest?: string;
}

export interface AssertionResult {
  readonly verdict: "holds" | "broken" | "unknown";
  readonly breaches: readonly Breach[];
  readonly gaps: readonly Gap[];
}

/** @returns the verdict of an assertion. */
export function evaluateAssertion(index: RbacIndex, { claim }: Assertion): AssertionResult {
  if (claim.kind === "only") return evaluateOnly(index, claim);
  return claim.kind === "review" ? evaluateReview(index, claim) : evaluateSubject(index, claim);
}

function resultOf(breaches: readonly Breach[], known: boolean, gaps: readonly Gap[]): AssertionResult {
  return { verdict: breaches.length > 0 ? "broken" : known ? "holds" : "unknown", breaches, gaps };
}

function evaluateOnly(index: RbacIndex, { allowed, question }: OnlyClaim): AssertionResult {
  const resolved = resolveAsked(question, index.discovery);
  if (!resolved.ok) return resultOf([], false, []);
  const { subjects, complete, gaps, chainsOf } = whoCanAsked(index, resolved.value);
  const isAllowed = matcherOf(allowed);
  const breaking = subjects.filter((subject) => !isMasters(subject) && !isAllowed(subject));
  return resultOf(
    breaking.map(({ kind, name, namespace }) => {
      const subject = namespace === undefined ? { kind, name } : { kind, name, namespace };
      return { subject, chains: chainsOf(subject) };
    }),
    complete,
    gaps,
  );
}

const accountsOf = "group:system:serviceaccounts:";

/** @returns whether a subject is among those; all accounts of a namespace are also the group that they are in by nature. */
function matcherOf(allowed: readonly string[]): (subject: SubjectRef) => boolean {
  const exact = new Set(allowed);
  const prefixes = allowed.filter((entry) => entry.endsWith("*")).map((entry) => entry.slice(0, -1));
  const groups = new Set(
    allowed.flatMap((entry) => {
      const namespace = /^sa:([^/]+)\/\*$/.exec(entry)?.[1];
      return namespace === undefined ? [] : [`${accountsOf}${namespace}`];
    }),
  );
  return (subject) => {
    const text = subjectText(subject);
    return exact.has(text) || groups.has(text) || prefixes.some((prefix) => text.startsWith(prefix));
  };
}

/** `group:x`, `sa:ns/name`, `user:x`. */
function subjectText({ kind, name, namespace }: SubjectRef): string {
  if (kind === "ServiceAccount") return `sa:${namespace}/${name}`;
  return `${kind === "Group" ? "group" : "user"}:${name}`;
}

function evaluateSubject(index: RbacIndex, { kind, as, question }: SubjectClaim): AssertionResult {
  const resolved = resolveAsked(question, index.discovery);
  if (!resolved.ok) return resultOf([], false, []);
  const asker = requesterOf(as);
  const { verbs, because, gaps } = canAsked(index, asker, resolved.value);
  const subject = refOf(as);
  if (kind === "cannot") {
    const breaches = because.length > 0 ? [{ subject, chains: because }] : [];
    return resultOf(
      breaches,
      verbs.every(({ verdict }) => verdict === "notAllowed"),
      gaps,
    );
  }
  const refused = new Set(verbs.flatMap(({ verb, verdict }) => (verdict === "notAllowed" ? [verb] : [])));
  const known = verbs.every(({ verdict }) => verdict !== "unknown");
  if (refused.size === 0) return resultOf([], known, known ? [] : gaps);
  const alternatives = resolved.value.alternatives.filter(({ verb }) => refused.has(verb));
  const { nearest } = missingFor(index, asker, { question: { ...resolved.value, alternatives }, otherwise: "default" });
  return resultOf([{ subject, chains: [], ...(nearest[0] && { nearest: nearest[0].sentence }) }], known, gaps);
}

function refOf(as: AskedSubject): SubjectRef {
  if (as.kind === "ServiceAccount") return as;
  return as.kind === "Group" ? as : subjectOfUser(as.name);
}

function evaluateReview(index: RbacIndex, { review: question, expect }: ReviewClaim): AssertionResult {
  const { verdict, because, gaps }: Answer = review(index, question);
  const { name, groups } = question.user;
  const subject: SubjectRef = name === "" ? { kind: "Group", name: groups[0] ?? "" } : subjectOfUser(name);
  if (verdict === "unknown" || verdict === expect) return resultOf([], verdict === expect, verdict === expect ? [] : gaps);
  return resultOf([{ subject, chains: because }], true, gaps);
}

/** @returns the assertion as a sentence without its full stop: `only group:a and group:b can delete nodes`. */
export function sayAssertion({ claim }: Assertion): string {
  if (claim.kind === "review") {
    const { user, attributes, namespace } = claim.review;
    const who = user.name === "" ? `members of ${user.groups.join(", ")}` : formatSubject(subjectOfUser(user.name));
    const where = namespace ? ` in ${namespace}` : "";
    return `${who} ${claim.expect === "allowed" ? "can" : "cannot"} ${attributes.verb} ${formatTarget(attributes)}${where}`;
  }
  const action = formatAsked(claim.question).replace(/^who can /, "");
  if (claim.kind !== "only") return `${formatSubjectWords(claim.as)} ${claim.kind} ${action}`;
  return claim.allowed.length === 0 ? `nobody can ${action}` : `only ${claim.allowed.join(", ")} can ${action}`;
}

/** @returns what is done, for a sentence about who may do it: `delete nodes`. */
export function actionOf({ claim }: Assertion): string {
  if (claim.kind === "review") return `${claim.review.attributes.verb} ${formatTarget(claim.review.attributes)}`;
  return `${claim.question.verbs.join(", ")} ${targetWords(claim.question.target)}`;
}
