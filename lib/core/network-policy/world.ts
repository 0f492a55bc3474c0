/**
 * What the evaluation of network policies stands on: pods in groups that no policy can tell apart, namespaces with their
 * labels, policies, and what of all that was not seen. Decides nothing.
 */

import type { ViewSight } from "../checks/define.ts";
import { workloadResources, workloads } from "../checks/workload/workloads.ts";
import type { CiliumPolicyItem, CiliumSpec } from "../inventory/cilium-items.ts";
import type { Look } from "../inventory/inventory.ts";
import type { ItemBase, LabelSelector, NetworkPolicyItem, PodSpecItem } from "../inventory/items.ts";
import type { AdminPolicyItem, CalicoPolicyItem, PluginPolicyItem } from "../inventory/network-items.ts";
import { hasEnded } from "../inventory/pod-owners.ts";
import type { ResourceId } from "../inventory/resources.ts";
import { type AddressRange, rangeOf } from "./address.ts";
import { comparisonsOf, parseCalico } from "./calico-selector.ts";
import { networkPlugin } from "./network-plugin.ts";
import { ownersOf } from "./owners.ts";
import { type NamedValues, namedValues } from "./selectors.ts";

export const adminPolicyResources = [
  "adminnetworkpolicies.policy.networking.k8s.io",
  "baselineadminnetworkpolicies.policy.networking.k8s.io",
  "clusternetworkpolicies.policy.networking.k8s.io",
] as const;

export const pluginPolicyResources = [
  "ciliumnetworkpolicies.cilium.io",
  "ciliumclusterwidenetworkpolicies.cilium.io",
  "networkpolicies.crd.projectcalico.org",
  "globalnetworkpolicies.crd.projectcalico.org",
  "networkpolicies.projectcalico.org",
  "globalnetworkpolicies.projectcalico.org",
] as const;

export const networkPolicies = "networkpolicies.networking.k8s.io";

/** What decides who is isolated: everything but addresses of nodes and of the API server. */
export const policyResources = [
  "namespaces",
  networkPolicies,
  ...adminPolicyResources,
  ...pluginPolicyResources,
  ...workloadResources,
] as const;
export const networkResources = [...policyResources, "nodes", "endpointslices.discovery.k8s.io"] as const;
export type PolicyResource = (typeof policyResources)[number];

export type Labels = Readonly<Record<string, string>>;

/** Labels and spec of pods that are made. */
export interface Template {
  readonly labels?: Labels;
  readonly spec: PodSpecItem;
}

/** A Deployment, say: what people know pods by. */
export interface NetworkWorkload {
  readonly resource: ResourceId;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** Absent where only its pods were seen. */
  readonly item?: ItemBase;
  /** What its pods are made of; its own spec, of a pod. */
  readonly template?: Template;
}

export interface NamedPort {
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
}

/** Pods that no policy can tell apart. */
export interface PodGroup {
  readonly index: number;
  readonly namespace: string;
  /** Those that some selector looks at, and no others; a value that none names is one of several that its pods may have. */
  readonly labels: Labels;
  /** Those with a name, where some policy names a port. */
  readonly ports: readonly NamedPort[];
  /** On the host network: no NetworkPolicy is about it. */
  readonly hostNetwork: boolean;
  /** Each with how many of its pods are in this group; none where nothing runs of its template. */
  readonly members: ReadonlyMap<NetworkWorkload, number>;
}

export interface PluginPolicy {
  readonly resource: ResourceId;
  readonly item: PluginPolicyItem;
}

/** A policy of Cilium whose rules were read, on a cluster that Cilium enforces them on. */
export interface CiliumPolicy {
  readonly resource: ResourceId;
  readonly item: CiliumPolicyItem;
}

/** A policy of Calico whose scope was read, on a cluster that Calico enforces it on. */
export interface CalicoPolicy {
  readonly resource: ResourceId;
  readonly item: CalicoPolicyItem;
}

export interface NetworkWorld {
  readonly groups: readonly PodGroup[];
  /** Labels of those that were seen. */
  readonly namespaces: ReadonlyMap<string, Labels>;
  readonly policies: ReadonlyMap<string, readonly NetworkPolicyItem[]>;
  readonly admin: readonly AdminPolicyItem[];
  /** Those that are not evaluated. */
  readonly plugin: readonly PluginPolicy[];
  readonly cilium: readonly CiliumPolicy[];
  readonly calico: readonly CalicoPolicy[];
  /** Addresses of nodes, and networks of pods as far as nodes say them; absent where not every node was seen. */
  readonly inside: readonly AddressRange[] | undefined;
  /** Absent where nobody can tell: then a block may hold the address of any pod. */
  readonly podNetworks: readonly AddressRange[] | undefined;
  readonly sees: {
    /** Whether every NetworkPolicy of a namespace was seen, with its rules. */
    readonly policies: (namespace: string) => boolean;
    /** Whether everything that stands above NetworkPolicies, or beside them, was seen. */
    readonly others: (namespace: string) => boolean;
    readonly workloads: (namespace: string) => boolean;
  };
}

