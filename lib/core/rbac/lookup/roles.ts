/** Every role of a cluster at once: what each is made of, who holds it, and whether anything uses it. */
import type { PolicyRule } from "../../inventory/items.ts";
import { aggregatedNames, type ClusterRoles } from "../aggregation.ts";
import type { Defaults } from "../defaults.ts";
import { type BindingEntry, gapsIn, type RbacIndex, type RoleEntry } from "../rbac-index.ts";
import { identityOf, resolveSubject, type SubjectRef } from "../subject.ts";
import { type NamedRole, roleOfBinding } from "./bindings.ts";

export interface ListedRole {
  readonly role: NamedRole;
  /** False where bindings name it and it is not there; undefined where it was not seen. */
  readonly exists: boolean | undefined;
  /** `default`: as Kubernetes creates it. `changed`: Kubernetes creates one of this name, and this gives more. */
  readonly origin: "default" | "changed" | "own";
  readonly rules: readonly PolicyRule[];
  readonly aggregated: boolean;
  /** The aggregated roles that choose it. */
  readonly feeds: readonly string[];
  readonly bindings: number;
  /** Namespaces in which it is bound. */
  readonly boundIn: ReadonlySet<string>;
  /** Each once. */
  readonly holders: readonly SubjectRef[];
  /** No binding names it, and no role is made of it; undefined where a binding that was not seen may name it. */
  readonly unused: boolean | undefined;
}

/** @returns every role that is there, and those that bindings name although they are not. */
export function rolesOf(index: RbacIndex, defaults: Defaults): readonly ListedRole[] {
  const bindings = Map.groupBy(index.bindings, (binding) => keyOf(roleOfBinding(binding)));
  const feeds = feedsByName(index);
  const there = [...index.clusterRoles.values(), ...index.roles.values()].map((entry): ListedRole => {
    const role = { kind: entry.kind, name: entry.item.meta.name, ...namespaceOf(entry) };
    return present(index, { role, bound: bindings.get(keyOf(role)) ?? [], entry, defaults, feeds });
  });
  const known = new Set(there.map(({ role }) => keyOf(role)));
  const absent = [...bindings].flatMap(([key, bound]): ListedRole[] => {
    const [first] = bound;
    if (first === undefined || known.has(key) || first.missing === "unsupported") return [];
    return [present(index, { role: roleOfBinding(first), bound, entry: undefined, defaults, feeds })];
  });
  return [...there, ...absent];
}

function namespaceOf({ item }: RoleEntry): { readonly namespace?: string } {
  return item.meta.namespace === undefined ? {} : { namespace: item.meta.namespace };
}

function keyOf({ kind, namespace, name }: NamedRole): string {
  return `${kind} ${namespace ?? ""}/${name}`;
}

/** For each ClusterRole the aggregated ones that choose it. */
function feedsByName({ clusterRoles }: RbacIndex): ReadonlyMap<string, readonly string[]> {
  const roles: ClusterRoles = new Map([...clusterRoles].map(([name, { item }]) => [name, item]));
  const feeds = new Map<string, string[]>();
  for (const [name, item] of roles) {
    if (!("aggregation" in item) || item.aggregation === undefined) continue;
    for (const part of aggregatedNames(item, roles)) feeds.set(part, [...(feeds.get(part) ?? []), name]);
  }
  return feeds;
}

interface Found {
  readonly role: NamedRole;
  readonly bound: readonly BindingEntry[];
  readonly entry: RoleEntry | undefined;
  readonly defaults: Defaults;
  readonly feeds: ReadonlyMap<string, readonly string[]>;
}

function present(index: RbacIndex, { role, bound, entry, defaults, feeds }: Found): ListedRole {
  const fed = role.kind === "ClusterRole" ? (feeds.get(role.name) ?? []) : [];
  const used = bound.length > 0 || fed.length > 0;
  const unseen = bound.some(({ missing }) => missing === "unseen");
  return {
    role,
    exists: entry !== undefined ? true : unseen ? undefined : false,
    origin: originOf(entry, defaults),
    rules: entry?.rules ?? [],
    aggregated: entry !== undefined && "aggregation" in entry.item && entry.item.aggregation !== undefined,
    feeds: fed,
    bindings: bound.length,
    boundIn: new Set(bound.flatMap(({ namespace }) => namespace || [])),
    holders: holdersOf(bound),
    unused: used ? false : mayBeBoundUnseen(index, role) ? undefined : true,
  };
}

function originOf(entry: RoleEntry | undefined, defaults: Defaults): ListedRole["origin"] {
  if (entry === undefined || !defaults.knowsRole(entry)) return "own";
  return defaults.addedRules(entry).length > 0 ? "changed" : "default";
}

function holdersOf(bound: readonly BindingEntry[]): readonly SubjectRef[] {
  const found = new Map<string, SubjectRef>();
  for (const { item, namespace } of bound)
    for (const named of item.subjects) {
      const subject = resolveSubject(named, namespace);
      if (subject !== undefined) found.set(identityOf(subject), subject);
    }
  return [...found.values()];
}

/** A Role is bound in its namespace alone; a ClusterRole anywhere. */
function mayBeBoundUnseen({ gaps }: RbacIndex, { kind, namespace = "" }: NamedRole): boolean {
  if (kind === "Role") return gapsIn(gaps.roleBindings, namespace).length > 0;
  return gaps.clusterRoleBindings.length + gaps.roleBindings.length > 0;
}
