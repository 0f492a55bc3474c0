/** Which resources live in namespaces, as far as one can know: from discovery, else what Kubernetes itself serves. */

import type { ResourceAttributes } from "./attributes.ts";
import type { RbacIndex } from "./rbac-index.ts";

const clusterScoped: Readonly<Record<string, readonly string[]>> = {
  "": ["namespaces", "nodes", "persistentvolumes", "componentstatuses", "users", "groups", "uids", "userextras"],
  "authentication.k8s.io": ["tokenreviews", "selfsubjectreviews", "users", "groups", "uids", "userextras", "nodes"],
  "authorization.k8s.io": ["subjectaccessreviews", "selfsubjectaccessreviews", "selfsubjectrulesreviews"],
  "rbac.authorization.k8s.io": ["clusterroles", "clusterrolebindings"],
  "storage.k8s.io": ["storageclasses", "volumeattachments", "csidrivers", "csinodes", "volumeattributesclasses"],
  "scheduling.k8s.io": ["priorityclasses"],
  "node.k8s.io": ["runtimeclasses"],
  "apiextensions.k8s.io": ["customresourcedefinitions"],
  "apiregistration.k8s.io": ["apiservices"],
  "certificates.k8s.io": ["certificatesigningrequests", "signers", "clustertrustbundles"],
  "admissionregistration.k8s.io": [
    "mutatingwebhookconfigurations",
    "validatingwebhookconfigurations",
    "validatingadmissionpolicies",
    "validatingadmissionpolicybindings",
    "mutatingadmissionpolicies",
    "mutatingadmissionpolicybindings",
  ],
  "flowcontrol.apiserver.k8s.io": ["flowschemas", "prioritylevelconfigurations"],
  "networking.k8s.io": ["ingressclasses", "ipaddresses", "servicecidrs"],
  "resource.k8s.io": ["deviceclasses", "resourceslices"],
};

const scopes = new WeakMap<RbacIndex["discovery"], ReadonlyMap<string, boolean>>();

function discoveredScopes(discovery: RbacIndex["discovery"]): ReadonlyMap<string, boolean> {
  const known = scopes.get(discovery);
  if (known) return known;
  const found = new Map(discovery.resources.map((resource) => [`${resource.group}/${resource.plural}`, resource.namespaced]));
  scopes.set(discovery, found);
  return found;
}

/** @returns whether objects of the resource live in namespaces; undefined where neither discovery nor Kubernetes knows it. */
export function isNamespaced(discovery: RbacIndex["discovery"], group: string, resource: string): boolean | undefined {
  const discovered = discoveredScopes(discovery).get(`${group}/${resource}`);
  if (discovered !== undefined) return discovered;
  const names = Object.hasOwn(clusterScoped, group) ? clusterScoped[group] : undefined;
  if (names?.includes(resource.split("/")[0] as string)) return false;
  return discovery.resources.length === 0 && group in builtInGroups ? true : undefined;
}

/** @returns the groups in which a resource is known to live in no namespace. */
export function groupsWithoutNamespace(discovery: RbacIndex["discovery"], resource: string): readonly string[] {
  const candidates = new Set([...Object.keys(clusterScoped), ...discovery.resources.map(({ group }) => group)]);
  return [...candidates].filter((group) => isNamespaced(discovery, group, resource) === false);
}

const builtInGroups: Readonly<Record<string, true>> = { "": true, apps: true, batch: true, autoscaling: true, policy: true };

/** Verbs by which a RoleBinding's holder acts on the Namespace that the binding is in. */
export const actsOnNamespace: ReadonlySet<string> = new Set(["get", "update", "patch", "delete"]);

/** Verbs whose request names no object in its path, so that a Namespace is not evaluated in itself. */
export const withoutObject: ReadonlySet<string> = new Set(["list", "watch", "deletecollection"]);

/**
 * @returns the namespace in which the API server evaluates a real request: a named Namespace is evaluated in itself, and a
 *   cluster-scoped resource in none, whatever namespace was given.
 */
export function namespaceOfRequest(discovery: RbacIndex["discovery"], attributes: ResourceAttributes, given: string): string {
  if (attributes.group === "" && attributes.resource === "namespaces")
    return attributes.name && !withoutObject.has(attributes.verb) ? attributes.name : "";
  return isNamespaced(discovery, attributes.group, attributes.resource) === false ? "" : given;
}
