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

type Scopes = Map<string, Map<string, boolean | undefined>>;

/** By group, then resource: asked for each rule of each binding, so that no text may be made for an answer that is known. */
const scopes = new WeakMap<RbacIndex["discovery"], Scopes>();

function scopesOf(discovery: RbacIndex["discovery"]): Scopes {
  const known = scopes.get(discovery);
  if (known) return known;
  const found: Scopes = new Map();
  for (const { group, plural, namespaced } of discovery.resources) scopesIn(found, group).set(plural, namespaced);
  scopes.set(discovery, found);
  return found;
}

/** Of one group. Questions that people type name resources too, and must not fill the memory. */
const mostKnown = 10_000;

function scopesIn(all: Scopes, group: string): Map<string, boolean | undefined> {
  const known = all.get(group);
  if (known) return known;
  const made = new Map<string, boolean | undefined>();
  if (all.size < mostKnown) all.set(group, made);
  return made;
}

/** @returns whether objects of the resource live in namespaces; undefined where neither discovery nor Kubernetes knows it. */
export function isNamespaced(discovery: RbacIndex["discovery"], group: string, resource: string): boolean | undefined {
  const known = scopesIn(scopesOf(discovery), group);
  if (known.has(resource)) return known.get(resource);
  const scope = builtInScope(discovery, group, resource);
  if (known.size < mostKnown) known.set(resource, scope);
  return scope;
}

function builtInScope(discovery: RbacIndex["discovery"], group: string, resource: string): boolean | undefined {
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
