/** Inventories in pieces: one section a resource, each a row of compressed JSON of at most `chunkItems` items. */
import type { ClusterFacts, HeldCredential, Inventory } from "../../../core/inventory/inventory.ts";
import { type ResourceId, resourceIds } from "../../../core/inventory/resources.ts";
import { pack } from "../packed-json.ts";

const chunkItems = 2_000;

/** The section of the facts that are not of one resource. */
export const headSection = "cluster";

/** What an inventory is apart from its looks. */
export interface InventoryHead {
  readonly version: number;
  readonly takenAt: string;
  readonly source: Inventory["source"];
  readonly cluster: ClusterFacts;
  readonly credential?: HeldCredential;
  readonly crossCheck?: Inventory["crossCheck"];
  readonly apiMetric?: Inventory["apiMetric"];
  readonly anonymous?: Inventory["anonymous"];
  readonly hostPorts?: Inventory["hostPorts"];
}

export interface Piece {
  readonly section: string;
  readonly seq: number;
  readonly bytes: Uint8Array;
}

/** Yields the pieces of an inventory, one at a time, so that no more than one is in memory beside it. */
export async function* piecesOf(inventory: Inventory): AsyncGenerator<Piece> {
  const { version, takenAt, source, cluster, credential, crossCheck, apiMetric, anonymous, hostPorts } = inventory;
  yield {
    section: headSection,
    seq: 0,
    bytes: await pack({
      version,
      takenAt,
      source,
      cluster,
      credential,
      crossCheck,
      apiMetric,
      anonymous,
      hostPorts,
    } satisfies InventoryHead),
  };
  for (const resource of resourceIds) {
    const { items } = inventory.looks[resource];
    for (let seq = 0; seq * chunkItems < items.length; seq++)
      yield { section: resource, seq, bytes: await pack(items.slice(seq * chunkItems, (seq + 1) * chunkItems)) };
  }
}

/** @returns how many items each namespace has. */
export function itemsPerNamespace(inventory: Inventory, resource: ResourceId): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { meta } of inventory.looks[resource].items)
    if (meta.namespace !== undefined) counts.set(meta.namespace, (counts.get(meta.namespace) ?? 0) + 1);
  return Object.fromEntries(counts);
}
