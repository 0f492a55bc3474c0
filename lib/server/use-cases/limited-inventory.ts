/**
 * What a reader of some namespaces may know of who can do what: what counts inside those namespaces, cluster-wide bindings
 * included, and nothing of other namespaces or of cluster-scoped resources. An index of the result cannot tell more.
 */
import { emptyInventory, withLooks } from "../../core/inventory/build.ts";
import type { Gap } from "../../core/inventory/gap.ts";
import type { Inventory, Look } from "../../core/inventory/inventory.ts";

const ofNamespaces = ["roles.rbac.authorization.k8s.io", "rolebindings.rbac.authorization.k8s.io"] as const;
const ofCluster = ["clusterroles.rbac.authorization.k8s.io", "clusterrolebindings.rbac.authorization.k8s.io"] as const;

/** @returns the rights of an inventory as if the cluster had these namespaces and no other; nothing but rights is in it. */
export function limitInventory(inventory: Inventory, namespaces: ReadonlySet<string>): Inventory {
  const { takenAt, source, version } = inventory;
  const { uid: _uid, discovery, ...facts } = inventory.cluster;
  const resources = discovery.resources.filter((resource) => resource.namespaced);
  const cluster = { ...facts, discovery: { resources, gaps: discovery.gaps } };
  const inside = ofNamespaces.map((resource): Look => {
    const look = inventory.looks[resource] as Look;
    return { ...look, items: look.items.filter(({ meta }) => meta.namespace !== undefined && namespaces.has(meta.namespace)) };
  });
  const everywhere = ofCluster.map((resource) => inventory.looks[resource] as Look);
  const looks = [...inside, ...everywhere].map((look) => limitGaps(look, namespaces));
  return { ...withLooks(emptyInventory({ takenAt, source, cluster }), looks), version };
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
