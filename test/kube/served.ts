/** What a plain API server serves of what the core reads. */
import { definitionOf, type ResourceId } from "#core/inventory/resources.ts";

/** Definitions of kinds, under a group that looks like Kubernetes' own. */
const added = new Set(["gateway.networking.k8s.io", "policy.networking.k8s.io"]);

/** @returns whether every cluster of today serves the resource, with nothing installed beside Kubernetes. */
export function isServedAnywhere(id: ResourceId): boolean {
  const { group } = definitionOf(id);
  if (id === "podsecuritypolicies.policy" || added.has(group)) return false;
  return !group.includes(".") || group.endsWith(".k8s.io");
}
