/** What rules of Cilium's policies say: which groups of pods, which addresses, which ports. Each rule is worked out once. */
import type { CiliumPeers, CiliumPort, CiliumRule, CiliumSelector } from "../inventory/cilium-items.ts";
import { matchesSelector } from "../inventory/selector.ts";
import { type AddressRange, addressesOfBlock, areOfLink, areOutside, covers, rangesMeet } from "./address.ts";
import { everyPort, joinPorts, noPort, type PortSet, portsOf, protocols } from "./ports.ts";
import { both, type Match, matchNamespace } from "./selectors.ts";
import type { CiliumPolicy, NetworkWorld, PodGroup } from "./world.ts";

export interface CiliumReading {
  readonly groupMatch: (group: PodGroup) => Match;
  readonly addressMatch: (wanted: readonly AddressRange[]) => Match;
  /** @returns the ports for certain, and those that may be, as the pods at the receiving end name them. */
  readonly portsAt: (receiver: PodGroup | undefined) => { readonly certain: PortSet; readonly possible: PortSet };
}

const words: readonly Match[] = ["no", "yes", "maybe"];

/** @returns a reader of the rules of one world, which keeps what it read. */
export function createCiliumReader(world: NetworkWorld) {
  const known = new Map<CiliumRule, CiliumReading>();
  return (policy: CiliumPolicy, rule: CiliumRule, direction: "ingress" | "egress"): CiliumReading => {
    const found = known.get(rule) ?? readRule(world, policy, rule, direction);
    known.set(rule, found);
    return found;
  };
}

function readRule(world: NetworkWorld, policy: CiliumPolicy, rule: CiliumRule, direction: "ingress" | "egress"): CiliumReading {
  const { peers } = rule;
  const portsAt = portReader(world, rule, direction);
  if (peers === undefined) {
    const match = rule.ports === undefined ? "no" : "yes";
    return { groupMatch: () => match, addressMatch: () => match, portsAt };
  }
  const table = Uint8Array.from(world.groups, (group) => words.indexOf(matchPeers(peers, group, policy, world)));
  const ranges = (peers.blocks ?? []).flatMap(addressesOfBlock);
  return {
    groupMatch: ({ index }) => words[table[index] ?? 0] ?? "no",
    addressMatch: (wanted) => matchAddresses(peers, ranges, wanted, world),
    portsAt,
  };
}

/** @returns whether a selector of a policy chooses a group; without a word of namespaces those of a namespace choose inside of it. */
export function matchCilium(
  { pods, namespaces, unread }: CiliumSelector,
  group: PodGroup,
  { item }: CiliumPolicy,
  world: NetworkWorld,
): Match {
  const own = item.meta.namespace;
  if (group.hostNetwork || !matchesSelector(pods, group.labels)) return "no";
  const inside = namespaces
    ? matchNamespace(namespaces, group.namespace, world.namespaces.get(group.namespace))
    : own === undefined || own === group.namespace
      ? "yes"
      : "no";
  return both(inside, unread ? "maybe" : "yes");
}

/** Nodes and what runs on their network are the same to Cilium. */
const ofNodes = new Set(["host", "remote-node", "kube-apiserver"]);

function matchPeers(peers: CiliumPeers, group: PodGroup, policy: CiliumPolicy, world: NetworkWorld): Match {
  const { endpoints = [], blocks = [], entities = [], perhaps = [] } = peers;
  if (entities.includes("all") || entities.includes("cluster")) return "yes";
  if (group.hostNetwork) {
    const may = blocks.length > 0 || perhaps.length > 0 || entities.some((entity) => ofNodes.has(entity));
    return may ? "maybe" : "no";
  }
  const matches = endpoints.map((one) => matchCilium(one, group, policy, world));
  if (matches.includes("yes")) return "yes";
  return matches.includes("maybe") || perhaps.includes("anybody") || entities.includes("unmanaged") ? "maybe" : "no";
}

/** A block is about what is outside of the cluster alone, unless Cilium was set up to count nodes. */
function matchAddresses(
  { entities = [], perhaps = [] }: CiliumPeers,
  ranges: readonly AddressRange[],
  wanted: readonly AddressRange[],
  world: NetworkWorld,
): Match {
  if (entities.includes("all")) return "yes";
  const outside = areOutside(wanted, world.inside);
  if (entities.includes("world") || wanted.every((range) => covers(ranges, range))) return outside ? "yes" : "maybe";
  if (rangesMeet(ranges, wanted) || perhaps.some((who) => who !== "nodes")) return "maybe";
  const single = wanted.every(({ first, last }) => first === last);
  const mayBeInside = (single || !outside) && !areOfLink(wanted);
  const names = perhaps.includes("nodes") || entities.some((entity) => entity !== "none");
  return names && mayBeInside ? "maybe" : "no";
}

function portReader(
  world: NetworkWorld,
  { ports, partly }: CiliumRule,
  direction: "ingress" | "egress",
): CiliumReading["portsAt"] {
  if (ports === undefined) {
    const all = { certain: partly ? noPort : everyPort, possible: everyPort };
    return () => all;
  }
  const join = (list: readonly CiliumPort[], of: (port: CiliumPort) => PortSet) =>
    list.reduce((all, port) => joinPorts(all, of(port)), noPort);
  const sure = partly ? [] : ports.filter((port) => !port.partly);
  if (ports.every(({ port }) => typeof port === "number")) {
    const all = { certain: join(sure, numbered), possible: join(ports, numbered) };
    return () => all;
  }
  if (direction === "egress") {
    const anywhere = (port: CiliumPort) => world.groups.reduce((all, group) => joinPorts(all, portsIn(port, group)), noPort);
    const numbers = sure.filter(({ port }) => typeof port === "number");
    const all = { certain: join(numbers, numbered), possible: join(ports, anywhere) };
    return () => all;
  }
  const known = new Map<PodGroup["ports"] | undefined, ReturnType<CiliumReading["portsAt"]>>();
  return (receiver) => {
    const at = (port: CiliumPort) => portsIn(port, receiver);
    const found = known.get(receiver?.ports) ?? { certain: join(sure, at), possible: join(ports, at) };
    known.set(receiver?.ports, found);
    return found;
  };
}

function numbered({ protocol, port, endPort }: CiliumPort): PortSet {
  const first = Number(port);
  return protocols
    .filter((one) => protocol === undefined || one === protocol)
    .reduce((all, one) => joinPorts(all, portsOf(one, first, first === 0 ? undefined : Math.max(first, endPort ?? 0))), noPort);
}

function portsIn(wanted: CiliumPort, receiver: PodGroup | undefined): PortSet {
  if (typeof wanted.port === "number") return numbered(wanted);
  return (receiver?.ports ?? [])
    .filter(({ name, protocol }) => name === wanted.port && (wanted.protocol ?? protocol) === protocol)
    .reduce((all, { port, protocol }) => joinPorts(all, numbered({ port, protocol })), noPort);
}
