/** What one rule of a policy says: which groups of pods, which addresses, which ports. Each rule is worked out once. */
import type { NetworkPolicyItem } from "../inventory/items.ts";
import type { AdminPeer, AdminRule, NetworkPort, NetworkRule } from "../inventory/network-items.ts";
import { matchesSelector } from "../inventory/selector.ts";
import { type AddressRange, addressesOfBlock, rangeOf, rangesMeet } from "./address.ts";
import { everyPort, joinPorts, noPort, type PortSet, type Protocol, portsOf, protocols } from "./ports.ts";
import { both, type Match, matchNamespace } from "./selectors.ts";
import type { NetworkWorld, PodGroup } from "./world.ts";

export interface RuleReading {
  /** For each group by its index: 0 no, 1 yes, 2 maybe. */
  readonly groups: Uint8Array;
  /** Whether it is about everybody, addresses outside included. */
  readonly everybody: boolean;
  /** Addresses that it names, whoever has them. */
  readonly addresses: readonly AddressRange[];
  /** Whether it is about nodes, or names peers in a way that is not read. */
  readonly unread: boolean;
  /** @returns the ports, as the pods at the receiving end name them; of an address outside no name means anything. */
  readonly portsAt: (receiver: PodGroup | undefined) => PortSet;
}

const words: readonly Match[] = ["no", "yes", "maybe"];

/** @returns the reading of a match from the table of a rule. */
export function matchAt({ groups }: RuleReading, { index }: PodGroup): Match {
  return words[groups[index] ?? 0] ?? "no";
}

/** @returns a reader of the rules of one world, which keeps what it read. */
export function createRuleReader(world: NetworkWorld) {
  const groupsOf = Map.groupBy(world.groups, ({ namespace }) => namespace);
  const known = new Map<NetworkRule | AdminRule, RuleReading>();
  const once = (rule: NetworkRule | AdminRule, read: () => RuleReading): RuleReading => {
    const found = known.get(rule) ?? read();
    known.set(rule, found);
    return found;
  };
  const mark = (table: Uint8Array, group: PodGroup, match: Match) => {
    if (match === "yes") table[group.index] = 1;
    else if (match === "maybe" && table[group.index] === 0) table[group.index] = 2;
  };
  const eachNamespace = function* (selects: (name: string) => Match): Iterable<readonly [PodGroup, Match]> {
    for (const [name, groups] of groupsOf) {
      const match = selects(name);
      if (match !== "no") for (const group of groups) yield [group, match];
    }
  };
  const networked = (list: Iterable<readonly [PodGroup, Match]>) => [...list].filter(([group]) => !group.hostNetwork);
  const blocks = (table: Uint8Array, ranges: readonly AddressRange[]) => {
    const { podNetworks } = world;
    if (ranges.length === 0) return;
    const mayBePods = podNetworks === undefined || rangesMeet(ranges, podNetworks);
    for (const group of world.groups) if (group.hostNetwork || mayBePods) mark(table, group, "maybe");
  };
  const nodes = (table: Uint8Array) => {
    for (const group of world.groups) if (group.hostNetwork) mark(table, group, "maybe");
  };

  return {
    /** @returns what a rule of a NetworkPolicy says. */
    read(policy: NetworkPolicyItem, rule: NetworkRule): RuleReading {
      return once(rule, () => {
        const table = new Uint8Array(world.groups.length);
        const own = policy.meta.namespace ?? "";
        const { peers = [] } = rule;
        for (const { podSelector = {}, namespaceSelector, ipBlock } of peers) {
          if (ipBlock !== undefined) continue;
          const chosen = namespaceSelector
            ? eachNamespace((name) => matchNamespace(namespaceSelector, name, world.namespaces.get(name)))
            : eachNamespace((name) => (name === own ? "yes" : "no"));
          for (const [group, match] of networked(chosen))
            if (matchesSelector(podSelector, group.labels)) mark(table, group, match);
        }
        const addresses = peers.flatMap(({ ipBlock }) => (ipBlock ? addressesOfBlock(ipBlock) : []));
        blocks(table, addresses);
        const everybody = peers.length === 0;
        if (everybody) table.fill(1);
        return { groups: table, everybody, addresses, unread: false, portsAt: portReader(rule.ports) };
      });
    },

    /** @returns what a rule of an administrator's policy says. */
    readAdmin(rule: AdminRule): RuleReading {
      return once(rule, () => {
        const table = new Uint8Array(world.groups.length);
        for (const peer of rule.peers) for (const [group, match] of networked(chosenBy(peer))) mark(table, group, match);
        const addresses = rule.peers.flatMap(({ networks = [] }) => networks.flatMap((network) => rangeOf(network) ?? []));
        blocks(table, addresses);
        const unread = rule.peers.some((peer) => peer.unread || peer.nodes !== undefined);
        if (unread) nodes(table);
        return { groups: table, everybody: false, addresses, unread, portsAt: portReader(rule.ports) };
      });
    },

    /** @returns whether an administrator's policy is about a group. */
    isSubject(subject: AdminPeer, group: PodGroup): Match {
      if (group.hostNetwork) return "no";
      return matchAdmin(subject, group, world);
    },
  };

  function* chosenBy(peer: AdminPeer): Iterable<readonly [PodGroup, Match]> {
    if (peer.namespaces === undefined && peer.pods === undefined) return;
    for (const group of world.groups) {
      const match = matchAdmin(peer, group, world);
      if (match !== "no") yield [group, match];
    }
  }
}

