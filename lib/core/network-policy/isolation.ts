/** Which pods are isolated in which direction, by what was seen. */

import type { NetworkPolicyItem } from "../inventory/items.ts";
import type { AdminPolicyItem } from "../inventory/network-items.ts";
import { isCalicoDefault } from "./calico.ts";
import { isCiliumDefault } from "./cilium.ts";
import type { AppliedRule, Direction, Evaluation } from "./evaluate.ts";
import { isEmptySelector } from "./selectors.ts";
import type { NetworkWorkload, NetworkWorld, PodGroup } from "./world.ts";

/** `host`: on the host network, where no policy counts. `unknown`: policies were not seen, or are of a kind that is not read. */
export type Isolation = "isolated" | "open" | "host" | "unknown";

/** @returns whether a group is isolated in a direction. */
export function isolationOf(evaluation: Evaluation, group: PodGroup, direction: Direction): Isolation {
  if (group.hostNetwork) return "host";
  if (evaluation.isolating(group, direction).length > 0) return "isolated";
  if (!evaluation.isKnown(group) || evaluation.pluginPolicies(group).length > 0) return "unknown";
  if (evaluation.mayBeIsolated(group, direction)) return "unknown";
  return evaluation.rulesFor(group, direction, group).some(refusesAll) ? "isolated" : "open";
}

/** An administrator's rule that refuses every namespace: what NetworkPolicies do by choosing a pod. */
function refusesAll({ kind, policy, direction, place }: AppliedRule): boolean {
  if (kind !== "admin") return false;
  const rule = (policy as AdminPolicyItem)[direction]?.[place];
  if (rule === undefined || rule.action !== "Deny" || rule.ports !== undefined) return false;
  return rule.peers.some(({ namespaces }) => namespaces !== undefined && isEmptySelector(namespaces));
}

function isDefaultFor({ podSelector, policyTypes }: NetworkPolicyItem, direction: Direction): boolean {
  return isEmptySelector(podSelector) && policyTypes.includes(direction === "ingress" ? "Ingress" : "Egress");
}

/** @returns whether a policy isolates every pod of a namespace in a direction, whatever comes later. */
export function hasDefault(world: NetworkWorld, namespace: string, direction: Direction): boolean {
  const { policies, cilium, calico } = world;
  if ((policies.get(namespace) ?? []).some((policy) => isDefaultFor(policy, direction))) return true;
  if (cilium.some((policy) => isCiliumDefault(policy, namespace, direction, world))) return true;
  return calico.some((policy) => isCalicoDefault(policy, namespace, direction, world));
}

const order: readonly Isolation[] = ["open", "unknown", "isolated", "host"];

export interface WorkloadIsolation {
  readonly workload: NetworkWorkload;
  readonly groups: readonly PodGroup[];
  readonly pods: number;
  /** The least isolation that any of its pods has. */
  readonly ingress: Isolation;
  readonly egress: Isolation;
}

/** @returns every workload once, with its groups, by kind and name within its namespace. */
export function workloadIsolation(evaluation: Evaluation): readonly WorkloadIsolation[] {
  const groups = new Map<NetworkWorkload, PodGroup[]>();
  for (const group of evaluation.world.groups)
    for (const workload of group.members.keys()) groups.set(workload, [...(groups.get(workload) ?? []), group]);
  const least = (list: readonly PodGroup[], direction: Direction) => {
    const found = new Set(list.map((group) => isolationOf(evaluation, group, direction)));
    return order.find((isolation) => found.has(isolation)) ?? "unknown";
  };
  return [...groups].map(([workload, list]) => ({
    workload,
    groups: list,
    pods: list.reduce((sum, { members }) => sum + (members.get(workload) ?? 0), 0),
    ingress: least(list, "ingress"),
    egress: least(list, "egress"),
  }));
}
