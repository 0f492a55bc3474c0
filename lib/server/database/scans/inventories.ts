/** Stored inventories of scans with results. Sections load one by one, so that an RBAC question never reads pods. */
import type { Gap } from "../../../core/inventory/gap.ts";
import type { Coverage, Inventory, Look } from "../../../core/inventory/inventory.ts";
import type { Item } from "../../../core/inventory/items.ts";
import { definitionOf, type ResourceId, resourceIds } from "../../../core/inventory/resources.ts";
import type { Connection } from "../connection.ts";
import type { ScanLook } from "../generated/client.ts";
import { unpack } from "../packed-json.ts";
import { present, resultStates } from "../rows.ts";
import type { NamespaceScope, Scope } from "../scope.ts";
import { seen, visibleClusters } from "../visible.ts";
import { headSection, type InventoryHead } from "./inventory-blobs.ts";
import { visibleGaps } from "./scan-rows.ts";

interface StoredInventory {
  readonly id: string;
  readonly attempt: number;
  readonly namespaces: NamespaceScope;
}

export type InventoriesRepository = ReturnType<typeof inventoriesRepository>;

export function inventoriesRepository({ rows }: Connection) {
  async function find(scope: Scope, scanId: string): Promise<StoredInventory | undefined> {
    const scan = await rows.scan.findFirst({
      where: { id: scanId, state: { in: [...resultStates] }, cluster: visibleClusters(scope) },
      select: { id: true, clusterId: true, attempt: true },
    });
    return scan ? { ...seen(scope, scan), attempt: scan.attempt } : undefined;
  }

  async function* chunksOf<R extends ResourceId>({ id, attempt }: StoredInventory, resource: R): AsyncGenerator<Item<R>[]> {
    for (let seq = 0; ; seq++) {
      const blob = await rows.inventoryBlob.findUnique({
        where: { scanId_attempt_section_seq: { scanId: id, attempt, section: resource, seq } },
        select: { bytes: true },
      });
      if (!blob) return;
      yield await unpack<Item<R>[]>(blob.bytes);
    }
  }

  async function assemble(stored: StoredInventory, wanted: readonly ResourceId[]): Promise<Inventory> {
    const looks = await rows.scanLook.findMany({ where: { scanId: stored.id } });
    const assembled = await Promise.all(
      resourceIds.map(async (resource) => {
        const look = looks.find((candidate) => candidate.resource === resource);
        return [resource, look && wanted.includes(resource) ? await read(stored, resource, look) : unread(resource)] as const;
      }),
    );
    return { ...(await headOf(stored)), looks: Object.fromEntries(assembled) as unknown as Inventory["looks"] };
  }

  async function read(stored: StoredInventory, resource: ResourceId, look: ScanLook): Promise<Look> {
    const items: Item[] = [];
    for await (const chunk of chunksOf(stored, resource)) for (const item of chunk) if (sees(stored, item)) items.push(item);
    return { resource, apiVersion: present(look.apiVersion), coverage: coverageOf(look, stored.namespaces), items };
  }

  async function headOf({ id, attempt, namespaces }: StoredInventory): Promise<InventoryHead> {
    const { bytes } = await rows.inventoryBlob.findUniqueOrThrow({
      where: { scanId_attempt_section_seq: { scanId: id, attempt, section: headSection, seq: 0 } },
    });
    const head = await unpack<InventoryHead>(bytes);
    if (namespaces === "all") return head;
    const { credential: _credential, crossCheck: _crossCheck, apiMetric: _apiMetric, ...asked } = head;
    const { anonymous: _anonymous, hostPorts: _hostPorts, ...open } = asked;
    const { uid: _uid, ...cluster } = open.cluster;
    return { ...open, cluster };
  }

  return {
    /**
     * What a scan saw, of the resources that are asked for; the others are unseen. A reader of some namespaces gets
     * their objects, and every look says that it is not the whole cluster's.
     */
    async load(scope: Scope, scanId: string, wanted: readonly ResourceId[] = resourceIds): Promise<Inventory | undefined> {
      const stored = await find(scope, scanId);
      return stored && assemble(stored, wanted);
    },

    /**
     * The whole cluster's inventory, for an index that readers of different scopes share: whoever asks the index limits
     * its answers to what the scope sees. Undefined where the scope does not see the cluster at all.
     */
    async loadForIndex(
      scope: Scope,
      scanId: string,
      wanted: readonly ResourceId[] = resourceIds,
    ): Promise<Inventory | undefined> {
      const stored = await find(scope, scanId);
      return stored && assemble({ ...stored, namespaces: "all" }, wanted);
    },

    /** Yields one resource's objects piece by piece, with no more than a piece in memory. */
    async *items<R extends ResourceId>(scope: Scope, scanId: string, resource: R): AsyncGenerator<Item<R>[]> {
      const stored = await find(scope, scanId);
      if (!stored) return;
      for await (const chunk of chunksOf(stored, resource)) yield chunk.filter((item) => sees(stored, item));
    },

    /** The whole cluster's objects of a resource, piece by piece, for what readers of different scopes share. */
    async *itemsForIndex<R extends ResourceId>(scope: Scope, scanId: string, resource: R): AsyncGenerator<Item<R>[]> {
      const stored = await find(scope, scanId);
      if (stored) yield* chunksOf(stored, resource);
    },
  };
}

function sees({ namespaces }: StoredInventory, item: Item): boolean {
  return namespaces === "all" || (item.meta.namespace !== undefined && namespaces.has(item.meta.namespace));
}

function unread(resource: ResourceId): Look {
  return { resource, coverage: { state: "unseen", gaps: [{ resource, reason: "notCollected" }] }, items: [] };
}

function coverageOf(look: ScanLook, namespaces: NamespaceScope): Coverage {
  const resource = look.resource as ResourceId;
  const gaps = visibleGaps(look.gaps as unknown as Gap[], namespaces);
  const limits: Gap[] = namespaces === "all" ? [] : [{ resource, reason: "notNamespaceComplete" }];
  const seesNothing = namespaces !== "all" && !definitionOf(resource).namespaced;
  if (look.state === "absent") return { state: "absent" };
  if (look.state === "unseen" || seesNothing) return { state: "unseen", gaps: [...limits, ...gaps] };
  if (look.state === "partial" || limits.length > 0) return { state: "partial", gaps: [...limits, ...gaps] };
  return {
    state: "complete",
    ...(look.resourceVersion !== null && { resourceVersion: look.resourceVersion }),
    ...(look.mixed && { mixed: true as const }),
  };
}
