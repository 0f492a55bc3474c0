/**
 * NetworkPolicies and those of administrators, evaluated as Kubernetes defines them: a pod is isolated in a direction where a
 * policy that chooses it has that type, and then only what a rule lets through passes; between two pods both ends have to let
 * it through. What nobody can tell is kept apart: `least` is let through for certain, `most` is what may be.
 */
import type { CiliumPolicyItem } from "../inventory/cilium-items.ts";
import type { NetworkPolicyItem } from "../inventory/items.ts";
import type { AdminPolicyItem, AdminRule, CalicoPolicyItem } from "../inventory/network-items.ts";
import { matchesSelector } from "../inventory/selector.ts";
import { type AddressRange, covers, rangesMeet } from "./address.ts";
import { evaluateCalico } from "./calico.ts";
import { evaluateCilium } from "./cilium.ts";
import { isGroup, receiverOf } from "./ends.ts";
import { commonPorts, everyPort, isNoPort, joinPorts, noPort, type PortSet, withoutPorts } from "./ports.ts";
import { createRuleReader, matchAt, type RuleReading } from "./rules.ts";
import type { Match } from "./selectors.ts";
import type { NetworkWorld, PluginPolicy, PodGroup } from "./world.ts";

export type Direction = "ingress" | "egress";

/** Ports that are let through for certain, and those that may be. */
export interface Passage {
  readonly least: PortSet;
  readonly most: PortSet;
}

/** Who is at the other end: pods of a group, or addresses outside. */
export type Other = PodGroup | readonly AddressRange[];

export interface Evaluation {
  readonly world: NetworkWorld;
  /** @returns the policies that isolate a group in a direction for certain. */
  isolating(group: PodGroup, direction: Direction): readonly IsolatingPolicy[];
  /** @returns whether policies isolate a group only if parts of them that are not evaluated say so. */
  mayBeIsolated(group: PodGroup, direction: Direction): boolean;
  /** @returns whether no policy of any kind is about a group in a direction, and none was missed. */
  isFree(group: PodGroup, direction: Direction): boolean;
  /** @returns the policies of network plugins that may be about a group; what they say is not read. */
  pluginPolicies(group: PodGroup): readonly PluginPolicy[];
  /** @returns the policies of network plugins that may be about a group and are read in parts. */
  partlyRead(group: PodGroup, direction: Direction): readonly UnreadPolicy[];
  /** @returns whether everything was seen that decides over a group. */
  isKnown(group: PodGroup): boolean;
  /** @returns the ports that one end lets through to or from another. */
  passage(group: PodGroup, direction: Direction, other: Other): Passage;
  /** @returns the ports between two groups, both ends asked. */
  between(from: PodGroup, to: PodGroup): Passage;
  /** @returns the rules of NetworkPolicies and of administrators that are about the other end, as far as they let through or refuse. */
  rulesFor(group: PodGroup, direction: Direction, other: Other): readonly AppliedRule[];
}

export type IsolatingPolicy = NetworkPolicyItem | CiliumPolicyItem | CalicoPolicyItem;

/** A policy with the parts of it, in fixed words, that are not evaluated. */
export interface UnreadPolicy {
  readonly policy: PluginPolicy;
  readonly parts: readonly string[];
}

export interface AppliedRule {
  readonly policy: NetworkPolicyItem | AdminPolicyItem | CiliumPolicyItem;
  readonly kind: "network" | "admin" | "plugin";
  readonly direction: Direction;
  readonly place: number;
  /** Where it stands in the policy. */
  readonly path: string;
  readonly action: "Allow" | "Deny" | "Pass";
  readonly match: Match;
  readonly ports: PortSet;
}

const everything: Passage = { least: everyPort, most: everyPort };
const nobodyKnows: Passage = { least: noPort, most: everyPort };
const none: readonly NetworkPolicyItem[] = [];

