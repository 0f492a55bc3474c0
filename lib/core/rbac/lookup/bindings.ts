/** Which bindings name a subject, which name a role, and what a role is. */
import { compareText } from "../../inventory/gap.ts";
import type { PolicyRule } from "../../inventory/items.ts";
import { aggregatedNames, type ClusterRoles } from "../aggregation.ts";
import type { Defaults } from "../defaults.ts";
import { allGrants, grantsOfSubject } from "../grants.ts";
import type { BindingEntry, Grant, MissingRole, RbacIndex, RoleEntry } from "../rbac-index.ts";
import { roleKey } from "../rbac-index.ts";
import { identityOf, resolveSubject, type SubjectRef } from "../subject.ts";

export interface NamedRole {
  readonly kind: string;
  readonly name: string;
  /** Of a Role. */
  readonly namespace?: string;
}

/** One binding of a subject, or of a group that it is in by being what it is. */
export interface SubjectBinding {
  readonly binding: BindingEntry;
  /** Whom the binding names: the subject, or the implicit group. */
  readonly via: SubjectRef;
  readonly implicit: boolean;
  readonly role: NamedRole;
  readonly missing: MissingRole | undefined;
}

/** @returns the bindings of a subject: its own first, cluster-wide before namespaces, then by name. */
export function bindingsOfSubject(index: RbacIndex, subject: SubjectRef): readonly SubjectBinding[] {
  const own = identityOf(subject);
  const found = new Map<BindingEntry, Grant>();
  for (const grants of grantsOfSubject(index, subject))
    for (const grant of allGrants(grants)) if (!found.has(grant.binding)) found.set(grant.binding, grant);
  return [...found.values()]
    .map(({ binding, subject: via }) => ({
      binding,
      via,
      implicit: identityOf(via) !== own,
      role: roleOfBinding(binding),
      missing: binding.missing,
    }))
    .sort((a, b) => Number(a.implicit) - Number(b.implicit) || compareBindings(a.binding, b.binding));
}

function compareBindings(a: BindingEntry, b: BindingEntry): number {
  return compareText(a.namespace, b.namespace) || compareText(a.item.meta.name, b.item.meta.name);
}

/** @returns the role that a binding names, whether it is there or not. */
export function roleOfBinding({ item, namespace }: BindingEntry): NamedRole {
  const { kind, name } = item.roleRef;
  return kind === "Role" && namespace !== "" ? { kind, name, namespace } : { kind, name };
}

/** Who holds a role, and by which binding. */
export interface RoleHolder {
  readonly binding: BindingEntry;
  /** Whom it means; undefined where it means nobody. */
  readonly subject: SubjectRef | undefined;
  /** As the binding has it. */
  readonly named: BindingEntry["item"]["subjects"][number];
}

/** @returns the bindings of a role, cluster-wide first. A role that does not exist has bindings too. */
export function bindingsOfRole({ bindings }: RbacIndex, role: NamedRole): readonly BindingEntry[] {
  return bindings
    .filter((binding) => {
      const named = roleOfBinding(binding);
      return named.kind === role.kind && named.name === role.name && named.namespace === role.namespace;
    })
    .sort(compareBindings);
}

/** @returns everybody whom the bindings name, binding by binding. */
export function holdersOf(bindings: readonly BindingEntry[]): readonly RoleHolder[] {
  return bindings.flatMap((binding) =>
    binding.item.subjects.map((named) => ({ binding, named, subject: resolveSubject(named, binding.namespace) })),
  );
}

/** @returns the role of a name, or undefined where it was not seen. */
export function findRole(index: RbacIndex, { kind, name, namespace = "" }: NamedRole): RoleEntry | undefined {
  if (kind === "ClusterRole") return index.clusterRoles.get(name);
  return kind === "Role" ? index.roles.get(roleKey(namespace, name)) : undefined;
}

export interface RoleFacts {
  readonly rules: readonly PolicyRule[];
  /** More rules may belong to it that were not seen. */
  readonly partial: boolean;
  /** `default`: as Kubernetes creates it. `changed`: Kubernetes creates one of this name, and this gives more. */
  readonly origin: "default" | "changed" | "own";
  /** Of a changed role: the numbers of the rules that give more. */
  readonly addedRules: readonly number[];
  readonly aggregated: boolean;
  /** The roles that its selectors choose, sorted. */
  readonly fedBy: readonly string[];
  /** The aggregated roles that choose it, sorted. */
  readonly feeds: readonly string[];
}

/** @returns what is known of a role. */
export function roleFacts(index: RbacIndex, role: RoleEntry, defaults: Defaults): RoleFacts {
  const roles: ClusterRoles = new Map([...index.clusterRoles].map(([name, { item }]) => [name, item]));
  const aggregated = "aggregation" in role.item && role.item.aggregation !== undefined;
  const added = defaults.knowsRole(role) ? defaults.addedRules(role) : [];
  return {
    rules: role.rules,
    partial: role.partial,
    origin: !defaults.knowsRole(role) ? "own" : added.length > 0 ? "changed" : "default",
    addedRules: added,
    aggregated,
    fedBy: aggregated ? aggregatedNames(role.item, roles) : [],
    feeds: role.kind === "ClusterRole" ? feedsOf(role, roles) : [],
  };
}

function feedsOf({ item }: RoleEntry, roles: ClusterRoles): readonly string[] {
  const alone: ClusterRoles = new Map([[item.meta.name, item]]);
  return [...roles.values()]
    .filter((other) => other.aggregation !== undefined && aggregatedNames(other, alone).length > 0)
    .map(({ meta }) => meta.name)
    .sort(compareText);
}
