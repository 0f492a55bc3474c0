/** What pods may reach beside other pods: the metadata API of a cloud, the API server, kubelets, the internet. */

import type { NodeItem } from "../inventory/items.ts";
import type { EndpointSliceItem } from "../inventory/platform-items.ts";
import { type AddressRange, publicAddresses, rangeOf } from "./address.ts";
import type { Evaluation, Passage } from "./evaluate.ts";
import { isNoPort, joinPorts, noPort, overlap, type PortSet, portsOf } from "./ports.ts";
import type { PodGroup } from "./world.ts";

export const targetIds = ["internet", "metadata", "api-server", "kubelets"] as const;
export type TargetId = (typeof targetIds)[number];

/** `some`: a part of the addresses, or of what they may be. */
export type Reach = "all" | "some" | "none" | "unknown";

/** Where a cloud answers its machines: with what they are, and often with their credentials. */
export const metadataAddresses = ["169.254.169.254", "fd00:ec2::254"] as const;

export interface TargetAddresses {
  /** Of the API server, with its ports; undefined where they were not seen. */
  readonly apiServer: { readonly addresses: readonly Address[]; readonly ports: PortSet } | undefined;
  /** Of nodes, with the port of their kubelet; undefined where some were not seen. */
  readonly nodes: readonly { readonly address: Address; readonly port: PortSet }[] | undefined;
}

/** One address, as a range. */
type Address = readonly AddressRange[];

/** @returns where the API server and the kubelets listen, as far as the cluster says it. */
export function targetAddresses(
  slices: readonly EndpointSliceItem[] | undefined,
  nodes: readonly NodeItem[] | undefined,
): TargetAddresses {
  const own = (slices ?? []).filter(({ addresses }) => addresses !== undefined);
  const addresses = own.flatMap((slice) => slice.addresses ?? []);
  const ports = own.flatMap((slice) => slice.ports ?? []).reduce(addPort, noPort);
  const known = nodes?.every((node) => node.addresses !== undefined) ? nodes.flatMap(kubeletsOf) : [];
  return {
    apiServer: addresses.length === 0 ? undefined : { addresses: eachOf(addresses), ports },
    nodes: known.length === 0 ? undefined : known,
  };
}

/** Where a node does not say its kubelet's port, it is the one that kubelets have by themselves. */
function kubeletsOf({ addresses = [], kubeletPort }: NodeItem): NonNullable<TargetAddresses["nodes"]> {
  const port = kubeletPort === undefined ? kubelet : portsOf("TCP", kubeletPort);
  return eachOf(addresses).map((address) => ({ address, port }));
}

function eachOf(addresses: readonly string[]): readonly Address[] {
  return [...new Set(addresses)].map((address) => rangesOf([address]));
}

/** @returns what a group reaches of a target, by its policies. Pods on the host network reach what their node reaches. */
export function reachOf(evaluation: Evaluation, group: PodGroup, target: TargetId, { apiServer, nodes }: TargetAddresses): Reach {
  if (!group.hostNetwork && (!evaluation.isKnown(group) || evaluation.pluginPolicies(group).length > 0)) return "unknown";
  const at = (address: Address, ports: PortSet) => verdictOf(evaluation.passage(group, "egress", address), ports);
  switch (target) {
    case "internet":
      return reachOfInternet(families.map((addresses) => evaluation.passage(group, "egress", addresses)));
    case "metadata":
      return best(metadata.map((address) => at(address, http)));
    case "api-server":
      if (apiServer === undefined) return ofUnknownPlace(evaluation, group, apiPorts);
      return best(apiServer.addresses.map((address) => at(address, apiServer.ports)));
    case "kubelets":
      if (nodes === undefined) return ofUnknownPlace(evaluation, group, kubelet);
      return ofSeveral(nodes.map(({ address, port }) => at(address, port)));
  }
}

const families = ([4, 6] as const).map((family) => publicAddresses.filter((range) => range.family === family));
const metadata = eachOf(metadataAddresses);
const http = portsOf("TCP", 80);
const kubelet = portsOf("TCP", 10_250);
const apiPorts = joinPorts(portsOf("TCP", 443), portsOf("TCP", 6443));

function addPort(ports: PortSet, port: number): PortSet {
  return joinPorts(ports, portsOf("TCP", port));
}

function rangesOf(addresses: readonly string[]): readonly AddressRange[] {
  return addresses.flatMap((address) => rangeOf(address) ?? []);
}

/** A rule that names a part of the internet lets that part through for certain: nothing is unknown of it. */
function reachOfInternet(passages: readonly Passage[]): Reach {
  if (passages.some(({ least }) => !isNoPort(least))) return "all";
  return passages.some(({ most }) => !isNoPort(most)) ? "some" : "none";
}

function verdictOf({ least, most }: Passage, wanted: PortSet): Reach {
  if (overlap(least, wanted)) return "all";
  return overlap(most, wanted) ? "unknown" : "none";
}

/** Of addresses that lead to the same, one is enough. */
function best(parts: readonly Reach[]): Reach {
  return (["all", "unknown"] as const).find((reach) => parts.includes(reach)) ?? "none";
}

function ofSeveral(parts: readonly Reach[]): Reach {
  if (parts.every((part) => part === "all")) return "all";
  if (parts.includes("all")) return "some";
  return best(parts);
}

/** Without an address only those answers are left that hold for every address. */
function ofUnknownPlace(evaluation: Evaluation, group: PodGroup, ports: PortSet): Reach {
  return verdictOf(evaluation.passage(group, "egress", rangesOf(["0.0.0.0/0", "::/0"])), ports);
}
