/**
 * What a reader of some namespaces may know of who can do what: what counts inside those namespaces, cluster-wide bindings
 * included, and nothing of other namespaces or of cluster-scoped resources. An index of the result cannot tell more.
 */
import { emptyInventory, withLooks } from "../../../core/inventory/build.ts";
import type { Gap } from "../../../core/inventory/gap.ts";
import type { ClusterFacts, Inventory, Look } from "../../../core/inventory/inventory.ts";
import type { PolicyRule } from "../../../core/inventory/items.ts";
import { isNamespaced } from "../../../core/rbac/scope.ts";

const ofNamespaces = ["roles.rbac.authorization.k8s.io", "rolebindings.rbac.authorization.k8s.io"] as const;
const clusterRoles = "clusterroles.rbac.authorization.k8s.io";
const clusterRoleBindings = "clusterrolebindings.rbac.authorization.k8s.io";

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
  const everywhere = [inventory.looks[clusterRoles], reachingBindings(inventory)];
  const looks = [...inside, ...everywhere].map((look) => limitGaps(look, namespaces));
  return { ...withLooks(emptyInventory({ takenAt, source, cluster }), looks), version };
}

/** @returns the cluster-wide bindings without those that give rights over the cluster itself alone. */
function reachingBindings({ looks, cluster }: Inventory): Look<typeof clusterRoleBindings> {
  const roles = new Map(looks[clusterRoles].items.map((role) => [role.meta.name, role]));
  const reaches = new Map(
    [...roles].map(([name, role]) => [name, role.rules.some((rule) => reachesInside(rule, cluster.discovery))]),
  );
  const look = looks[clusterRoleBindings];
  return { ...look, items: look.items.filter(({ roleRef }) => reaches.get(roleRef.name) ?? true) };
}

/** Whether a rule may say something about what lives in namespaces; where nobody knows, it may. */
function reachesInside({ apiGroups = [], resources = [] }: PolicyRule, discovery: ClusterFacts["discovery"]): boolean {
  return apiGroups.some((group) =>
    resources.some((resource) => group === "*" || resource.includes("*") || isNamespaced(discovery, group, resource) !== false),
  );
}

/** A gap in a namespace that is not seen says nothing about those that are; what was not seen at all stays so, without a place. */
export function limitGaps(look: Look, namespaces: ReadonlySet<string>): Look {
  if (!("gaps" in look.coverage)) return look;
  const { state, gaps } = look.coverage;
  const open = gaps.filter((gap) => gap.namespace === undefined || namespaces.has(gap.namespace));
  if (open.length > 0) return { ...look, coverage: { state, gaps: open } };
  if (state === "partial") return { ...look, coverage: { state: "complete" } };
  const reasons = new Map(gaps.map(({ resource, reason }): [string, Gap] => [reason, { resource, reason }]));
  return { ...look, coverage: { state, gaps: [...reasons.values()] } };
}
