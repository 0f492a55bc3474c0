/** What became of the roles and bindings themselves between two clusters: the causes of what changed for subjects. */

import type { ClusterRoleItem } from "../../inventory/items.ts";
import { aggregatedNames } from "../aggregation.ts";
import { memo } from "../memo.ts";
import type { BindingEntry, RbacIndex, RoleEntry } from "../rbac-index.ts";
import { identityOf, resolveSubject, type SubjectRef } from "../subject.ts";
import type { RuleBook } from "./held.ts";
import type { InNamespace } from "./in-namespace.ts";

export interface Cause {
  readonly kind: "Role" | "ClusterRole" | "RoleBinding" | "ClusterRoleBinding";
  readonly name: string;
  readonly namespace?: string;
  readonly change: "added" | "changed" | "removed";
  /** RFC 3339, of the object that is there, or was; absent where it was not seen. */
  readonly createdAt?: string;
}

/** One of the two clusters, in the view of the other. */
export interface Side {
  readonly index: RbacIndex;
  readonly other: RbacIndex;
  /** What an object that only this side has became of: added if this is the later side. */
  readonly onlyHere: "added" | "removed";
  readonly rules: RuleBook;
  /** What works in a namespace of this side. */
  readonly inNamespace: InNamespace;
}

/** @returns a text that names an object. */
export function objectKey({ kind, namespace, name }: Pick<Cause, "kind" | "namespace" | "name">): string {
  return `${kind} ${namespace ?? ""}/${name}`;
}

const bindings = new WeakMap<RbacIndex, ReadonlyMap<string, BindingEntry>>();

function bindingsByKey(index: RbacIndex): ReadonlyMap<string, BindingEntry> {
  const known =
    bindings.get(index) ??
    new Map(index.bindings.map((entry) => [`${entry.kind} ${entry.namespace}/${entry.item.meta.name}`, entry]));
  bindings.set(index, known);
  return known;
}

/** @returns what of a binding and its role explains that a subject holds something on this side alone. */
export function causesOf(side: Side, binding: BindingEntry, subject: SubjectRef): readonly Cause[] {
  const { item, kind, namespace, role } = binding;
  const other = bindingsByKey(side.other).get(`${kind} ${namespace}/${item.meta.name}`);
  if (other === undefined) return [causeOf(binding.kind, item.meta, side.onlyHere)];
  const same = other.item.roleRef.kind === item.roleRef.kind && other.item.roleRef.name === item.roleRef.name;
  if (!same || !names(other, subject)) return [causeOf(binding.kind, item.meta, "changed")];
  return role === undefined ? [] : causesOfRole(side, role);
}

function names({ item, namespace }: BindingEntry, subject: SubjectRef): boolean {
  const identity = identityOf(subject);
  return item.subjects.some((named) => {
    const meant = resolveSubject(named, namespace);
    return meant !== undefined && identityOf(meant) === identity;
  });
}

function causeOf(
  kind: Cause["kind"],
  meta: { readonly name: string; readonly namespace?: string; readonly createdAt?: string },
  change: Cause["change"],
): Cause {
  const { name, namespace, createdAt } = meta;
  return { kind, name, ...(namespace ? { namespace } : {}), change, ...(createdAt ? { createdAt } : {}) };
}

/** @returns what became of a role: its own rules, or those of the roles that it is aggregated from. */
export function causesOfRole(side: Side, role: RoleEntry): readonly Cause[] {
  const { item, kind } = role;
  const other = entryIn(side.other, kind, item.meta);
  if (other === undefined) return [causeOf(kind, item.meta, side.onlyHere)];
  if (side.rules.contentOf(role) === side.rules.contentOf(other)) return [];
  const sources = kind === "ClusterRole" ? changedSources(side, item as ClusterRoleItem) : [];
  return [causeOf(kind, item.meta, "changed"), ...sources];
}

function entryIn(index: RbacIndex, kind: RoleEntry["kind"], meta: { name: string; namespace?: string }): RoleEntry | undefined {
  return kind === "ClusterRole" ? index.clusterRoles.get(meta.name) : index.roles.get(`${meta.namespace ?? ""}/${meta.name}`);
}

/** The roles that the selectors choose on either side, where they are chosen on one side only or give something else. */
function changedSources(side: Side, role: ClusterRoleItem): readonly Cause[] {
  const other = side.other.clusterRoles.get(role.meta.name)?.item as ClusterRoleItem | undefined;
  const here = new Set(selected(side.index)(role));
  const there = new Set(other ? selected(side.other)(other) : []);
  const candidates = [...new Set([...here, ...there])].sort();
  return candidates.flatMap((name) => {
    const [mine, theirs] = [side.index.clusterRoles.get(name), side.other.clusterRoles.get(name)];
    if (mine === undefined && theirs === undefined) return [];
    if (mine === undefined || theirs === undefined) {
      const change = (mine === undefined) === (side.onlyHere === "added") ? "removed" : "added";
      return [causeOf("ClusterRole", (mine ?? (theirs as RoleEntry)).item.meta, change)];
    }
    const same = here.has(name) === there.has(name) && side.rules.contentOf(mine) === side.rules.contentOf(theirs);
    return same ? [] : [causeOf("ClusterRole", mine.item.meta, "changed")];
  });
}

const selections = new WeakMap<RbacIndex, (role: ClusterRoleItem) => readonly string[]>();

function selected(index: RbacIndex): (role: ClusterRoleItem) => readonly string[] {
  const known = selections.get(index);
  if (known) return known;
  const stored = new Map([...index.clusterRoles].map(([name, { item }]): [string, ClusterRoleItem] => [name, item]));
  const select = memo((role: ClusterRoleItem) => (role.aggregation ? aggregatedNames(role, stored) : []));
  selections.set(index, select);
  return select;
}
