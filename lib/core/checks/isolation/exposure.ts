/** Workloads that something outside the cluster reaches, told by what points at them. */
import type { PodItem, ServiceItem } from "../../inventory/items.ts";
import { matchesSelector } from "../../inventory/selector.ts";
import { defineView } from "../define.ts";
import { type Workload, workloadResources, workloads } from "../workload/workloads.ts";

export const exposureResources = [...workloadResources, "services", "ingresses.networking.k8s.io"] as const;

/** By what a workload is reached from outside, such as `Service web (NodePort)`; one that nothing points at is not in it. */
export type Exposure = ReadonlyMap<Workload["item"], string>;

/** Gateways, meshes and addresses of nodes beyond these are not looked at: what is not in it may be exposed all the same. */
export const exposure = defineView({
  name: "workloads that something outside reaches",
  reads: exposureResources,
  build(sight): Exposure {
    const routed = new Map(
      sight
        .list("ingresses.networking.k8s.io")
        .flatMap(({ meta, services = [] }) => services.map((name) => [`${meta.namespace}/${name}`, meta.name] as const)),
    );
    const open = sight.list("services").flatMap((service): Opened[] => {
      const by = openedBy(service, routed.get(`${service.meta.namespace}/${service.meta.name}`));
      return by === undefined || service.selector === undefined ? [] : [{ service, by }];
    });
    const byNamespace = Map.groupBy(open, ({ service }) => service.meta.namespace ?? "");
    const found = new Map<Workload["item"], string>();
    for (const workload of workloads.build(sight)) {
      const by = exposedBy(workload, byNamespace.get(workload.namespace) ?? []);
      if (by !== undefined) found.set(workload.item, by);
    }
    return found;
  },
});

interface Opened {
  readonly service: ServiceItem;
  readonly by: string;
}

function openedBy({ meta, type }: ServiceItem, ingress: string | undefined): string | undefined {
  if (type === "NodePort" || type === "LoadBalancer") return `Service ${meta.name} (${type})`;
  return ingress === undefined ? undefined : `Ingress ${ingress}`;
}

function exposedBy({ template, spec }: Workload, opened: readonly Opened[]): string | undefined {
  const labels = template.labels ?? {};
  const found = opened.find(({ service }) => matchesSelector({ matchLabels: service.selector ?? {} }, labels));
  return found?.by ?? hostPortOf(spec);
}

function hostPortOf({ containers }: PodItem["spec"]): string | undefined {
  const port = containers.flatMap(({ ports = [] }) => ports).find(({ hostPort }) => hostPort)?.hostPort;
  return port === undefined ? undefined : `port ${port} of its node`;
}