function matchAdmin({ namespaces, pods }: AdminPeer, group: PodGroup, world: NetworkWorld): Match {
  const labels = world.namespaces.get(group.namespace);
  const byNamespace = namespaces ? matchNamespace(namespaces, group.namespace, labels) : "no";
  if (byNamespace !== "no" || pods === undefined) return byNamespace;
  const inside = matchNamespace(pods.namespaceSelector, group.namespace, labels);
  return both(inside, matchesSelector(pods.podSelector, group.labels) ? "yes" : "no");
}

/** Named ports are those of the receiving pod; all others are the same wherever they lead. */
function portReader(ports: readonly NetworkPort[] | undefined): RuleReading["portsAt"] {
  if (ports === undefined) return () => everyPort;
  const named = ports.filter(({ port }) => typeof port === "string");
  const fixed = ports
    .filter(({ port }) => typeof port !== "string")
    .reduce((all, port) => joinPorts(all, numberedPorts(port)), noPort);
  if (named.length === 0) return () => fixed;
  const known = new Map<PodGroup["ports"] | undefined, PortSet>();
  return (receiver) => {
    const found = known.get(receiver?.ports) ?? named.reduce((all, port) => joinPorts(all, namedPorts(port, receiver)), fixed);
    known.set(receiver?.ports, found);
    return found;
  };
}

function protocolOf(text: string | undefined): Protocol | undefined {
  return text === undefined ? "TCP" : protocols.find((protocol) => protocol === text);
}

function numberedPorts({ protocol, port, endPort }: NetworkPort): PortSet {
  const known = protocolOf(protocol);
  if (known === undefined) return noPort;
  return typeof port === "number" ? portsOf(known, port, endPort ?? port) : portsOf(known);
}

/** An administrator's policy names no protocol beside the name of a port: the pod's own counts. */
function namedPorts({ protocol, port }: NetworkPort, receiver: PodGroup | undefined): PortSet {
  const chosen = (receiver?.ports ?? []).filter(
    (one) => one.name === port && (protocol === undefined ? one.protocol === "TCP" : one.protocol === protocol),
  );
  return chosen.reduce((all, one) => {
    const known = protocolOf(one.protocol);
    return known === undefined ? all : joinPorts(all, portsOf(known, one.port, one.port));
  }, noPort);
}