type WorldSight = ViewSight<PolicyResource> & { readonly nodes?: Look<"nodes"> };

/** @returns the world of an inventory. Pods that ended are not in it. */
export function networkWorld(sight: WorldSight): NetworkWorld {
  const policies = sight.list(networkPolicies);
  const admin = adminPolicyResources.flatMap((resource) => sight.list(resource));
  const { plugin, cilium, calico } = pluginPolicies(sight);
  const hasRules = sight.knows("network-policy-rules");
  const knowsPorts = sight.knows("port-names");
  return {
    groups: groupPods(sight, withCalico(shapeOf(policies, admin, plugin, cilium), calico)),
    namespaces: new Map(sight.list("namespaces").map(({ meta }) => [meta.name, meta.labels ?? {}])),
    policies: Map.groupBy(policies, ({ meta }) => meta.namespace ?? ""),
    admin: admin.toSorted((a, b) => a.priority - b.priority),
    plugin,
    cilium,
    calico,
    inside: addressesInside(sight),
    podNetworks: podNetworksOf(sight),
    sees: {
      policies: (namespace) => hasRules && knowsPorts && sight.complete(networkPolicies, namespace),
      others: (namespace) =>
        [...adminPolicyResources, ...pluginPolicyResources].every((resource) => sight.complete(resource, namespace)),
      workloads: (namespace) => workloadResources.every((resource) => sight.complete(resource, namespace)),
    },
  };
}

const ciliumResources = ["ciliumnetworkpolicies.cilium.io", "ciliumclusterwidenetworkpolicies.cilium.io"] as const;
const calicoDefinitions = ["networkpolicies.crd.projectcalico.org", "globalnetworkpolicies.crd.projectcalico.org"] as const;
/** Calico's own API server shows the same policies once more, and NetworkPolicies of Kubernetes among them. */
const calicoApi = ["networkpolicies.projectcalico.org", "globalnetworkpolicies.projectcalico.org"] as const;

/** Policies of a plugin that is not there say nothing, and nobody knows whether one that was not recognised enforces them. */
function pluginPolicies(sight: ViewSight<PolicyResource>): Pick<NetworkWorld, "plugin" | "cilium" | "calico"> {
  const daemonSets = sight.view(workloads).filter(({ resource }) => resource === "daemonsets.apps");
  const { name } = networkPlugin(daemonSets, sight.version);
  const listed = <R extends PolicyResource>(resources: readonly R[]) =>
    resources.flatMap((resource) => sight.list(resource).map((item) => ({ resource, item })));
  const cilium = name === "Cilium" && sight.knows("cilium-policy-rules") ? listed(ciliumResources) : [];
  const readsCalico = name === "Calico" && sight.knows("calico-policy-scope");
  const [defined, served] = readsCalico ? [listed(calicoDefinitions), listed(calicoApi)] : [[], []];
  const calico = served.length > 0 ? served.filter(({ item }) => !item.meta.name.startsWith("knp.")) : defined;
  const known = new Set<ItemBase>([...cilium, ...defined, ...served].map(({ item }) => item));
  const all = pluginPolicyResources.flatMap((resource) => sight.list(resource).map((item) => ({ resource, item })));
  return { plugin: all.filter(({ item }) => !known.has(item)), cilium, calico };
}

function addressesInside(sight: WorldSight): readonly AddressRange[] | undefined {
  const { nodes, knows } = sight;
  if (nodes === undefined || nodes.coverage.state !== "complete" || !knows("node-addresses")) return undefined;
  if (nodes.items.length === 0 || nodes.items.some(({ addresses }) => addresses === undefined)) return undefined;
  const own = nodes.items.flatMap(({ addresses = [] }) => addresses.flatMap((address) => rangeOf(address) ?? []));
  return [...own, ...(podNetworksOf(sight) ?? [])];
}

/** Every node has to say it: the network of one is not that of the others. */
function podNetworksOf({ nodes, knows }: WorldSight): readonly AddressRange[] | undefined {
  if (nodes === undefined || nodes.coverage.state !== "complete" || nodes.items.length === 0 || !knows("node-addresses"))
    return undefined;
  if (nodes.items.some(({ podNetworks }) => podNetworks === undefined)) return undefined;
  return nodes.items.flatMap(({ podNetworks = [] }) => podNetworks.flatMap((network) => rangeOf(network) ?? []));
}

/** What of pods any policy looks at. */
interface Shape {
  readonly values: NamedValues;
  readonly namesPorts: boolean;
}

