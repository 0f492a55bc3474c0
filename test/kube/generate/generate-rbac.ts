/** A large company's RBAC, made up from a seed: a pure function, and every form that the API accepts is in it. */
import type { KubeObject } from "../object.ts";
import { type Random, seededRandom } from "./random.ts";
import { type Binding, type ClusterRole, RBAC_GROUP, RBAC_VERSION, type RbacObjects, type Role } from "./rbac-objects.ts";
import { clusterRoleRules, roleRules } from "./rules.ts";
import { makeSubjects, type People, peopleOf } from "./subjects.ts";

export interface RbacSizes {
  readonly namespaces: number;
  readonly roles: number;
  readonly clusterRoles: number;
  readonly roleBindings: number;
  readonly clusterRoleBindings: number;
}

/** The sizes that a large company reported. */
export const BIG: RbacSizes = { namespaces: 120, roles: 1374, clusterRoles: 721, roleBindings: 4491, clusterRoleBindings: 676 };

/** Enough of everything for a comparison that takes seconds. */
export const SMALL: RbacSizes = { namespaces: 8, roles: 60, clusterRoles: 60, roleBindings: 160, clusterRoleBindings: 60 };

export interface GeneratedRbac extends RbacObjects {
  readonly seed: number;
  readonly namespaces: readonly KubeObject[];
  readonly serviceAccounts: readonly KubeObject[];
}

const AGGREGATE_LABELS = ["aggregate.example.com/team", "aggregate.example.com/tier"];
const AGGREGATE_VALUES = ["red", "green", "blue"];
const BOOTSTRAP_ROLES = ["view", "edit", "admin"];

/** Namespaces, service accounts, roles and bindings; the same seed and sizes give the same objects. */
export function generateRbac(seed: number, sizes: RbacSizes = BIG): GeneratedRbac {
  const random = seededRandom(seed);
  const people = peopleOf(random, sizes.namespaces);
  const roles = many(sizes.roles, (index) => role(random, people, index));
  const clusterRoles = many(sizes.clusterRoles, (index) => clusterRole(random, index));
  const names = {
    roles: rolesByNamespace(roles),
    clusterRoles: [...clusterRoles.map(({ metadata }) => metadata.name), ...BOOTSTRAP_ROLES],
  };
  return {
    seed,
    namespaces: people.namespaces.map((name) => ({
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name, labels: { team: name } },
    })),
    serviceAccounts: people.serviceAccounts.map(({ namespace, name }) => ({
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name, namespace },
    })),
    roles,
    clusterRoles,
    roleBindings: many(sizes.roleBindings, (index) => roleBinding(random, people, names, index)),
    clusterRoleBindings: many(sizes.clusterRoleBindings, (index) =>
      clusterRoleBinding(random, people, names.clusterRoles, index),
    ),
  };
}

function role(random: Random, people: People, index: number): Role {
  return {
    apiVersion: RBAC_VERSION,
    kind: "Role",
    metadata: { name: roleName(random, index), namespace: random.pick(people.namespaces) },
    rules: random.chance(0.01) ? [] : roleRules(random),
  };
}

/** One in twenty is aggregated, from one selector or several; others carry the labels that selectors look for. */
function clusterRole(random: Random, index: number): ClusterRole {
  const metadata = { name: roleName(random, index), labels: aggregateLabels(random) };
  const base = { apiVersion: RBAC_VERSION, kind: "ClusterRole", metadata };
  if (!random.chance(0.05)) return { ...base, rules: clusterRoleRules(random) };
  const clusterRoleSelectors = many(1 + random.below(3), () => selector(random));
  return { ...base, aggregationRule: { clusterRoleSelectors } };
}

function selector(random: Random) {
  const [key, values] = [random.pick(AGGREGATE_LABELS), random.some(AGGREGATE_VALUES, 1, 2)];
  if (random.chance(0.6)) return { matchLabels: { [key]: values[0] ?? "" } };
  return { matchExpressions: [{ key, operator: "In" as const, values }] };
}

function aggregateLabels(random: Random): Record<string, string> {
  const labels: Record<string, string> = {};
  for (const key of AGGREGATE_LABELS) if (random.chance(0.08)) labels[key] = random.pick(AGGREGATE_VALUES);
  if (random.chance(0.02)) labels[`${RBAC_GROUP}/aggregate-to-${random.pick(BOOTSTRAP_ROLES)}`] = "true";
  return labels;
}

interface RoleNames {
  readonly roles: ReadonlyMap<string, readonly string[]>;
  readonly clusterRoles: readonly string[];
}

function roleBinding(random: Random, people: People, names: RoleNames, index: number): Binding {
  const namespace = random.pick(people.namespaces);
  const local = names.roles.get(namespace) ?? [];
  const useRole = local.length > 0 && random.chance(0.6);
  const name = random.chance(0.03) ? `gone-${index}` : random.pick(useRole ? local : names.clusterRoles);
  return {
    apiVersion: RBAC_VERSION,
    kind: "RoleBinding",
    metadata: { name: `binding-${index}`, namespace },
    roleRef: { apiGroup: RBAC_GROUP, kind: useRole ? "Role" : "ClusterRole", name },
    subjects: makeSubjects(random, people, namespace),
  };
}

function clusterRoleBinding(random: Random, people: People, clusterRoles: readonly string[], index: number): Binding {
  const name = random.chance(0.03) ? `gone-${index}` : random.pick(clusterRoles);
  return {
    apiVersion: RBAC_VERSION,
    kind: "ClusterRoleBinding",
    metadata: { name: `binding-${index}` },
    roleRef: { apiGroup: RBAC_GROUP, kind: "ClusterRole", name },
    subjects: makeSubjects(random, people),
  };
}

/** A Role and a ClusterRole may have the same name, which must not confuse them. */
function roleName(random: Random, index: number): string {
  const purpose = random.pick(["reader", "editor", "operator", "deployer", "auditor", "system:custom"]);
  return `${purpose}-${index}`;
}

function rolesByNamespace(roles: readonly Role[]): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const { metadata } of roles) {
    const namespace = metadata.namespace ?? "";
    names.set(namespace, [...(names.get(namespace) ?? []), metadata.name]);
  }
  return names;
}

function many<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
