/** Takes away what was seen, as a refusal of the API server would have: for tests of what a verdict rests on. */
import { gapsOf, withLooks } from "./build.ts";
import type { Gap } from "./gap.ts";
import type { Inventory, Look } from "./inventory.ts";
import type { ResourceId } from "./resources.ts";

/** @returns the inventory of a scanner that may not list the resource; with a namespace, not there. What is proven absent stays so. */
export function hide(inventory: Inventory, resource: ResourceId, namespace?: string): Inventory {
  const look = inventory.looks[resource] as Look;
  if (look.coverage.state === "absent" || look.coverage.state === "unseen") return inventory;
  const gap: Gap = { resource, reason: "forbidden", ...(namespace === undefined ? {} : { namespace }) };
  if (namespace === undefined) return withLooks(inventory, [{ ...look, coverage: { state: "unseen", gaps: [gap] }, items: [] }]);
  const items = look.items.filter(({ meta }) => meta.namespace !== namespace);
  return withLooks(inventory, [{ ...look, coverage: { state: "partial", gaps: [...gapsOf(look), gap] }, items }]);
}

/** @returns the inventory of a scanner that could not read the version. */
export function hideVersion(inventory: Inventory): Inventory {
  const { version: _version, minor: _minor, ...cluster } = inventory.cluster;
  return { ...inventory, cluster };
}
