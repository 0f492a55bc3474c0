/**
 * An inventory made of plain Kubernetes objects: manifests of a folder, the worlds of tests, the examples of documentation.
 * Who calls it says how well everything else was seen.
 */
import { emptyInventory, withLooks } from "./build.ts";
import type { Gap } from "./gap.ts";
import type { ClusterFacts, Coverage, Inventory, Look } from "./inventory.ts";
import type { Item } from "./items.ts";
import { createProjector } from "./project/projector.ts";
import { definitionOf, type ResourceId, resourceIds } from "./resources.ts";

export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly [field: string]: unknown;
}

export interface ObjectsHeader {
  readonly takenAt: string;
  readonly source: Inventory["source"];
  readonly cluster?: ClusterFacts;
  /** How well a resource was seen, beside what could not be read. Complete where it is absent. */
  readonly coverage?: { readonly [R in ResourceId]?: Coverage };
}

const byKind = new Map(resourceIds.map((id) => [`${definitionOf(id).group}/${definitionOf(id).kind}`, id]));

/** @returns the resource of an object, or undefined where the core does not read its kind. */
export function resourceOfKind(apiVersion: string, kind: string): ResourceId | undefined {
  const slash = apiVersion.indexOf("/");
  return byKind.get(`${slash < 0 ? "" : apiVersion.slice(0, slash)}/${kind}`);
}

/** @returns the inventory of these objects. An object that cannot be read becomes a gap of its resource. */
export function inventoryOfObjects(objects: Iterable<KubernetesObject>, header: ObjectsHeader): Inventory {
  const projector = createProjector();
  const items = new Map<ResourceId, Item[]>(resourceIds.map((id) => [id, []]));
  const gaps = new Map<ResourceId, Gap[]>();
  for (const object of objects) {
    const resource = resourceOfKind(object.apiVersion, object.kind);
    if (resource === undefined) continue;
    const projection = projector.project(resource, object);
    if (projection.ok) items.get(resource)?.push(projection.item);
    else gaps.set(resource, [...(gaps.get(resource) ?? []), { resource, reason: "decodeError", detail: projection.problem }]);
  }
  const looks = resourceIds.map((resource): Look => {
    const coverage = withGaps(header.coverage?.[resource] ?? { state: "complete" }, gaps.get(resource) ?? []);
    const seen = coverage.state === "complete" || coverage.state === "partial";
    return { resource, coverage, items: seen ? (items.get(resource) ?? []) : [] };
  });
  return withLooks(emptyInventory(header), looks);
}

function withGaps(coverage: Coverage, gaps: readonly Gap[]): Coverage {
  if (gaps.length === 0 || coverage.state === "absent") return coverage;
  if (coverage.state === "complete") return { state: "partial", gaps };
  return { state: coverage.state, gaps: [...coverage.gaps, ...gaps] };
}
