/**
 * Cilium's own policies at layers 3 and 4: what any of them lets through passes, together with what NetworkPolicies let through;
 * what any refuses does not. A pod is isolated in a direction where a policy that chooses it denies by default in it. Whatever
 * comes from the pod's own node is let in. After https://docs.cilium.io/en/stable/security/policy/.
 */
import { type CiliumSpec, hiddenLabels } from "../inventory/cilium-items.ts";
import { createCiliumReader, matchCilium } from "./cilium-rules.ts";
import { anyPodOf, isGroup, receiverOf } from "./ends.ts";
import type { AppliedRule, Direction, Other, Passage, UnreadPolicy } from "./evaluate.ts";
import { everyPort, isNoPort, joinPorts, noPort, withoutPorts } from "./ports.ts";
import { both, isEmptySelector, type Match } from "./selectors.ts";
import type { CiliumPolicy, NetworkWorld, PodGroup } from "./world.ts";

interface About {
  readonly policy: CiliumPolicy;
  readonly spec: CiliumSpec;
  readonly match: Match;
}

export interface CiliumEvaluation {
  /** @returns whether some policy says anything of a group in a direction. */
  isAbout(group: PodGroup, direction: Direction): boolean;
  /** @returns whether policies isolate a group in a direction. */
  isolation(group: PodGroup, direction: Direction): Match;
  /** @returns the policies that isolate a group for certain. */
  isolating(group: PodGroup, direction: Direction): readonly CiliumPolicy["item"][];
  /** @returns what one end lets through, with what NetworkPolicies let through where they isolate it. */
  passage(group: PodGroup, direction: Direction, other: Other, own: Passage | undefined): Passage;
  rulesFor(group: PodGroup, direction: Direction, other: Other): readonly AppliedRule[];
  /** @returns the policies that may be about a group, of which parts are not evaluated. */
  unread(group: PodGroup, direction: Direction): readonly UnreadPolicy[];
}

const none: readonly About[] = [];

