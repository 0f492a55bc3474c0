/** Subjects, roles and bindings by a part of their name. */
import { compareText } from "../../inventory/gap.ts";
import type { BindingEntry, RbacIndex, RoleEntry } from "../rbac-index.ts";
import { type SubjectRef, subjectKey } from "../subject.ts";

export interface Found {
  readonly subjects: readonly SubjectRef[];
  readonly roles: readonly RoleEntry[];
  readonly bindings: readonly BindingEntry[];
}

/** @returns what has the text in its namespace and name, in any case; those whose name it is stand first, then by name. */
export function findByName(index: RbacIndex, text: string): Found {
  const wanted = text.toLowerCase();
  const order = <T>(things: Iterable<T>, nameOf: (thing: T) => string): T[] =>
    [...things]
      .map((thing) => ({ thing, name: nameOf(thing) }))
      .filter(({ name }) => name.toLowerCase().includes(wanted))
      .sort((a, b) => rank(a.name, wanted) - rank(b.name, wanted) || compareText(a.name, b.name))
      .map(({ thing }) => thing);
  return {
    subjects: order(
      [...index.subjects.values()].map(({ subject }) => subject),
      (subject) => subjectKey(subject).slice(subject.kind.length + 1),
    ),
    roles: order([...index.clusterRoles.values(), ...index.roles.values()], ({ item }) => pathOf(item.meta)),
    bindings: order(index.bindings, ({ item }) => pathOf(item.meta)),
  };
}

function pathOf({ namespace, name }: { readonly namespace?: string; readonly name: string }): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

function rank(path: string, wanted: string): number {
  const lower = path.toLowerCase();
  if (lower === wanted || lower.endsWith(`/${wanted}`)) return 0;
  return lower.startsWith(wanted) ? 1 : 2;
}