/** @returns the evaluation of a world, which keeps what it worked out. */
export function evaluate(world: NetworkWorld): Evaluation {
  const reader = createRuleReader(world);
  const ingress = world.groups.map((group) => chosenBy(world, group, "Ingress"));
  const egress = world.groups.map((group) => chosenBy(world, group, "Egress"));
  const plugin = world.groups.map((group) => pluginPoliciesOf(world, group));
  const known = world.groups.map(({ namespace }) => world.sees.policies(namespace) && world.sees.others(namespace));
  const cilium = evaluateCilium(world);
  const calico = evaluateCalico(world);
  const isolating = ({ index }: PodGroup, direction: Direction) => (direction === "ingress" ? ingress : egress)[index] ?? none;
  const pluginPolicies = ({ index }: PodGroup) => plugin[index] ?? [];
  const isKnown = ({ index }: PodGroup) => known[index] ?? false;

  const matchOf = (reading: RuleReading, other: Other): Match =>
    isGroup(other) ? matchAt(reading, other) : matchAddresses(reading, other);

  const byPolicies = (group: PodGroup, direction: Direction, other: Other): Passage | undefined => {
    const policies = isolating(group, direction);
    if (policies.length === 0) return undefined;
    const receiver = receiverOf(group, direction, other);
    let [least, most] = [noPort, noPort];
    for (const policy of policies)
      for (const rule of policy[direction] ?? []) {
        const reading = reader.read(policy, rule);
        const match = matchOf(reading, other);
        if (match === "no") continue;
        const ports = reading.portsAt(receiver);
        most = joinPorts(most, ports);
        if (match === "yes") least = joinPorts(least, ports);
        if (least === everyPort) return everything;
      }
    return { least, most };
  };

  const passage = (group: PodGroup, direction: Direction, other: Other): Passage => {
    if (group.hostNetwork) return everything;
    if (!isKnown(group) || pluginPolicies(group).length > 0) return nobodyKnows;
    if (calico.isAbout(group, direction)) return nobodyKnows;
    if (cilium.isAbout(group, direction)) {
      if (world.admin.length > 0) return nobodyKnows;
      return cilium.passage(group, direction, other, byPolicies(group, direction, other));
    }
    if (direction === "ingress" && isGroup(other) && other.hostNetwork) return fromNode(group);
    if (world.admin.length === 0) return byPolicies(group, direction, other) ?? everything;
    return withAdmin(group, direction, other);
  };

  /** Whatever comes from the pod's own node is let in, and which node that is nobody knows of a group. */
  const fromNode = (group: PodGroup): Passage =>
    isolating(group, "ingress").length === 0 && world.admin.length === 0 ? everything : nobodyKnows;

  const withAdmin = (group: PodGroup, direction: Direction, other: Other): Passage => {
    const receiver = receiverOf(group, direction, other);
    let walk = startWalk();
    for (const tier of ["admin", "baseline"] as const) {
      for (const policy of world.admin) {
        if (policy.tier !== tier) continue;
        const about = reader.isSubject(policy.subject, group);
        if (about === "no") continue;
        if (policy.unread) return nobodyKnows;
        for (const rule of policy[direction] ?? []) {
          const reading = reader.readAdmin(rule);
          const match = matchOf(reading, other);
          if (match !== "no")
            walk = step(walk, {
              action: rule.action,
              ports: reading.portsAt(receiver),
              certain: match === "yes" && about === "yes",
            });
        }
      }
      if (tier === "admin") {
        walk = rejoin(walk);
        const own = byPolicies(group, direction, other);
        if (own !== undefined) return finish(walk, own);
      }
    }
    return finish(rejoin(walk), everything);
  };

  return {
    world,
    isolating: (group, direction) => {
      const own = isolating(group, direction);
      if (world.cilium.length + world.calico.length === 0) return own;
      return [...own, ...cilium.isolating(group, direction), ...calico.isolating(group, direction)];
    },
    mayBeIsolated: (group, direction) =>
      isolating(group, direction).length === 0 &&
      [cilium, calico].some((one) => one.isolation(group, direction) === "maybe") &&
      ![cilium, calico].some((one) => one.isolation(group, direction) === "yes"),
    isFree: (group, direction) =>
      world.admin.length === 0 &&
      isKnown(group) &&
      pluginPolicies(group).length === 0 &&
      isolating(group, direction).length === 0 &&
      !cilium.isAbout(group, direction) &&
      !calico.isAbout(group, direction),
    pluginPolicies,
    partlyRead: (group, direction) => {
      const found = [...cilium.unread(group, direction), ...calico.unread(group, direction)];
      if (world.admin.length === 0) return found;
      const order = "their order beside policies of administrators";
      return found.map(({ policy, parts }) => ({ policy, parts: [...parts, order] }));
    },
    isKnown,
    passage,
    between: (from, to) => {
      const out = passage(from, "egress", to);
      if (isNoPort(out.most)) return out;
      const into = passage(to, "ingress", from);
      return { least: commonPorts(out.least, into.least), most: commonPorts(out.most, into.most) };
    },
    rulesFor: (group, direction, other) => {
      const receiver = receiverOf(group, direction, other);
      const admin = world.admin.filter(({ subject }) => reader.isSubject(subject, group) !== "no");
      const ofAdmin = admin.flatMap((policy) =>
        (policy[direction] ?? []).map((rule, place) => ({
          ...{ policy, kind: "admin" as const, place, path: pathOf(direction, place), action: rule.action },
          reading: reader.readAdmin(rule),
        })),
      );
      const ofPolicies = isolating(group, direction).flatMap((policy) =>
        (policy[direction] ?? []).map((rule, place) => ({
          ...{ policy, kind: "network" as const, place, path: pathOf(direction, place), action: "Allow" as const },
          reading: reader.read(policy, rule),
        })),
      );
      const read = [...ofAdmin, ...ofPolicies].flatMap(({ reading, ...rule }): AppliedRule[] => {
        const match = matchOf(reading, other);
        return match === "no" ? [] : [{ ...rule, direction, match, ports: reading.portsAt(receiver) }];
      });
      return world.cilium.length === 0 ? read : [...read, ...cilium.rulesFor(group, direction, other)];
    },
  };
}

