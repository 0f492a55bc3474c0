/** The network of a cluster as people look at it: namespaces, who reaches whom and why, what is open to the outside. */
import { createSight, isComplete } from "../checks/sight.ts";
import { type WorkloadResource, workloadResources, workloads } from "../checks/workload/workloads.ts";
import { gapsOf } from "../inventory/build.ts";
import { compareGaps, compareText, type Gap } from "../inventory/gap.ts";
import type { Inventory, Look } from "../inventory/inventory.ts";
import type { IngressItem, ServiceItem } from "../inventory/items.ts";
import type { HttpRouteItem } from "../inventory/network-items.ts";
import { type Evaluation, evaluate } from "../network-policy/evaluate.ts";
import { type Exposure, exposuresOf } from "../network-policy/exposure.ts";
import { hasDefault, type WorkloadIsolation, workloadIsolation } from "../network-policy/isolation.ts";
import { type MeshedWorkload, meshedWorkloads, meshResources } from "../network-policy/mesh.ts";
import { type NetworkPlugin, networkPlugin } from "../network-policy/network-plugin.ts";
import { type Reach, reachOf, type TargetAddresses, type TargetId, targetAddresses } from "../network-policy/targets.ts";
import { networkResources, networkWorld } from "../network-policy/world.ts";

const doors = [
  "services",
  "ingresses.networking.k8s.io",
  "gateways.gateway.networking.k8s.io",
  "httproutes.gateway.networking.k8s.io",
] as const;

export const networkPostureResources = [...new Set([...networkResources, ...meshResources, ...doors])];

export interface NetworkPosture {
  readonly evaluation: Evaluation;
  readonly isolation: ReadonlyMap<string, readonly WorkloadIsolation[]>;
  readonly plugin: NetworkPlugin;
  readonly addresses: TargetAddresses;
  readonly exposures: readonly Exposure[];
  readonly mesh: readonly MeshedWorkload[];
  readonly services: readonly ServiceItem[];
  readonly ingresses: readonly IngressItem[];
  readonly routes: readonly HttpRouteItem[];
  /** Those that were seen, or in which something runs; sorted. */
  readonly namespaces: readonly string[];
  readonly sees: { readonly workloads: (namespace: string) => boolean };
  readonly gaps: readonly Gap[];
}

/** @returns the network of an inventory, evaluated once. */
export function networkPosture(inventory: Inventory): NetworkPosture {
  const { looks, cluster } = inventory;
  const sight = createSight(inventory, [...networkResources, ...meshResources]);
  const nodes = looks.nodes;
  const evaluation = evaluate(networkWorld({ ...createSight(inventory, networkResources), nodes }));
  const isolation = Map.groupBy(workloadIsolation(evaluation), ({ workload }) => workload.namespace);
  const daemonSets = workloads.build(createSight(inventory, workloadResources)).filter(isDaemonSet);
  const [services, ingresses] = [looks.services.items, looks["ingresses.networking.k8s.io"].items];
  const slices = looks["endpointslices.discovery.k8s.io"];
  return {
    evaluation,
    isolation,
    plugin: networkPlugin(daemonSets, cluster.version),
    addresses: targetAddresses(slices.items, nodes.coverage.state === "complete" ? nodes.items : undefined),
    exposures: exposuresOf({ services, ingresses, gateways: looks["gateways.gateway.networking.k8s.io"].items }),
    mesh: meshedWorkloads(sight).workloads,
    services,
    ingresses,
    routes: looks["httproutes.gateway.networking.k8s.io"].items,
    namespaces: [...new Set([...evaluation.world.namespaces.keys(), ...isolation.keys()])].sort(compareText),
    sees: { workloads: (name) => workloadResources.every((resource) => isComplete(looks[resource] as Look, name)) },
    gaps: networkPostureResources.flatMap((resource) => gapsOf(looks[resource] as Look)).sort(compareGaps),
  };
}

function isDaemonSet({ resource }: { readonly resource: WorkloadResource }): boolean {
  return resource === "daemonsets.apps";
}

export interface NetworkRow {
  readonly name: string;
  /** Those that policies can be about; pods on the host network are counted apart. */
  readonly workloads: number;
  readonly onHost: number;
  readonly openIngress: number;
  readonly openEgress: number;
  /** Of which nobody can tell whether they are isolated. */
  readonly unknown: number;
  readonly policies: number;
  /** Whether a policy selects everything in a direction; undefined where policies were not seen. */
  readonly defaultIngress: boolean | undefined;
  readonly defaultEgress: boolean | undefined;
  readonly metadata: number;
  readonly internet: number;
  /** Whether all that runs, and all policies, were seen. */
  readonly complete: boolean;
}

/** @returns one namespace in numbers. */
export function networkRow(posture: NetworkPosture, name: string): NetworkRow {
  const { evaluation, isolation, sees } = posture;
  const all = isolation.get(name) ?? [];
  const judged = all.filter(({ ingress }) => ingress !== "host");
  const { policies, cilium, calico } = evaluation.world;
  const own = [...(policies.get(name) ?? []), ...[...cilium, ...calico].filter(({ item }) => item.meta.namespace === name)];
  const seen = evaluation.world.sees.policies(name);
  const reaching = (target: TargetId) =>
    judged.filter((one) => ["all", "some"].includes(workloadReach(posture, one, target))).length;
  return {
    name,
    workloads: judged.length,
    onHost: all.length - judged.length,
    openIngress: judged.filter(({ ingress }) => ingress === "open").length,
    openEgress: judged.filter(({ egress }) => egress === "open").length,
    unknown: judged.filter(({ ingress, egress }) => ingress === "unknown" || egress === "unknown").length,
    policies: own.length,
    defaultIngress: seen ? hasDefault(evaluation.world, name, "ingress") : undefined,
    defaultEgress: seen ? hasDefault(evaluation.world, name, "egress") : undefined,
    metadata: reaching("metadata"),
    internet: reaching("internet"),
    complete: seen && sees.workloads(name),
  };
}

const order: readonly Reach[] = ["all", "some", "unknown", "none"];

/** @returns what a workload reaches of a target: the most that any of its pods does. */
export function workloadReach(posture: NetworkPosture, { groups }: WorkloadIsolation, target: TargetId): Reach {
  const found = groups.map((group) => reachOf(posture.evaluation, group, target, posture.addresses));
  return order.find((reach) => found.includes(reach)) ?? "unknown";
}

/** @returns a workload by its namespace, kind and name. */
export function workloadAt(posture: NetworkPosture, text: string): WorkloadIsolation | undefined {
  const [namespace = "", kind, name] = text.split("/");
  return posture.isolation.get(namespace)?.find(({ workload }) => workload.kind === kind && workload.name === name);
}
