/** Workloads that something outside the cluster reaches, told by what points at them. */
import type { ItemBase, PodItem, ServiceItem } from "../../inventory/items.ts";
import { matchesSelector } from "../../inventory/selector.ts";
import { openedBy } from "../../network-policy/exposure.ts";
import { defineView } from "../define.ts";
import { type Workload, workloadResources, workloads } from "../workload/workloads.ts";

export const exposureResources = [
  ...workloadResources,
  "services",
  "ingresses.networking.k8s.io",
  "httproutes.gateway.networking.k8s.io",
] as const;

/** By what a workload is reached from outside, such as `Service web (NodePort)`; one that nothing points at is not in it. */
export type Exposure = ReadonlyMap<Workload["item"], string>;

/** Routes of Gateways other than HTTPRoute, and what meshes let in, are not looked at. */
export const exposure = defineView({
  name: "workloads that something outside reaches",
  reads: exposureResources,
  build(sight): Exposure {
    const routes = sight.list("httproutes.gateway.networking.k8s.io").filter(({ gateways }) => gateways !== undefined);
    const routed = new Map([...leadsTo("HTTPRoute", routes), ...leadsTo("Ingress", sight.list("ingresses.networking.k8s.io"))]);
    const open = sight.list("services").flatMap((service): Opened[] => {
      const { name, namespace } = service.meta;
      const [door] = openedBy(service);
      const by = door === undefined ? routed.get(`${namespace}/${name}`) : `Service ${name} (${door})`;
      return by === undefined || service.selector === undefined ? [] : [{ service, by }];
    });
    const byNamespace = Map.groupBy(open, ({ service }) => service.meta.namespace ?? "");
    const found = new Map<Workload["item"], string>();
    for (const workload of sight.view(workloads)) {
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

type Leading = ItemBase & { readonly services?: readonly string[] };

/** @returns the Services behind objects of a kind, each with what leads to it. */
function leadsTo(kind: string, items: readonly Leading[]): readonly (readonly [service: string, by: string])[] {
  return items.flatMap(({ meta, services = [] }) =>
    services.map((name) => [`${meta.namespace}/${name}`, `${kind} ${meta.name}`] as const),
  );
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
