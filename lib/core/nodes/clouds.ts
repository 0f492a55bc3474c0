/** Whose machines nodes are, by their provider IDs. */
import type { NodeItem } from "../inventory/items.ts";

/** What no cloud runs has no metadata API. */
const withoutCloud = /^(kind|k3s|minikube|vagrant):\/\//;

/** @returns whether there are nodes and no cloud runs any of them. */
export function isOutsideOfClouds(nodes: readonly NodeItem[]): boolean {
  return nodes.length > 0 && nodes.every(({ providerID }) => withoutCloud.test(providerID ?? ""));
}

/** @returns the scheme of a node's provider ID, such as `aws`; undefined where it has none. */
export function cloudOf({ providerID }: Pick<NodeItem, "providerID">): string | undefined {
  return /^([a-z][a-z0-9.+-]*):\/\//.exec(providerID ?? "")?.[1];
}
