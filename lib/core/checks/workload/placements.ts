/** Where workloads run: the pods of each, told by the chain of their controllers, and the nodes of those pods. */
import type { ItemBase, PodItem } from "../../inventory/items.ts";
import { controllerOf, hasEnded, ownerKey } from "../../inventory/pod-owners.ts";
import { definitionOf } from "../../inventory/resources.ts";
import { defineView, type Report } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { type Workload, type WorkloadResource, workloadResources, workloads } from "./workloads.ts";

export interface Placement {
  readonly workload: Workload;
  /** Those that have a node and are not finished. */
  readonly pods: readonly PodItem[];
}

export const placements = defineView({
  name: "where workloads run",
  reads: workloadResources,
  build(sight): readonly Placement[] {
    const found = new Map<string, { readonly workload: Workload; readonly pods: PodItem[] }>();
    for (const workload of sight.view(workloads)) found.set(keyOf(workload.resource, workload.item), { workload, pods: [] });
    const above = new Map<string, ItemBase>();
    for (const resource of workloadResources)
      if (resource !== "pods") for (const item of sight.list(resource)) above.set(keyOf(resource, item), item);
    for (const pod of sight.list("pods")) {
      if (pod.spec.nodeName === undefined || hasEnded(pod)) continue;
      found.get(topOf(pod, above))?.pods.push(pod);
    }
    return [...found.values()].filter(({ pods }) => pods.length > 0);
  },
});

function keyOf(resource: WorkloadResource, item: ItemBase): string {
  return ownerKey(item.meta.namespace, definitionOf(resource).kind, item.meta.name);
}

/** A chain of controllers is a few long; what is longer is none. */
const longestChain = 5;

function topOf(pod: PodItem, above: ReadonlyMap<string, ItemBase>): string {
  let key = keyOf("pods", pod);
  let item: ItemBase = pod;
  for (let step = 0; step < longestChain; step++) {
    const controller = controllerOf(item);
    const next = controller && ownerKey(item.meta.namespace, controller.kind, controller.name);
    const found = next === undefined ? undefined : above.get(next);
    if (next === undefined || found === undefined) break;
    key = next;
    item = found;
  }
  return key;
}

/** @returns the names of the nodes that a workload's pods run on, each once, in order. */
export function nodesOf({ pods }: Placement): readonly string[] {
  return [...new Set(pods.flatMap(({ spec }) => spec.nodeName ?? []))].sort();
}

/** @returns where a field of the workload's pods stands. */
export function atWorkload({ workload }: Placement, field?: string): Report<string>["at"] {
  return refTo(workload.resource, workload.item, field === undefined ? workload.path : `${workload.path}.${field}`);
}
