/** From pods to what people know them by. */
import type { ViewSight } from "../checks/define.ts";
import { type Workload, type WorkloadResource, workloadResources, workloads } from "../checks/workload/workloads.ts";
import type { ItemBase, PodItem, WorkloadItem } from "../inventory/items.ts";
import { controllerOf, ownerKey } from "../inventory/pod-owners.ts";
import { definitionOf, type ResourceId } from "../inventory/resources.ts";
import type { NetworkWorkload } from "./world.ts";

interface Owners {
  readonly templates: ReadonlyMap<NetworkWorkload, Workload>;
  /** Those of which a pod was seen. */
  readonly running: Set<NetworkWorkload>;
  ownerOf(pod: PodItem): NetworkWorkload;
}

const middle = ["replicasets.apps", "jobs.batch"] as const;

/** From a pod to what people know it by: past a ReplicaSet to its Deployment, past a Job to its CronJob. */
export function ownersOf(sight: ViewSight<WorkloadResource>): Owners {
  const known = new Map<string, NetworkWorkload>();
  const templates = new Map<NetworkWorkload, Workload>();
  for (const workload of sight.view(workloads)) {
    const { resource, item, namespace } = workload;
    const template = { ...(workload.template.labels && { labels: workload.template.labels }), spec: workload.spec };
    const one = { resource, kind: definitionOf(resource).kind, namespace, name: item.meta.name, item, template };
    known.set(ownerKey(namespace, one.kind, one.name), one);
    if (resource !== "pods") templates.set(one, workload);
  }
  const above = new Map<string, WorkloadItem>();
  for (const resource of middle)
    for (const item of sight.list(resource))
      above.set(ownerKey(item.meta.namespace, definitionOf(resource).kind, item.meta.name), item);
  const top = (item: ItemBase, kind: string, resource: ResourceId): NetworkWorkload => {
    const namespace = item.meta.namespace ?? "";
    const own = ownerKey(namespace, kind, item.meta.name);
    const controller = controllerOf(item);
    const there = known.get(own);
    if (there !== undefined || controller === undefined) {
      const made = there ?? { resource, kind, namespace, name: item.meta.name, item };
      known.set(own, made);
      return made;
    }
    const key = ownerKey(namespace, controller.kind, controller.name);
    const next = above.get(key);
    if (next !== undefined && !known.has(key)) return top(next, controller.kind, resourceOf(controller.kind));
    const made = known.get(key) ?? {
      resource: resourceOf(controller.kind),
      kind: controller.kind,
      namespace,
      name: controller.name,
    };
    known.set(key, made);
    return made;
  };
  return { templates, running: new Set(), ownerOf: (pod) => top(pod, "Pod", "pods") };
}

const byKind = new Map<string, ResourceId>(workloadResources.map((resource) => [definitionOf(resource).kind, resource]));

function resourceOf(kind: string): ResourceId {
  return byKind.get(kind) ?? "pods";
}
