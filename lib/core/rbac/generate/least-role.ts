/** The roles and bindings that allow some actions and nothing else: a ClusterRole for the cluster, Roles for namespaces. */
import type { PolicyRule } from "../../inventory/items.ts";
import { isUrl } from "../attributes.ts";
import { ruleAllows } from "../predicates.ts";
import type { SubjectRef } from "../subject.ts";
import { type Action, withName } from "./action.ts";
import { leastRules } from "./least-rules.ts";

export interface RoleObject {
  readonly apiVersion: "rbac.authorization.k8s.io/v1";
  readonly kind: "Role" | "ClusterRole";
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly rules: readonly PolicyRule[];
}

export interface BindingObject {
  readonly apiVersion: "rbac.authorization.k8s.io/v1";
  readonly kind: "RoleBinding" | "ClusterRoleBinding";
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly roleRef: { readonly apiGroup: string; readonly kind: string; readonly name: string };
  readonly subjects: readonly object[];
}

export type GeneratedObject = RoleObject | BindingObject;

export interface LeastRoleOptions {
  readonly name: string;
  /** Whom to bind; absent: roles alone. */
  readonly subject?: SubjectRef;
  /** Limits rules to the names that the actions name. */
  readonly names?: boolean;
}

const apiGroup = "rbac.authorization.k8s.io";
const apiVersion = `${apiGroup}/v1` as const;

/**
 * @returns the objects to apply, roles before bindings. Namespaces that need the same share a ClusterRole, which RoleBindings
 *   give in each of them; what the cluster-wide role allows is not asked for again in a namespace.
 */
export function leastRole(actions: readonly Action[], options: LeastRoleOptions): readonly GeneratedObject[] {
  const wanted = actions.map((action) => withName(action, options.names ?? false));
  const ofCluster = wanted.filter(({ attributes, namespace }) => isUrl(attributes) || namespace === "");
  const clusterRules = leastRules(ofCluster.map(({ attributes }) => attributes));
  const inside = wanted.filter(
    ({ attributes, namespace }) =>
      !isUrl(attributes) && namespace !== "" && !clusterRules.some((rule) => ruleAllows(attributes, rule)),
  );
  const roles: GeneratedObject[] = [];
  const bindings: GeneratedObject[] = [];
  if (clusterRules.length > 0) {
    roles.push(roleObject("ClusterRole", { name: options.name }, clusterRules));
    bindings.push(...bind({ name: options.name }, ["ClusterRole", options.name], options.subject));
  }
  for (const { rules, namespaces, number } of sharedRules(inside)) {
    const name = number === 0 ? `${options.name}-namespaced` : `${options.name}-namespaced-${number + 1}`;
    const [first = ""] = namespaces;
    const shared = namespaces.length > 1;
    const roleName = shared ? name : options.name;
    roles.push(
      shared ? roleObject("ClusterRole", { name }, rules) : roleObject("Role", { name: roleName, namespace: first }, rules),
    );
    for (const namespace of namespaces)
      bindings.push(...bind({ name: options.name, namespace }, [shared ? "ClusterRole" : "Role", roleName], options.subject));
  }
  return [...roles, ...bindings];
}

interface SharedRules {
  readonly rules: readonly PolicyRule[];
  /** Sorted. */
  readonly namespaces: readonly string[];
  /** Counts those that more than one namespace shares. */
  readonly number: number;
}

function sharedRules(actions: readonly Action[]): readonly SharedRules[] {
  const byNamespace = Map.groupBy(actions, ({ namespace }) => namespace);
  const rules = [...byNamespace].map(([namespace, list]) => ({
    namespace,
    rules: leastRules(list.map(({ attributes }) => attributes)),
  }));
  const groups = [...Map.groupBy(rules, (entry) => JSON.stringify(entry.rules)).values()]
    .map((group) => ({ rules: group[0]?.rules ?? [], namespaces: group.map(({ namespace }) => namespace).sort() }))
    .sort((a, b) => b.namespaces.length - a.namespaces.length || ((a.namespaces[0] ?? "") < (b.namespaces[0] ?? "") ? -1 : 1));
  return groups.map((group, number) => ({ ...group, number }));
}

function roleObject(kind: RoleObject["kind"], metadata: RoleObject["metadata"], rules: readonly PolicyRule[]): RoleObject {
  return { apiVersion, kind, metadata, rules };
}

function bind(
  metadata: BindingObject["metadata"],
  [kind, name]: readonly [kind: string, name: string],
  subject: SubjectRef | undefined,
): readonly BindingObject[] {
  if (subject === undefined) return [];
  const named =
    subject.kind === "ServiceAccount"
      ? { kind: subject.kind, name: subject.name, namespace: subject.namespace }
      : { apiGroup, kind: subject.kind, name: subject.name };
  return [
    {
      apiVersion,
      kind: metadata.namespace === undefined ? "ClusterRoleBinding" : "RoleBinding",
      metadata,
      roleRef: { apiGroup, kind, name },
      subjects: [named],
    },
  ];
}
