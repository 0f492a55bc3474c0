/**
 * What a subject holds by all of its bindings together, those of its implicit groups included: for rights that are worth
 * something only beside another one. What was not seen is not held; whoever says that something is lacking says so.
 */
import type { PolicyRule } from "../inventory/items.ts";
import type { ResourceAttributes } from "./attributes.ts";
import { allGrants, grantsOfSubject } from "./grants.ts";
import { ruleAllows } from "./predicates.ts";
import type { Grant, RbacIndex, RoleEntry } from "./rbac-index.ts";
import type { SubjectRef } from "./subject.ts";

/** A right by what of a rule gives it: any of some requests, or a condition. It is told from others by being itself. */
export type Right = readonly ResourceAttributes[] | ((rule: PolicyRule) => boolean);

export interface Powers {
  /** @returns whether the subject holds the right in a namespace; with `""`, in the whole cluster. */
  holds(subject: SubjectRef, right: Right, namespace: string): boolean;
  /** @returns whether the subject holds the right in the whole cluster or in any namespace. */
  holdsAnywhere(subject: SubjectRef, right: Right): boolean;
  /** @returns every rule that the subject has in a namespace; with `""`, in the whole cluster. */
  rulesOf(subject: SubjectRef, namespace: string): readonly PolicyRule[];
}

/** @returns the powers of an index's subjects, where a role is judged once for each right. */
export function createPowers(index: RbacIndex): Powers {
  const judged = new Map<Right, Map<RoleEntry, boolean>>();
  const gives = (role: RoleEntry, right: Right): boolean => {
    const known = judged.get(right) ?? new Map<RoleEntry, boolean>();
    judged.set(right, known);
    let answer = known.get(role);
    if (answer === undefined) {
      answer = role.rules.some((rule) => givesRight(rule, right));
      known.set(role, answer);
    }
    return answer;
  };
  const grantsIn = (subject: SubjectRef, namespace: string): readonly Grant[] =>
    grantsOfSubject(index, subject).flatMap(({ cluster, namespaces }) =>
      namespace === "" ? cluster : [...cluster, ...(namespaces.get(namespace) ?? [])],
    );
  const anyGives = (grants: readonly Grant[], right: Right): boolean =>
    grants.some(({ binding: { role } }) => role !== undefined && gives(role, right));
  return {
    holds: (subject, right, namespace) => anyGives(grantsIn(subject, namespace), right),
    holdsAnywhere: (subject, right) => grantsOfSubject(index, subject).some((grants) => anyGives(allGrants(grants), right)),
    rulesOf: (subject, namespace) => grantsIn(subject, namespace).flatMap(({ binding: { role } }) => role?.rules ?? []),
  };
}

/** @returns whether one rule gives the right. */
export function givesRight(rule: PolicyRule, right: Right): boolean {
  return typeof right === "function" ? right(rule) : right.some((request) => ruleAllows(request, rule));
}
