/**
 * Whom Calico's own policies isolate: the pods that a policy of the default tier chooses, in its directions, are let nothing
 * through but what rules allow. What the rules say is not evaluated, so that nothing is certain of who reaches such pods.
 * After https://docs.tigera.io/calico/latest/reference/resources/networkpolicy.
 */
import type { CalicoPolicyItem, CalicoScope } from "../inventory/network-items.ts";
import { type CalicoExpression, matchCalico, parseCalico } from "./calico-selector.ts";
import { anyPodOf } from "./ends.ts";
import type { Direction, UnreadPolicy } from "./evaluate.ts";
import { both, type Match } from "./selectors.ts";
import type { CalicoPolicy, NetworkWorld, PodGroup } from "./world.ts";

interface Read extends CalicoScope {
  readonly policy: CalicoPolicy;
  /** Undefined where the text is no expression. */
  readonly chooses: CalicoExpression | undefined;
  readonly inside: CalicoExpression | undefined;
  readonly parts: readonly string[];
}

export interface CalicoEvaluation {
  /** @returns whether some policy may be about a group in a direction. */
  isAbout(group: PodGroup, direction: Direction): boolean;
  isolation(group: PodGroup, direction: Direction): Match;
  /** @returns the policies that isolate a group for certain. */
  isolating(group: PodGroup, direction: Direction): readonly CalicoPolicyItem[];
  /** @returns the policies that may be about a group, with the parts of them that are not evaluated. */
  unread(group: PodGroup, direction: Direction): readonly UnreadPolicy[];
}

/** @returns the evaluation of the policies that Calico enforces. */
export function evaluateCalico(world: NetworkWorld): CalicoEvaluation {
  const read = world.calico.flatMap((policy): Read[] => (policy.item.scope ? [readScope(policy, policy.item.scope)] : []));
  const about = world.groups.map((group) =>
    read.flatMap((one) => {
      const match = matchScope(one, group, world);
      return match === "no" ? [] : [{ ...one, match }];
    }),
  );
  const aboutGroup = ({ index }: PodGroup, direction: Direction) =>
    (about[index] ?? []).filter(({ types, hosts }) => hosts || types.includes(direction));
  const isCertain = (one: Read & { readonly match: Match }, direction: Direction) =>
    one.match === "yes" && isolates(one, direction);
  return {
    isAbout: (group, direction) => aboutGroup(group, direction).length > 0,
    isolation(group, direction) {
      const found = aboutGroup(group, direction);
      return found.some((one) => isCertain(one, direction)) ? "yes" : found.length > 0 ? "maybe" : "no";
    },
    isolating: (group, direction) =>
      aboutGroup(group, direction)
        .filter((one) => isCertain(one, direction))
        .map(({ policy }) => policy.item),
    unread: (group, direction) => aboutGroup(group, direction).map(({ policy, parts }) => ({ policy, parts })),
  };
}

/** A tier of its own may pass on what no rule of it is about, and so may a rule. */
function isolates({ tier, passes, hosts }: CalicoScope, direction: Direction): boolean {
  return tier === "default" && !hosts && !passes?.includes(direction);
}

function readScope(policy: CalicoPolicy, scope: CalicoScope): Read {
  const { selector, namespaceSelector, serviceAccountSelector, tier, hosts } = scope;
  const [chooses, inside] = [parseCalico(selector), parseCalico(namespaceSelector ?? "")];
  const parts = [
    "rules of Calico",
    ...(chooses === undefined || inside === undefined ? ["selectors that cannot be read"] : []),
    ...(serviceAccountSelector ? ["labels of service accounts"] : []),
    ...(tier === "default" ? [] : ["tiers beside the default one"]),
    ...(hosts ? ["policies for host endpoints"] : []),
  ];
  return { ...scope, policy, chooses, inside, parts };
}

function matchScope(
  { policy, chooses, inside, serviceAccountSelector, hosts }: Read,
  group: PodGroup,
  world: NetworkWorld,
): Match {
  const own = policy.item.meta.namespace;
  if (group.hostNetwork || (own !== undefined && own !== group.namespace)) return "no";
  if (hosts) return "maybe";
  const match = both(
    chooses ? matchCalico(chooses, (key) => labelOf(key, group, world)) : "maybe",
    inside ? matchCalico(inside, (key) => namespaceLabel(key, group, world)) : "maybe",
  );
  return both(match, serviceAccountSelector ? "maybe" : "yes");
}

/** Beside labels of the pod Calico gives it those of its namespace and service account, under prefixes of their own. */
function labelOf(key: string, group: PodGroup, world: NetworkWorld) {
  if (key === "projectcalico.org/namespace") return group.namespace;
  if (key === "projectcalico.org/orchestrator") return "k8s";
  if (key === "projectcalico.org/serviceaccount" || key.startsWith("pcsa.")) return undefined;
  if (key.startsWith("pcns.")) return namespaceLabel(key.slice("pcns.".length), group, world);
  return Object.hasOwn(group.labels, key) ? (group.labels[key] as string) : null;
}

function namespaceLabel(key: string, { namespace }: PodGroup, { namespaces }: NetworkWorld) {
  if (key === "projectcalico.org/name" || key === "kubernetes.io/metadata.name") return namespace;
  const labels = namespaces.get(namespace);
  if (labels === undefined) return undefined;
  return Object.hasOwn(labels, key) ? (labels[key] as string) : null;
}

/** @returns whether a policy isolates every pod of a namespace in a direction, whatever comes later. */
export function isCalicoDefault(policy: CalicoPolicy, namespace: string, direction: Direction, world: NetworkWorld): boolean {
  const { scope } = policy.item;
  if (!scope?.types.includes(direction) || !isolates(scope, direction)) return false;
  const read = readScope(policy, scope);
  if (read.chooses?.kind !== "all") return false;
  return matchScope(read, anyPodOf(namespace), world) === "yes";
}
