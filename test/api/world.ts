/** A small cluster with people and rights in two teams' namespaces, as one look at it. */
import { inventoryOfObjects, type KubernetesObject } from "#core/inventory/from-objects.ts";
import type { DiscoveredResource, Inventory } from "#core/inventory/inventory.ts";

const rbac = "rbac.authorization.k8s.io";
const apiVersion = `${rbac}/v1`;

function namespace(name: string): KubernetesObject {
  return { apiVersion: "v1", kind: "Namespace", metadata: { name, uid: `uid-${name}` } };
}

function role(name: string, rules: readonly object[], where?: string): KubernetesObject {
  return { apiVersion, kind: where ? "Role" : "ClusterRole", metadata: { name, namespace: where }, rules };
}

interface Bound {
  readonly name: string;
  readonly role: string;
  readonly subject: object;
  readonly namespace?: string;
  readonly ofNamespace?: true;
}

function binding({ name, role: bound, subject, namespace: where, ofNamespace }: Bound): KubernetesObject {
  return {
    apiVersion,
    kind: where ? "RoleBinding" : "ClusterRoleBinding",
    metadata: { name, namespace: where },
    roleRef: { apiGroup: rbac, kind: ofNamespace ? "Role" : "ClusterRole", name: bound },
    subjects: [subject],
  };
}

const user = (name: string) => ({ kind: "User", name, apiGroup: rbac });
const group = (name: string) => ({ kind: "Group", name, apiGroup: rbac });
const account = (name: string, where: string) => ({ kind: "ServiceAccount", name, namespace: where });

function pod(name: string, where: string, privileged = false): KubernetesObject {
  const containers = [{ name: "main", image: "registry.example/app:1", securityContext: { privileged } }];
  const spec = { serviceAccountName: "deployer", nodeName: "node-1", containers };
  return { apiVersion: "v1", kind: "Pod", metadata: { name, namespace: where, uid: `uid-${where}-${name}` }, spec };
}

const readSecrets = [{ apiGroups: [""], resources: ["secrets"], verbs: ["get", "list"] }];
const objects: readonly KubernetesObject[] = [
  ...["shop", "bank", "kube-system"].map(namespace),
  role("secret-reader", readSecrets),
  role("node-reader", [{ apiGroups: [""], resources: ["nodes"], verbs: ["get", "list"] }]),
  role("deployer", [{ apiGroups: ["apps"], resources: ["deployments"], verbs: ["*"] }], "shop"),
  role("vault", readSecrets, "bank"),
  binding({ name: "auditors", role: "secret-reader", subject: group("auditors") }),
  binding({ name: "node-readers", role: "node-reader", subject: user("nora") }),
  binding({ name: "deployers", role: "deployer", subject: account("deployer", "shop"), namespace: "shop", ofNamespace: true }),
  binding({ name: "vault", role: "vault", subject: user("bankers-secret-name"), namespace: "bank", ofNamespace: true }),
  pod("web", "shop", true),
  pod("ledger", "bank", true),
];

function served(group: string, plural: string, kind: string, namespaced = true): DiscoveredResource {
  return { group, version: "v1", plural, kind, namespaced, verbs: ["get", "list"] };
}
const resources = [
  served("", "pods", "Pod"),
  served("", "secrets", "Secret"),
  served("", "nodes", "Node", false),
  served("", "namespaces", "Namespace", false),
  served("apps", "deployments", "Deployment"),
  served("vendor.example", "vaults", "Vault", false),
];

interface Look {
  readonly takenAt?: string;
  /** Names of objects that it does not see. */
  readonly without?: readonly string[];
  /** What it sees besides. */
  readonly more?: readonly KubernetesObject[];
}

/** @returns the look. */
export function teamInventory({ takenAt = "2026-11-24T00:00:00Z", without = [], more = [] }: Look = {}): Inventory {
  const cluster = { uid: "uid-team", version: "v1.37.2", minor: "1.37", discovery: { resources, gaps: [] } };
  const kept = objects.filter(({ metadata }) => !without.includes((metadata as { name: string }).name));
  return inventoryOfObjects([...kept, ...more], { takenAt, source: "live", cluster });
}
