/** Short spellings of RBAC objects for tests of the engine; nothing of the product imports them. */
import { inventoryOfObjects, type KubernetesObject, type ObjectsHeader } from "../inventory/from-objects.ts";
import type { Inventory } from "../inventory/inventory.ts";
import type { PolicyRule } from "../inventory/items.ts";
import { buildRbacIndex, type RbacIndex } from "./rbac-index.ts";

const apiVersion = "rbac.authorization.k8s.io/v1";

export function rule(verbs: string, groups: string, resources: string, more: Partial<PolicyRule> = {}): PolicyRule {
  return { verbs: verbs.split(","), apiGroups: groups.split(","), resources: resources.split(","), ...more };
}

export function urlRule(verbs: string, ...nonResourceURLs: string[]): PolicyRule {
  return { verbs: verbs.split(","), nonResourceURLs };
}

export function clusterRole(name: string, rules: readonly PolicyRule[], more: object = {}): KubernetesObject {
  return { apiVersion, kind: "ClusterRole", metadata: { name }, rules, ...more };
}

export function role(namespace: string, name: string, rules: readonly PolicyRule[]): KubernetesObject {
  return { apiVersion, kind: "Role", metadata: { namespace, name }, rules };
}

/** Subjects as `User:jane`, `Group:devs`, `ServiceAccount:ns/name` or `ServiceAccount:name`. */
function subjects(list: readonly string[]): object[] {
  return list.map((text) => {
    const kind = text.slice(0, text.indexOf(":"));
    const name = text.slice(kind.length + 1);
    const slash = kind === "ServiceAccount" ? name.indexOf("/") : -1;
    return slash < 0 ? { kind, name } : { kind, namespace: name.slice(0, slash), name: name.slice(slash + 1) };
  });
}

export function clusterBinding(name: string, roleName: string, ...to: string[]): KubernetesObject {
  return {
    apiVersion,
    kind: "ClusterRoleBinding",
    metadata: { name },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: roleName },
    subjects: subjects(to),
  };
}

/** Binds `Role name` or `ClusterRole name`. */
export function binding(namespace: string, name: string, roleRef: string, ...to: string[]): KubernetesObject {
  const [kind, roleName] = roleRef.split(" ");
  return {
    apiVersion,
    kind: "RoleBinding",
    metadata: { namespace, name },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind, name: roleName },
    subjects: subjects(to),
  };
}

export function inventoryOf(objects: readonly KubernetesObject[], header: Partial<ObjectsHeader> = {}): Inventory {
  return inventoryOfObjects(objects, { takenAt: "2026-11-23T14:02:00Z", source: "live", ...header });
}

export function indexOf(objects: readonly KubernetesObject[], header: Partial<ObjectsHeader> = {}): RbacIndex {
  return buildRbacIndex(inventoryOf(objects, header));
}