function pathOf(direction: Direction, place: number): string {
  return `spec.${direction}[${place}]`;
}

function matchAddresses({ everybody, addresses, unread }: RuleReading, wanted: readonly AddressRange[]): Match {
  if (everybody || wanted.every((range) => covers(addresses, range))) return "yes";
  return unread || rangesMeet(addresses, wanted) ? "maybe" : "no";
}

function chosenBy(world: NetworkWorld, group: PodGroup, type: "Ingress" | "Egress"): readonly NetworkPolicyItem[] {
  if (group.hostNetwork) return none;
  const policies = world.policies.get(group.namespace);
  if (policies === undefined) return none;
  const chosen = policies.filter(
    ({ podSelector, policyTypes }) => policyTypes.includes(type) && matchesSelector(podSelector, group.labels),
  );
  return chosen.length === 0 ? none : chosen;
}

function pluginPoliciesOf(world: NetworkWorld, group: PodGroup): readonly PluginPolicy[] {
  if (group.hostNetwork) return [];
  return world.plugin.filter(({ item }) => {
    if (item.aboutNodes || (item.meta.namespace !== undefined && item.meta.namespace !== group.namespace)) return false;
    return item.selector === undefined || matchesSelector(item.selector, group.labels);
  });
}

/** Ports on their way through the rules of administrators, the first of which that is about a port decides. */
interface Walk {
  readonly leastLeft: PortSet;
  readonly mostLeft: PortSet;
  readonly leastLet: PortSet;
  readonly mostLet: PortSet;
  /** Passed on to what stands below. */
  readonly leastPassed: PortSet;
  readonly mostPassed: PortSet;
}

function startWalk(): Walk {
  return {
    leastLeft: everyPort,
    mostLeft: everyPort,
    leastLet: noPort,
    mostLet: noPort,
    leastPassed: noPort,
    mostPassed: noPort,
  };
}

interface Step {
  readonly action: AdminRule["action"];
  readonly ports: PortSet;
  readonly certain: boolean;
}

/** Of the least, a rule that may count counts where it refuses; of the most, where it lets through. */
function step(walk: Walk, { action, ports, certain }: Step): Walk {
  const least = commonPorts(walk.leastLeft, ports);
  const most = commonPorts(walk.mostLeft, ports);
  if (!certain) {
    if (action === "Allow") return { ...walk, mostLet: joinPorts(walk.mostLet, most) };
    if (action === "Deny") return { ...walk, leastLeft: withoutPorts(walk.leastLeft, ports) };
    return { ...walk, leastLeft: withoutPorts(walk.leastLeft, ports), mostPassed: joinPorts(walk.mostPassed, most) };
  }
  const left = { leastLeft: withoutPorts(walk.leastLeft, ports), mostLeft: withoutPorts(walk.mostLeft, ports) };
  if (action === "Allow")
    return { ...walk, ...left, leastLet: joinPorts(walk.leastLet, least), mostLet: joinPorts(walk.mostLet, most) };
  if (action === "Deny") return { ...walk, ...left };
  return { ...walk, ...left, leastPassed: joinPorts(walk.leastPassed, least), mostPassed: joinPorts(walk.mostPassed, most) };
}

/** What was passed on goes on with what no rule was about. */
function rejoin(walk: Walk): Walk {
  return {
    ...walk,
    leastLeft: joinPorts(walk.leastLeft, walk.leastPassed),
    mostLeft: joinPorts(walk.mostLeft, walk.mostPassed),
    leastPassed: noPort,
    mostPassed: noPort,
  };
}

function finish(walk: Walk, below: Passage): Passage {
  return {
    least: joinPorts(walk.leastLet, commonPorts(walk.leastLeft, below.least)),
    most: joinPorts(walk.mostLet, commonPorts(walk.mostLeft, below.most)),
  };
}
