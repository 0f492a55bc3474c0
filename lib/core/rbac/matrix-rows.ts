/** The rows of the matrix: who they are, what dangerous rights they hold, and how well that could be seen. */
import { compareText } from "../inventory/gap.ts";
import { type DangerId, dangers, dangersAt } from "./dangers.ts";
import type { Defaults } from "./defaults.ts";
import { everyGrant, grantsOfSubject, isMasters, isUnresolved } from "./grants.ts";
import { memo } from "./memo.ts";
import { ruleAllows } from "./predicates.ts";
import type { BindingEntry, RbacIndex, RoleEntry, SubjectGrants } from "./rbac-index.ts";
import { identityOf, mastersGroup, type SubjectRef, subjectKey } from "./subject.ts";

export interface MatrixRow {
  readonly subject: SubjectRef;
  readonly key: string;
  /** Which dangerous rights it holds anywhere, its implicit groups included, in the order of `dangers`. */
  readonly dangers: readonly DangerId[];
  /** Some of its bindings or roles may not have been seen: cells without a right are then unknown. */
  readonly seenInFull: boolean;
  /** Kubernetes itself created everything that it holds by name. */
  readonly isDefault: boolean;
  /** The namespaces in which it holds something, sorted. */
  readonly namespaces: readonly string[];
}

/** @returns the subjects that bindings name, and system:masters: most dangerous first, then by name. */
export function buildRows(index: RbacIndex, defaults: Defaults): readonly MatrixRow[] {
  const masters: SubjectRef = { kind: "Group", name: mastersGroup };
  const subjects = [...index.subjects.values()].map((grants) => grants.subject);
  if (!index.subjects.has(identityOf(masters))) subjects.push(masters);
  return subjects.map(createRowMaker(index, defaults)).sort(byDanger);
}

/** Most dangerous first, then by name. */
export function byDanger(a: MatrixRow, b: MatrixRow): number {
  return b.dangers.length - a.dangers.length || compareText(a.key, b.key);
}

/** @returns what makes the row of a subject, also of one that no binding names: it holds what its implicit groups do. */
export function createRowMaker(index: RbacIndex, defaults: Defaults): (subject: SubjectRef) => MatrixRow {
  const roleDangers = createDangerTable(index.minor);
  // The grants of a group count for each of its members: they are looked through once.
  const dangerBits = memo((grants: SubjectGrants) => bitsOf(grants, roleDangers));
  const unresolvedIn = memo((grants: SubjectGrants) => !everyGrant(grants, (grant) => !isUnresolved(grant)));
  const isDefault = memo(
    (binding: BindingEntry) =>
      defaults.isDefaultBinding(binding) && !(binding.role && defaults.addedRules(binding.role).length > 0),
  );
  return (subject) => {
    const own = index.subjects.get(identityOf(subject));
    const grants = grantsOfSubject(index, subject);
    const unresolved = grants.some(unresolvedIn);
    const bits = grants.reduce((all, held) => all | dangerBits(held), 0);
    return {
      subject,
      key: subjectKey(subject),
      dangers: dangers.filter((_, place) => isMasters(subject) || bits & (1 << place)).map(({ id }) => id),
      seenInFull: !unresolved && index.gaps.clusterRoleBindings.length === 0 && index.gaps.roleBindings.length === 0,
      isDefault: own === undefined || everyGrant(own, ({ binding }) => isDefault(binding)),
      namespaces: [...(own?.namespaces.keys() ?? [])].sort(compareText),
    };
  };
}

/** Bit n stands for danger n. A rule is compared with the requests of its verbs alone. */
function createDangerTable(minor: string | undefined): (role: RoleEntry) => number {
  const allRequests = dangersAt(minor).flatMap(({ requests }, place) =>
    requests.map((request) => ({ bit: 1 << place, request })),
  );
  const requestsByVerb = Map.groupBy(allRequests, ({ request }) => request.verb);
  return memo((role: RoleEntry) => {
    let bits = 0;
    for (const rule of role.rules) {
      const requests = rule.verbs.includes("*") ? allRequests : rule.verbs.flatMap((verb) => requestsByVerb.get(verb) ?? []);
      for (const { bit, request } of requests) if (!(bits & bit) && ruleAllows(request, rule)) bits |= bit;
    }
    return bits;
  });
}

const namespacedDangers = dangers.reduce((bits, { namespaced }, place) => (namespaced ? bits | (1 << place) : bits), 0);

function bitsOf({ cluster, namespaces }: SubjectGrants, table: (role: RoleEntry) => number): number {
  let bits = 0;
  for (const { binding } of cluster) if (binding.role) bits |= table(binding.role);
  for (const inNamespace of namespaces.values())
    for (const { binding } of inNamespace) if (binding.role) bits |= table(binding.role) & namespacedDangers;
  return bits;
}
