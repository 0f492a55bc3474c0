/** Whose grants count for a subject: its own, and those of the groups that it is in by being what it is. */
import type { BindingEntry, Grant, RbacIndex, SubjectGrants } from "./rbac-index.ts";
import { identityOf, mastersGroup, type SubjectRef, userOfSubject } from "./subject.ts";

/** @returns the identities of a subject and of the groups that it is in by being what it is. */
export function identitiesOf(subject: SubjectRef): readonly string[] {
  const { name, groups } = userOfSubject(subject);
  return [
    ...(name === "" ? [] : [identityOf({ kind: "User", name })]),
    ...groups.map((group) => identityOf({ kind: "Group", name: group })),
  ];
}

/** @returns the grants of a subject and of the groups that it is in by being what it is. */
export function grantsOfSubject(index: RbacIndex, subject: SubjectRef): readonly SubjectGrants[] {
  return identitiesOf(subject).flatMap((identity) => index.subjects.get(identity) ?? []);
}

/** @returns the grants that are left without some bindings. */
export function grantsWithout(
  { subject, cluster, namespaces }: SubjectGrants,
  without: ReadonlySet<BindingEntry>,
): SubjectGrants {
  const keep = (grants: readonly Grant[]) => grants.filter(({ binding }) => !without.has(binding));
  return { subject, cluster: keep(cluster), namespaces: new Map([...namespaces].map(([name, grants]) => [name, keep(grants)])) };
}

/** @returns the grants in the whole cluster and in each namespace. */
export function allGrants({ cluster, namespaces }: SubjectGrants): readonly Grant[] {
  return [...cluster, ...[...namespaces.values()].flat()];
}

/** @returns whether all grants are such; it ends with the first that is not. */
export function everyGrant({ cluster, namespaces }: SubjectGrants, is: (grant: Grant) => boolean): boolean {
  return cluster.every(is) && namespaces.values().every((grants) => grants.every(is));
}

/** @returns whether it is the group that the API server lets pass without asking RBAC. */
export function isMasters(subject: SubjectRef): boolean {
  return subject.kind === "Group" && subject.name === mastersGroup;
}

/** @returns whether a grant may give more than was seen of its role. */
export function isUnresolved({ binding }: Grant): boolean {
  return binding.missing === "unseen" || binding.role?.partial === true;
}
