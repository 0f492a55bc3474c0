/**
 * An inventory from manifests or from what kubectl printed. What is there can be judged; what is not there was not looked
 * for, and nobody can tell from a file whether it holds the whole of a cluster: so no kind is ever complete.
 */
import { emptyInventory, unknownCluster, withLooks } from "#core/inventory/build.ts";
import type { Gap } from "#core/inventory/gap.ts";
import type { Inventory, Look } from "#core/inventory/inventory.ts";
import type { Item } from "#core/inventory/items.ts";
import { createProjector, type Projector } from "#core/inventory/project/projector.ts";
import { definitionOf, type ResourceId, resourceIds } from "#core/inventory/resources.ts";

const MAX_DECODE_GAPS = 50;

/** kubectl without a context applies to this namespace what names none. */
const DEFAULT_NAMESPACE = "default";

interface Seen {
  readonly items: Map<string, Item>;
  readonly gaps: Map<string, Gap>;
  apiVersion?: string;
}

/** Gathers objects, whatever they are. */
export class Manifests {
  readonly #projector: Projector = createProjector();
  readonly #seen = new Map<ResourceId, Seen>();
  #objects = 0;

  /** @param value anything that a manifest file held; what is not an object of Kubernetes is passed over. */
  take(value: unknown): void {
    const { kind, apiVersion } = (value ?? {}) as Record<string, unknown>;
    if (typeof kind !== "string" || typeof apiVersion !== "string") return;
    this.#objects += 1;
    const found = resourceOf(kind, apiVersion);
    if (!found) return;
    if (found.understood) this.#keep(found.resource, value as object, apiVersion);
    else this.#miss(found.resource, `${kind} of ${apiVersion.slice(0, 100)} is not understood`);
  }

  /** Whether anything of Kubernetes was there at all. */
  get isEmpty(): boolean {
    return this.#objects === 0;
  }

  /** @param now when the upload was read; manifests do not say when they were true. */
  finish(now: Date): Inventory {
    const uid = this.#seen.get("namespaces")?.items.get("/kube-system")?.meta.uid;
    const cluster = { ...(uid !== undefined && { uid }), ...unknownCluster };
    const looks = [...this.#seen].map(([resource, seen]) => lookOf(resource, seen));
    return withLooks(emptyInventory({ takenAt: now.toISOString(), source: "manifests", cluster }), looks);
  }

  #keep(resource: ResourceId, object: object, apiVersion: string): void {
    const projection = this.#projector.project(resource, withNamespace(object, resource));
    if (!projection.ok) {
      this.#miss(resource, projection.problem);
      return;
    }
    const { meta } = projection.item;
    const seen = this.#seenOf(resource);
    seen.items.set(`${meta.namespace ?? ""}/${meta.name}`, projection.item);
    seen.apiVersion ??= apiVersion;
  }

  #seenOf(resource: ResourceId): Seen {
    const seen = this.#seen.get(resource) ?? { items: new Map(), gaps: new Map() };
    this.#seen.set(resource, seen);
    return seen;
  }

  #miss(resource: ResourceId, detail: string): void {
    const { gaps } = this.#seenOf(resource);
    if (gaps.size < MAX_DECODE_GAPS) gaps.set(detail, { resource, reason: "decodeError", detail });
  }
}

function lookOf(resource: ResourceId, { items, gaps, apiVersion }: Seen): Look {
  const notAll: Gap = { resource, reason: "notCollected", detail: "only what the upload holds was read" };
  const all = [notAll, ...gaps.values()];
  if (items.size === 0) return { resource, coverage: { state: "unseen", gaps: all }, items: [] };
  return {
    resource,
    ...(apiVersion !== undefined && { apiVersion }),
    coverage: { state: "partial", gaps: all },
    items: [...items.values()],
  };
}

/** `extensions` is where kinds stood before they had groups of their own. */
function resourceOf(kind: string, apiVersion: string): { resource: ResourceId; understood: boolean } | undefined {
  const [group = "", version = ""] = apiVersion.includes("/") ? apiVersion.split("/") : ["", apiVersion];
  const resource = resourceIds.find(
    (id) => definitionOf(id).kind === kind && (definitionOf(id).group === group || group === "extensions"),
  );
  if (resource === undefined) return undefined;
  return { resource, understood: group !== "extensions" && definitionOf(resource).versions.includes(version) };
}

function withNamespace(object: object, resource: ResourceId): object {
  const metadata = (object as { metadata?: unknown }).metadata;
  if (!definitionOf(resource).namespaced || typeof metadata !== "object" || metadata === null) return object;
  return "namespace" in metadata && metadata.namespace
    ? object
    : { ...object, metadata: { ...metadata, namespace: DEFAULT_NAMESPACE } };
}
