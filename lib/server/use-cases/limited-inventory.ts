/**
 * What a reader of some namespaces may know of who can do what: what counts inside those namespaces, cluster-wide bindings
 * included, and nothing of other namespaces or of cluster-scoped resources. An index of the result cannot tell more.
 */
import type { Gap } from "../../core/inventory/gap.ts";
import type { Inventory, Look } from "../../core/inventory/inventory.ts";
import type { ResourceId } from "../../core/inventory/resources.ts";

/** What is about namespaces alone, and so is cut down to those that are seen. */
const perNamespace = [
  "roles.rbac.authorization.k8s.io",
  "rolebindings.rbac.authorization.k8s.io",
  "serviceaccounts",
  "pods",
] as const satisfies readonly ResourceId[];

/** @returns the inventory as if the cluster had these namespaces and no other. */
export function limitInventory(inventory: Inventory, namespaces: ReadonlySet<string>): Inventory {
  const looks: Record<string, Look> = { ...inventory.looks };
  for (const resource of perNamespace) {
    const look = inventory.looks[resource] as Look;
    const items = look.items.filter(({ meta }) => meta.namespace !== undefined && namespaces.has(meta.namespace));
    looks[resource] = limitGaps({ ...look, items }, namespaces);
  }
  for (const resource of ["clusterroles.rbac.authorization.k8s.io", "clusterrolebindings.rbac.authorization.k8s.io"] as const) {
    looks[resource] = limitGaps(inventory.looks[resource] as Look, namespaces);
  }
  const { uid: _uid, ...cluster } = inventory.cluster;
  const { resources, gaps } = cluster.discovery;
  const discovery = { resources: resources.filter((resource) => resource.namespaced), gaps };
  return { ...inventory, cluster: { ...cluster, discovery }, looks: looks as unknown as Inventory["looks"] };
}

/** A gap in a namespace that is not seen says nothing about those that are; what was not seen at all stays so, without a place. */
function limitGaps(look: Look, namespaces: ReadonlySet<string>): Look {
  if (!("gaps" in look.coverage)) return look;
  const { state, gaps } = look.coverage;
  const open = gaps.filter((gap) => gap.namespace === undefined || namespaces.has(gap.namespace));
  if (open.length > 0) return { ...look, coverage: { state, gaps: open } };
  if (state === "partial") return { ...look, coverage: { state: "complete" } };
  const reasons = new Map(gaps.map(({ resource, reason }): [string, Gap] => [reason, { resource, reason }]));
  return { ...look, coverage: { state, gaps: [...reasons.values()] } };
}
