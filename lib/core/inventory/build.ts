/** Builds inventories and their looks. Decides order and what an unasked resource means; reads nothing. */
import { compareGaps, compareText, type Gap } from "./gap.ts";
import { type ClusterFacts, type Coverage, type Inventory, inventoryVersion, type Look } from "./inventory.ts";
import type { Item, ItemBase } from "./items.ts";
import { type ResourceId, resourceIds } from "./resources.ts";

export const unknownCluster: ClusterFacts = { discovery: { resources: [], gaps: [] } };

export interface InventoryHeader {
  readonly takenAt: string;
  readonly source: Inventory["source"];
  readonly cluster?: ClusterFacts;
}

/** @returns an inventory in which nothing was asked for: every look is unseen with a `notCollected` gap. */
export function emptyInventory(header: InventoryHeader): Inventory {
  const looks = Object.fromEntries(resourceIds.map((resource) => [resource, unseenLook(resource)]));
  return {
    version: inventoryVersion,
    takenAt: header.takenAt,
    source: header.source,
    cluster: header.cluster ?? unknownCluster,
    looks: looks as unknown as Inventory["looks"],
  };
}

/** @returns a look at nothing, with the reason, `notCollected` by default. */
export function unseenLook<R extends ResourceId>(resource: R, gap?: Omit<Gap, "resource">): Look<R> {
  return { resource, coverage: { state: "unseen", gaps: [{ reason: "notCollected", ...gap, resource }] }, items: [] };
}

/** @returns the look with its items and gaps in their one order, whatever the order of the pages was. */
export function finishLook<R extends ResourceId>(look: Look<R>): Look<R> {
  return { ...look, coverage: sortGaps(look.coverage), items: sortItems(look.items) };
}

/** @returns the inventory with these looks in place of its own, each finished. */
export function withLooks(inventory: Inventory, looks: Iterable<Look>): Inventory {
  const finished = Object.fromEntries([...looks].map((look) => [look.resource, finishLook(look)]));
  return { ...inventory, looks: { ...inventory.looks, ...finished } as Inventory["looks"] };
}

/** @returns the gaps of a look; none where it is complete or proven absent. */
export function gapsOf(look: Look): readonly Gap[] {
  return "gaps" in look.coverage ? look.coverage.gaps : [];
}

/** @returns every gap of an inventory, those of discovery included, in order. */
export function allGaps(inventory: Inventory): readonly Gap[] {
  return [...inventory.cluster.discovery.gaps, ...Object.values(inventory.looks).flatMap((look) => gapsOf(look as Look))].sort(
    compareGaps,
  );
}

function sortGaps(coverage: Coverage): Coverage {
  return "gaps" in coverage ? { ...coverage, gaps: coverage.gaps.toSorted(compareGaps) } : coverage;
}

function sortItems<R extends ResourceId>(items: readonly Item<R>[]): readonly Item<R>[] {
  return items.toSorted(compareItems);
}

/** @returns the order of items: namespace, name, then uid so that two objects of one name have one order. */
export function compareItems(a: ItemBase, b: ItemBase): number {
  return (
    compareText(a.meta.namespace ?? "", b.meta.namespace ?? "") ||
    compareText(a.meta.name, b.meta.name) ||
    compareText(a.meta.uid ?? "", b.meta.uid ?? "")
  );
}
