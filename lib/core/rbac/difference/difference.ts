/**
 * Who gained or lost what between two clusters' RBAC, or between two times of one: in effective permissions, not in objects.
 * Replaced roles that give the same are no change. What was not seen on a side is never "unchanged": it is not comparable.
 * A change of a group that subjects are in by being what they are, such as system:authenticated, stands with the group.
 */
import { compareText, type Gap } from "../../inventory/gap.ts";
import type { DangerId } from "../dangers.ts";
import { isMasters } from "../grants.ts";
import type { RbacIndex } from "../rbac-index.ts";
import { identityOf, type SubjectRef, subjectKey } from "../subject.ts";
import { compareSubject, type Excess, type Unsure } from "./compare-subject.ts";
import { createDangerFinder, type DangerFinder } from "./dangers-of.ts";
import { everything } from "./extent.ts";
import { createRuleBook } from "./held.ts";
import { createInNamespace } from "./in-namespace.ts";
import { joinRights } from "./join.ts";
import { type Cause, objectKey } from "./objects.ts";
import { type Right, rightKey } from "./right.ts";

export type Direction = "gained" | "lost";

/** Some rights that a subject holds on one side alone, in places where they come from the same kind of cause. */
export interface AccessChange {
  readonly direction: Direction;
  /** False where something that was not seen may hold the same on the other side: it may be no change. */
  readonly certain: boolean;
  /** The whole cluster, or single namespaces, sorted. */
  readonly scope: "cluster" | readonly string[];
  readonly rights: readonly Right[];
  /** No more than these rights, and perhaps less: they fall into too many parts to be told apart. */
  readonly atMost: boolean;
  /** Of rights in the whole cluster: what is no change in single namespaces, because it is held there before and after. */
  readonly held: Excess["held"];
  /** Worst first, in the order of the catalogue. */
  readonly dangers: readonly DangerId[];
  readonly causes: readonly Cause[];
  /** Why it is not certain. */
  readonly gaps: readonly Gap[];
  /** Of a change in the whole cluster that is certain there: the namespaces in which it may be none. */
  readonly unsureIn: Unsure | undefined;
}

export interface SubjectDifference {
  readonly subject: SubjectRef;
  /** Whether bindings name it on both sides, or on one; `unsure` where not all bindings of the other were seen. */
  readonly presence: "both" | "appeared" | "disappeared" | "unsure";
  /** Worst first; none for whom only appears, or disappears, without rights. */
  readonly changes: readonly AccessChange[];
}

export interface AccessDifference {
  /** Worst first. Who is not among them has no change that was seen. */
  readonly subjects: readonly SubjectDifference[];
  /** What was not seen of either side. Where there is something, who is not listed is not proven unchanged. */
  readonly gaps: { readonly before: readonly Gap[]; readonly after: readonly Gap[] };
  readonly complete: boolean;
}