/** @returns the evaluation of the policies that Cilium enforces. */
export function evaluateCilium(world: NetworkWorld): CiliumEvaluation {
  const read = createCiliumReader(world);
  const specs = world.cilium.flatMap((policy) => (policy.item.specs ?? []).map((spec) => ({ policy, spec })));
  const about = world.groups.map((group) => {
    const found = specs.flatMap((one): About[] => {
      const match = subjectMatch(one.policy, one.spec, group, world);
      return match === "no" ? [] : [{ ...one, match }];
    });
    return found.length === 0 ? none : found;
  });
  const aboutGroup = ({ index }: PodGroup) => about[index] ?? none;
  const isolating = (group: PodGroup, direction: Direction) =>
    aboutGroup(group).filter(({ spec }) => spec.isolates.includes(direction) || refusesAll(spec, direction));
  const isCertain = ({ match, spec }: About) => match === "yes" && spec.unread === undefined;

  const rules = function* (group: PodGroup, direction: Direction, other: Other) {
    const receiver = receiverOf(group, direction, other);
    for (const { policy, spec, match: subject } of aboutGroup(group))
      for (const [place, rule] of (spec[direction] ?? []).entries()) {
        const reading = read(policy, rule, direction);
        const match = both(subject, isGroup(other) ? reading.groupMatch(other) : reading.addressMatch(other));
        if (match !== "no") yield { policy, rule, place, match, ...reading.portsAt(receiver) };
      }
  };

  return {
    isAbout: (group, direction) =>
      aboutGroup(group).some(({ spec }) => spec.unread || spec[direction] || spec.isolates.includes(direction)),
    isolation(group, direction) {
      const found = isolating(group, direction);
      return found.some(isCertain)
        ? "yes"
        : found.length > 0 || aboutGroup(group).some(({ spec }) => spec.unread)
          ? "maybe"
          : "no";
    },
    isolating: (group, direction) => [
      ...new Set(
        isolating(group, direction)
          .filter(isCertain)
          .map(({ policy }) => policy.item),
      ),
    ],
    passage(group, direction, other, own) {
      if (aboutGroup(group).some(({ spec }) => spec.unread)) return { least: noPort, most: everyPort };
      let [least, most] = own === undefined ? [noPort, noPort] : [own.least, own.most];
      let [refused, mayBeRefused, proxied] = [noPort, noPort, noPort];
      for (const { rule, match, certain, possible } of rules(group, direction, other)) {
        const sure = match === "yes" ? certain : noPort;
        if (rule.action === "Allow") {
          [least, most] = [joinPorts(least, sure), joinPorts(most, possible)];
          proxied = joinPorts(proxied, withoutPorts(possible, certain));
        } else [refused, mayBeRefused] = [joinPorts(refused, sure), joinPorts(mayBeRefused, possible)];
      }
      const isolators = isolating(group, direction);
      if (own === undefined && isolators.length === 0) least = joinPorts(least, withoutPorts(everyPort, proxied));
      if (own === undefined && !isolators.some(isCertain)) most = everyPort;
      const ofNode = direction === "ingress" && isGroup(other) && other.hostNetwork;
      return {
        least: withoutPorts(least, mayBeRefused),
        most: ofNode ? everyPort : withoutPorts(most, refused),
      };
    },
    rulesFor: (group, direction, other) =>
      [...rules(group, direction, other)].map(
        ({ policy, rule, place, match, certain, possible }): AppliedRule => ({
          policy: policy.item,
          kind: "plugin",
          direction,
          place,
          path: rule.path,
          action: rule.action,
          match: match === "yes" && isNoPort(withoutPorts(possible, certain)) ? "yes" : "maybe",
          ports: possible,
        }),
      ),
    unread(group, direction) {
      const parts = new Map<CiliumPolicy, Set<string>>();
      for (const { policy, spec } of aboutGroup(group)) {
        const found = [
          ...(spec.unread ?? []),
          ...(spec.subject?.unread ? [hiddenLabels] : []),
          ...(spec[direction] ?? []).flatMap(({ unread = [] }) => unread),
        ];
        if (found.length > 0) parts.set(policy, new Set([...(parts.get(policy) ?? []), ...found]));
      }
      return [...parts].map(([policy, found]) => ({ policy, parts: [...found].sort() }));
    },
  };
}

/** The namespace of a policy bounds it: a selector that speaks of another one is not believed. */
function subjectMatch(policy: CiliumPolicy, { subject, unread }: CiliumSpec, group: PodGroup, world: NetworkWorld): Match {
  const own = policy.item.meta.namespace;
  if (group.hostNetwork || (own !== undefined && own !== group.namespace)) return "no";
  if (subject === undefined) return unread === undefined ? "no" : "maybe";
  if (own === undefined) return matchCilium(subject, group, policy, world);
  const { namespaces: _namespaces, ...inside } = subject;
  const bounded = matchCilium(inside, group, policy, world);
  return matchCilium(subject, group, policy, world) === "no" ? both(bounded, "maybe") : bounded;
}

/** A rule that refuses everybody isolates, too, whatever the policy denies by default. */
function refusesAll(spec: CiliumSpec, direction: Direction): boolean {
  return (spec[direction] ?? []).some(
    ({ action, peers, ports, partly }) => action === "Deny" && !ports && !partly && peers?.entities?.includes("all"),
  );
}

/** @returns whether a policy isolates every pod of a namespace in a direction, whatever comes later. */
export function isCiliumDefault(policy: CiliumPolicy, namespace: string, direction: Direction, world: NetworkWorld): boolean {
  const own = policy.item.meta.namespace;
  if (own !== undefined && own !== namespace) return false;
  return (policy.item.specs ?? []).some(({ subject, unread, isolates }) => {
    if (subject === undefined || subject.unread || unread !== undefined || !isolates.includes(direction)) return false;
    if (!isEmptySelector(subject.pods)) return false;
    return matchCilium(subject, anyPodOf(namespace), policy, world) === "yes";
  });
}
