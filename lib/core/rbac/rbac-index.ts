/**
 * The RBAC objects of one inventory, arranged so that a question touches only the bindings of whom it is about. Built once a
 * scan; it never changes.
 */
import { gapsOf } from "../inventory/build.ts";
import type { Gap } from "../inventory/gap.ts";
import type { Inventory, Look } from "../inventory/inventory.ts";
import type { BindingItem, ClusterRoleItem, PolicyRule, RoleItem } from "../inventory/items.ts";
import { aggregateRules } from "./aggregation.ts";
import { identityOf, resolveSubject, type SubjectRef } from "./subject.ts";

export interface RoleEntry {
  readonly kind: "Role" | "ClusterRole";
  readonly item: RoleItem | ClusterRoleItem;
  /** The rules that count: the stored ones, or from manifests the aggregated ones. */
  readonly rules: readonly PolicyRule[];
  /** More rules may belong to it: aggregated from roles of which not all were seen. */
  readonly partial: boolean;
}

/** Why a binding's role gives no rule: it is not there, it was not looked for, or no role can be meant. */
export type MissingRole = "dangling" | "unseen" | "unsupported";

export interface BindingEntry {
  readonly kind: "RoleBinding" | "ClusterRoleBinding";
  readonly item: BindingItem;
  /** Empty for a ClusterRoleBinding. */
  readonly namespace: string;
  readonly role: RoleEntry | undefined;
  readonly missing: MissingRole | undefined;
}

/** One subject's place in one binding. */
export interface Grant {
  readonly binding: BindingEntry;
  readonly subject: SubjectRef;
  readonly subjectIndex: number;
}

export interface SubjectGrants {
  readonly subject: SubjectRef;
  readonly cluster: readonly Grant[];
  readonly namespaces: ReadonlyMap<string, readonly Grant[]>;
}

/** What of RBAC could not be seen, by kind. Empty lists mean that all of it was. */
export interface RbacGaps {
  readonly clusterRoleBindings: readonly Gap[];
  readonly roleBindings: readonly Gap[];
  readonly clusterRoles: readonly Gap[];
  readonly roles: readonly Gap[];
}

export interface RbacIndex {
  readonly bindings: readonly BindingEntry[];
  readonly clusterRoles: ReadonlyMap<string, RoleEntry>;
  /** By `namespace/name`. */
  readonly roles: ReadonlyMap<string, RoleEntry>;
  /** By `identityOf` the subject. */
  readonly subjects: ReadonlyMap<string, SubjectGrants>;
  readonly gaps: RbacGaps;
  readonly discovery: Inventory["cluster"]["discovery"];
  /** Of the cluster, such as `1.37`; absent where it is not known. */
  readonly minor?: string;
}

type RbacResource =
  | "roles.rbac.authorization.k8s.io"
  | "clusterroles.rbac.authorization.k8s.io"
  | "rolebindings.rbac.authorization.k8s.io"
  | "clusterrolebindings.rbac.authorization.k8s.io";

/** What an index is built from: an inventory, or the part of one that matters. */
export interface RbacSource {
  readonly source: Inventory["source"];
  readonly cluster: Pick<Inventory["cluster"], "discovery" | "minor">;
  readonly looks: { readonly [R in RbacResource]: Look<R> };
}

/** @returns the index of an inventory's RBAC objects. */
export function buildRbacIndex(inventory: RbacSource): RbacIndex {
  const looks = {
    roles: inventory.looks["roles.rbac.authorization.k8s.io"],
    clusterRoles: inventory.looks["clusterroles.rbac.authorization.k8s.io"],
    roleBindings: inventory.looks["rolebindings.rbac.authorization.k8s.io"],
    clusterRoleBindings: inventory.looks["clusterrolebindings.rbac.authorization.k8s.io"],
  };
  const gaps = {
    roles: gapsOfRbac(looks.roles),
    clusterRoles: gapsOfRbac(looks.clusterRoles),
    roleBindings: gapsOfRbac(looks.roleBindings),
    clusterRoleBindings: gapsOfRbac(looks.clusterRoleBindings),
  };
  const clusterRoles = indexClusterRoles(
    looks.clusterRoles.items,
    inventory.source === "manifests",
    gaps.clusterRoles.length > 0,
  );
  const roles = new Map(
    looks.roles.items.map((item) => [roleKey(item.meta.namespace ?? "", item.meta.name), roleEntry("Role", item)]),
  );
  const bindings = [
    ...looks.clusterRoleBindings.items.map((item) => bindingEntry("ClusterRoleBinding", item, { roles, clusterRoles, gaps })),
    ...looks.roleBindings.items.map((item) => bindingEntry("RoleBinding", item, { roles, clusterRoles, gaps })),
  ];
  const { discovery, minor } = inventory.cluster;
  const subjects = indexSubjects(bindings);
  return { bindings, clusterRoles, roles, subjects, gaps, discovery, ...(minor !== undefined && { minor }) };
}