function shapeOf(
  policies: readonly NetworkPolicyItem[],
  admin: readonly AdminPolicyItem[],
  plugin: readonly PluginPolicy[],
  cilium: readonly CiliumPolicy[],
): Shape {
  const specs = cilium.flatMap(({ item }) => item.specs ?? []);
  const selectors: LabelSelector[] = plugin.flatMap(({ item }) => item.selector ?? []);
  selectors.push(...specs.flatMap(selectorsOfCilium));
  const rules = policies.flatMap(({ ingress = [], egress = [] }) => [...ingress, ...egress]);
  const adminRules = admin.flatMap(({ ingress = [], egress = [] }) => [...ingress, ...egress]);
  selectors.push(...policies.map(({ podSelector }) => podSelector));
  for (const { peers = [] } of rules) selectors.push(...peers.flatMap(({ podSelector }) => podSelector ?? []));
  const adminPeers = [...admin.map(({ subject }) => subject), ...adminRules.flatMap(({ peers }) => peers)];
  selectors.push(...adminPeers.flatMap(({ pods }) => pods?.podSelector ?? []));
  const ports = [...rules, ...adminRules, ...specs.flatMap(rulesOfCilium)].flatMap((rule) => rule.ports ?? []);
  return { values: namedValues(selectors), namesPorts: ports.some(({ port }) => typeof port === "string") };
}

/** Where a part of a value counts, each value is one of its own. */
function withCalico(shape: Shape, calico: readonly CalicoPolicy[]): Shape {
  const values = new Map(shape.values);
  const every = { has: () => true };
  const found = calico.flatMap(({ item }) => comparisonsOf(parseCalico(item.scope?.selector ?? "") ?? { kind: "all" }));
  for (const { key, values: wanted, whole } of found) {
    const known = values.get(key);
    values.set(key, whole ? every : { has: (value) => wanted.includes(value) || known?.has(value) === true });
  }
  return { ...shape, values };
}

function rulesOfCilium({ ingress = [], egress = [] }: CiliumSpec) {
  return [...ingress, ...egress];
}

function selectorsOfCilium(spec: CiliumSpec): readonly LabelSelector[] {
  const peers = rulesOfCilium(spec).flatMap((rule) => rule.peers?.endpoints ?? []);
  return [...(spec.subject ? [spec.subject] : []), ...peers].map(({ pods }) => pods);
}

interface Growing extends PodGroup {
  readonly members: Map<NetworkWorkload, number>;
}

function groupPods(sight: ViewSight<PolicyResource>, shape: Shape): readonly PodGroup[] {
  const groups = new Map<string, Growing>();
  const looksOf = describer(shape);
  const add = (workload: NetworkWorkload, labels: Labels | undefined, spec: PodSpecItem, pods: number) => {
    const described = looksOf(labels, spec);
    const key = `${workload.namespace}\n${described.key}`;
    let group = groups.get(key);
    if (group === undefined) {
      const { key: _key, ...looks } = described;
      group = { index: groups.size, namespace: workload.namespace, ...looks, members: new Map() };
      groups.set(key, group);
    }
    group.members.set(workload, (group.members.get(workload) ?? 0) + pods);
  };
  const found = ownersOf(sight);
  for (const pod of sight.list("pods")) {
    if (hasEnded(pod)) continue;
    const workload = found.ownerOf(pod);
    found.running.add(workload);
    add(workload, pod.meta.labels, pod.spec, 1);
  }
  for (const [workload, { template, spec }] of found.templates)
    if (!found.running.has(workload)) add(workload, template.labels, spec, 0);
  return [...groups.values()];
}

/** Labels and containers are shared by pods of one template, so that each is looked at once. */
function describer({ values, namesPorts }: Shape) {
  const labelsSeen = new WeakMap<Labels, readonly [string, Labels]>();
  const portsSeen = new WeakMap<object, readonly [string, readonly NamedPort[]]>();
  const none: Labels = {};
  const noPorts: readonly NamedPort[] = [];
  const labelsOf = (labels: Labels) => {
    const named = Object.fromEntries(
      Object.entries(labels)
        .filter(([key]) => values.has(key))
        .sort(),
    );
    const told = Object.entries(named).map(([key, value]) => [key, values.get(key)?.has(value) ? value : null]);
    return [JSON.stringify(told), named] as const;
  };
  const portsOf = ({ containers }: PodSpecItem) => {
    const ports = containers
      .filter(({ type }) => type !== "ephemeral")
      .flatMap(({ ports: list = [] }) =>
        list.flatMap(({ name, containerPort, protocol = "TCP" }) => (name ? [{ name, port: containerPort, protocol }] : [])),
      );
    return [JSON.stringify(ports), ports] as const;
  };
  return (given: Labels = none, spec: PodSpecItem) => {
    const [labelKey, labels] = kept(labelsSeen, given, () => labelsOf(given));
    const [portKey, ports] = namesPorts ? kept(portsSeen, spec.containers, () => portsOf(spec)) : (["", noPorts] as const);
    const hostNetwork = spec.hostNetwork === true;
    return { key: `${labelKey}\n${portKey}\n${hostNetwork}`, labels, ports, hostNetwork };
  };
}

function kept<K extends object, T>(known: WeakMap<K, T>, key: K, make: () => T): T {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}