/** @returns the difference of two indexes. */
export function diffAccess(before: RbacIndex, after: RbacIndex): AccessDifference {
  const steps = diffAccessInSteps(before, after);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same, with a pause after each subject, for whoever has something else to do in between. */
export function* diffAccessInSteps(before: RbacIndex, after: RbacIndex): Generator<undefined, AccessDifference> {
  const rules = createRuleBook();
  const sides = {
    earlier: { index: before, other: after, onlyHere: "removed", rules, inNamespace: createInNamespace(before.discovery) },
    later: { index: after, other: before, onlyHere: "added", rules, inNamespace: createInNamespace(after.discovery) },
  } as const;
  const dangersIn = { before: createDangerFinder(before), after: createDangerFinder(after) };
  const subjects: SubjectDifference[] = [];
  for (const subject of subjectsOf(before, after)) {
    const { gained, lost } = compareSubject(subject, sides, rules);
    const changes = [...changesOf("gained", gained, dangersIn.after), ...changesOf("lost", lost, dangersIn.before)];
    const presence = presenceOf(before, after, subject);
    if (changes.length > 0 || presence !== "both") subjects.push({ subject, presence, changes: changes.sort(compareChanges) });
    yield;
  }
  const gaps = { before: Object.values(before.gaps).flat(), after: Object.values(after.gaps).flat() };
  const complete = gaps.before.length === 0 && gaps.after.length === 0;
  return { subjects: subjects.sort(compareSubjects), gaps, complete };
}

function subjectsOf(before: RbacIndex, after: RbacIndex): readonly SubjectRef[] {
  const found = new Map<string, SubjectRef>();
  for (const index of [after, before])
    for (const [identity, { subject }] of index.subjects) if (!found.has(identity)) found.set(identity, subject);
  return [...found.values()].filter((subject) => !isMasters(subject));
}

function presenceOf(before: RbacIndex, after: RbacIndex, subject: SubjectRef): SubjectDifference["presence"] {
  const identity = identityOf(subject);
  const [was, is] = [before.subjects.has(identity), after.subjects.has(identity)];
  if (was && is) return "both";
  const { clusterRoleBindings, roleBindings } = (was ? after : before).gaps;
  if (clusterRoleBindings.length + roleBindings.length > 0) return "unsure";
  return was ? "disappeared" : "appeared";
}

/** Namespaces in which the same rights come, or go, by the same kinds of cause are one change. */
function changesOf(direction: Direction, excesses: readonly Excess[], dangersIn: DangerFinder): AccessChange[] {
  const joined = excesses.map((excess) => ({ ...excess, rights: joinRights(excess.rights) }));
  const groups = Map.groupBy(joined, ({ namespace, rights, atMost, causes, gaps }) =>
    namespace === ""
      ? `cluster ${causes.map(objectKey).join()}`
      : [...anywhere(rights, namespace), atMost, gaps.length, ...sharedCauses(causes, namespace)].join("\n"),
  );
  return [...groups.values()].map((group): AccessChange => {
    const [first] = group as [Excess, ...Excess[]];
    const causes = new Map(group.flatMap((excess) => excess.causes).map((cause) => [objectKey(cause), cause]));
    return {
      direction,
      certain: first.gaps.length === 0,
      scope: first.namespace === "" ? "cluster" : group.map(({ namespace }) => namespace).sort(compareText),
      rights: inAllOf(group),
      atMost: first.atMost,
      held: first.held,
      dangers: dangersIn(first.rights, first.namespace),
      causes: [...causes.values()],
      gaps: first.gaps,
      unsureIn: first.unsureIn,
    };
  });
}

/** A right to the Namespace of the place alone is the same right in each of several places. */
function anywhere(rights: readonly Right[], namespace: string): readonly string[] {
  return rights.map((right) =>
    isItself(right, namespace) ? `itself ${rightKey({ ...right, names: everything })}` : rightKey(right),
  );
}

function isItself(right: Right, namespace: string): right is Extract<Right, { about: "resources" }> {
  if (right.about === "urls" || right.names.all || right.names.of.length !== 1) return false;
  return right.names.of[0] === namespace && right.resources.of.every((path) => path.split("/")[0] === "namespaces");
}

/** @returns the rights of namespaces that differ in their own name alone: each names them all, and reaches none but itself. */
function inAllOf(group: readonly Excess[]): readonly Right[] {
  const [first] = group as [Excess, ...Excess[]];
  if (group.length === 1) return first.rights;
  const own = group.map(({ namespace }) => namespace).sort(compareText);
  return first.rights.map((right) =>
    isItself(right, first.namespace) && right.about === "resources"
      ? { ...right, names: { all: false, of: own, except: [] } }
      : right,
  );
}

/** A cause of one namespace is told apart by its kind alone: each namespace has its own binding. */
function sharedCauses(causes: readonly Cause[], namespace: string): readonly string[] {
  return causes.map((cause) => `${cause.namespace === namespace ? cause.kind : objectKey(cause)} ${cause.change}`);
}

/** Gains before losses, dangerous ones before others, the whole cluster before namespaces. */
export function weightOfChange({ direction, dangers, scope, certain }: AccessChange): number {
  const dangerous = dangers.length > 0 ? 1_000 + dangers.length * 10 : 0;
  const gained = direction === "gained" ? 500 : 0;
  return (dangerous > 0 ? gained * 10 : gained) + dangerous + (scope === "cluster" ? 5 : 0) + (certain ? 1 : 0);
}

function compareChanges(a: AccessChange, b: AccessChange): number {
  return weightOfChange(b) - weightOfChange(a);
}

/** @returns how urgent a subject's worst change is; higher is worse. */
export function weightOfSubject({ changes }: SubjectDifference): number {
  const [worst] = changes;
  return worst === undefined ? 0 : weightOfChange(worst);
}

function compareSubjects(a: SubjectDifference, b: SubjectDifference): number {
  return weightOfSubject(b) - weightOfSubject(a) || compareText(subjectKey(a.subject), subjectKey(b.subject));
}
