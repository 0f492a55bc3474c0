/**
 * What runs, once each: a Deployment and not its ReplicaSets and pods. An object counts on its own where nothing that was seen
 * controls it.
 */
import type { ContainerItem, ItemBase, PodItem, PodSpecItem, TemplateMeta, WorkloadItem } from "../../inventory/items.ts";
import { controllerOf, hasEnded, ownerKey, type PodController, podControllers } from "../../inventory/pod-owners.ts";
import { definitionOf } from "../../inventory/resources.ts";
import { type CheckContext, defineView, type Report } from "../define.ts";
import { refTo } from "../object-ref.ts";

export const workloadResources = [...podControllers, "pods"] as const;
export type WorkloadResource = (typeof workloadResources)[number];

export interface Workload {
  readonly resource: WorkloadResource;
  readonly item: ItemBase;
  readonly namespace: string;
  readonly template: TemplateMeta;
  readonly spec: PodSpecItem;
  /** Where the pod's spec stands in the object: `spec`, `spec.template.spec`, `spec.jobTemplate.spec.template.spec`. */
  readonly path: string;
}

export const workloads = defineView({
  name: "workloads",
  reads: workloadResources,
  build({ list }): readonly Workload[] {
    const seen = new Set<string>();
    for (const resource of podControllers)
      for (const item of list(resource)) seen.add(ownerKey(item.meta.namespace, definitionOf(resource).kind, item.meta.name));
    const templates = podControllers.flatMap((resource) =>
      list(resource)
        .filter((item) => isOnTop(item, seen) && !isHistory(item))
        .map((item) => fromTemplate(resource, item)),
    );
    const pods = list("pods").filter((pod) => isOnTop(pod, seen) && !hasEnded(pod));
    return [...templates, ...pods.map(fromPod)];
  },
});

function isOnTop(item: ItemBase, seen: ReadonlySet<string>): boolean {
  const controller = controllerOf(item);
  return controller === undefined || !seen.has(ownerKey(item.meta.namespace, controller.kind, controller.name));
}

/** A ReplicaSet of no replicas that something controls is what that something ran before. */
function isHistory(item: WorkloadItem): boolean {
  return item.replicas === 0 && controllerOf(item) !== undefined;
}

function fromTemplate(resource: PodController, item: WorkloadItem): Workload {
  const path = resource === "cronjobs.batch" ? "spec.jobTemplate.spec.template.spec" : "spec.template.spec";
  return { resource, item, namespace: item.meta.namespace ?? "", template: item.template, spec: item.template.spec, path };
}

function fromPod(item: PodItem): Workload {
  return { resource: "pods", item, namespace: item.meta.namespace ?? "", template: item.meta, spec: item.spec, path: "spec" };
}

const fieldOfType = { container: "containers", init: "initContainers", ephemeral: "ephemeralContainers" } as const;

/** @returns `spec.template.spec.initContainers[1]`. */
export function containerPath({ path, spec }: Workload, container: ContainerItem): string {
  const place = spec.containers.filter(({ type }) => type === container.type).indexOf(container);
  return `${path}.${fieldOfType[container.type]}[${place}]`;
}

export interface ContainerFault<M extends string> {
  readonly message: M;
  /** The field below the container, such as `securityContext.privileged`. */
  readonly field: string;
  readonly data?: Report<M>["data"];
}

/**
 * @returns for each workload and message one finding that names the containers at fault, at the first of them. Which container
 *   it is does not make another finding.
 */
export function* reportContainers<M extends string>(
  context: CheckContext<WorkloadResource>,
  judge: (container: ContainerItem, workload: Workload) => ContainerFault<M> | undefined,
): Iterable<Report<M>> {
  for (const workload of context.view(workloads)) {
    const faults = new Map<M, { readonly container: ContainerItem; readonly fault: ContainerFault<M> }[]>();
    for (const container of workload.spec.containers) {
      const fault = judge(container, workload);
      if (fault === undefined) continue;
      const known = faults.get(fault.message) ?? [];
      faults.set(fault.message, known);
      known.push({ container, fault });
    }
    for (const [message, [first, ...others]] of faults) {
      if (first === undefined) continue;
      const containers = [first, ...others].map(({ container }) => container.name);
      const at = refTo(workload.resource, workload.item, `${containerPath(workload, first.container)}.${first.fault.field}`);
      const data = [first, ...others].map(({ fault }) => fault.data ?? {}).reduce(mergeData, {});
      yield { at, message, data: { containers, ...data }, locus: first.fault.field };
    }
  }
}

type Data = NonNullable<Report<string>["data"]>;

/** Lists of several containers are joined; of anything else the first counts. */
function mergeData(all: Data, more: Data): Data {
  const entries = Object.entries(more).map(([key, value]) => {
    const known = all[key];
    return [key, Array.isArray(known) && Array.isArray(value) ? [...new Set([...known, ...value])] : (known ?? value)];
  });
  return { ...all, ...Object.fromEntries(entries) };
}

/** @returns whether the pod runs on Windows, where these Linux settings mean nothing. */
export function isWindows({ spec }: Workload): boolean {
  return spec.os === "windows";
}