/** A cluster that does not serve RBAC decides by something that is out of view: not knowing, and no proof of anything. */
function gapsOfRbac(look: Look): readonly Gap[] {
  return look.coverage.state === "absent" ? [{ resource: look.resource, reason: "notServed" }] : gapsOf(look);
}

export function roleKey(namespace: string, name: string): string {
  return `${namespace}/${name}`;
}

function roleEntry(kind: RoleEntry["kind"], item: RoleItem | ClusterRoleItem): RoleEntry {
  return { kind, item, rules: item.rules, partial: false };
}

function indexClusterRoles(items: readonly ClusterRoleItem[], compute: boolean, gapped: boolean): ReadonlyMap<string, RoleEntry> {
  const stored = new Map(items.map((item) => [item.meta.name, item]));
  const aggregated = compute ? aggregateRules(stored) : undefined;
  const entries = items.map((item): [string, RoleEntry] => {
    if (aggregated === undefined || item.aggregation === undefined) return [item.meta.name, roleEntry("ClusterRole", item)];
    return [item.meta.name, { kind: "ClusterRole", item, rules: aggregated.get(item.meta.name) ?? [], partial: gapped }];
  });
  return new Map(entries);
}

/** @returns the gaps that concern a namespace: those of the whole cluster, and its own. */
export function gapsIn(gaps: readonly Gap[], namespace: string): readonly Gap[] {
  return gaps.filter((gap) => gap.namespace === undefined || gap.namespace === namespace);
}

function bindingEntry(
  kind: BindingEntry["kind"],
  item: BindingItem,
  seen: Pick<RbacIndex, "roles" | "clusterRoles" | "gaps">,
): BindingEntry {
  const namespace = kind === "RoleBinding" ? (item.meta.namespace ?? "") : "";
  const { roleRef } = item;
  if (roleRef.kind === "ClusterRole") {
    const role = seen.clusterRoles.get(roleRef.name);
    return { kind, item, namespace, role, missing: role ? undefined : seen.gaps.clusterRoles.length > 0 ? "unseen" : "dangling" };
  }
  if (roleRef.kind !== "Role" || kind === "ClusterRoleBinding")
    return { kind, item, namespace, role: undefined, missing: "unsupported" };
  const role = seen.roles.get(roleKey(namespace, roleRef.name));
  return {
    kind,
    item,
    namespace,
    role,
    missing: role ? undefined : gapsIn(seen.gaps.roles, namespace).length > 0 ? "unseen" : "dangling",
  };
}

interface GrowingGrants {
  readonly subject: SubjectRef;
  readonly cluster: Grant[];
  readonly namespaces: Map<string, Grant[]>;
}

function indexSubjects(bindings: readonly BindingEntry[]): ReadonlyMap<string, SubjectGrants> {
  const subjects = new Map<string, GrowingGrants>();
  for (const binding of bindings) {
    const met = new Set<string>();
    for (const [subjectIndex, named] of binding.item.subjects.entries()) {
      const subject = resolveSubject(named, binding.namespace);
      const identity = subject && identityOf(subject);
      if (subject === undefined || identity === undefined || met.has(identity)) continue;
      met.add(identity);
      const grants = subjects.get(identity) ?? { subject, cluster: [], namespaces: new Map() };
      subjects.set(identity, grants);
      addGrant(grants, { binding, subject, subjectIndex });
    }
  }
  return subjects;
}

function addGrant(grants: GrowingGrants, grant: Grant): void {
  const { kind, namespace } = grant.binding;
  if (kind === "ClusterRoleBinding") return void grants.cluster.push(grant);
  const list = grants.namespaces.get(namespace) ?? [];
  grants.namespaces.set(namespace, list);
  list.push(grant);
}
