/** The network as checks look at it: evaluated once for all of them. */
import type { Gap } from "../../inventory/gap.ts";
import { outside } from "../../inventory/gap.ts";
import type { ItemBase } from "../../inventory/items.ts";
import { definitionOf, type ResourceId } from "../../inventory/resources.ts";
import { type Direction, type Evaluation, evaluate } from "../../network-policy/evaluate.ts";
import { isolationOf, type WorkloadIsolation, workloadIsolation } from "../../network-policy/isolation.ts";
import { type NetworkPlugin, networkPlugin } from "../../network-policy/network-plugin.ts";
import {
  networkWorld,
  type PluginPolicy,
  type PodGroup,
  type PolicyResource,
  policyResources,
} from "../../network-policy/world.ts";
import { type CheckContext, defineView, type Report, type ViewSight } from "../define.ts";
import { workloads } from "../workload/workloads.ts";

export interface NetworkView {
  readonly evaluation: Evaluation;
  readonly isolation: readonly WorkloadIsolation[];
  readonly plugin: NetworkPlugin;
}

export const networkView = defineView({
  name: "the network",
  reads: policyResources,
  build(sight): NetworkView {
    const evaluation = evaluate(networkWorld(sight));
    return { evaluation, isolation: workloadIsolation(evaluation), plugin: pluginOf(sight) };
  },
});

export function pluginOf(sight: ViewSight<PolicyResource>): NetworkPlugin {
  const daemonSets = sight.view(workloads).filter(({ resource }) => resource === "daemonsets.apps");
  return networkPlugin(daemonSets, sight.version);
}

/** Facts that every judgement by policies stands on. */
export const policyFacts = ["network-policy-rules", "port-names"] as const;

/** Namespaces of Kubernetes itself, which nobody isolates. */
export const ownNamespaces: ReadonlySet<string> = new Set(["kube-system", "kube-public", "kube-node-lease"]);

/** Pods of which a question has no answer in a direction. */
export interface Doubt {
  readonly group: PodGroup;
  readonly direction: Direction;
}

/** @returns why a policy that is there says too little: nothing enforces it, or others, or parts of others, are not read. */
export function unseenPolicies(context: CheckContext<PolicyResource>, doubts: readonly Doubt[]): readonly Gap[] {
  return [...unenforced(context), ...unreadPolicies(context), ...unreadParts(context, doubts)];
}

/** @returns the groups of which it is not known whether policies isolate them. */
export function doubtfulIsolation({ view }: CheckContext<PolicyResource>, directions: readonly Direction[]): readonly Doubt[] {
  const { evaluation } = view(networkView);
  return directions.flatMap((direction) =>
    evaluation.world.groups
      .filter((group) => isolationOf(evaluation, group, direction) === "unknown")
      .map((group) => ({ group, direction })),
  );
}

function unenforced({ view }: CheckContext<PolicyResource>): readonly Gap[] {
  const { name, enforcement, doubt } = view(networkView).plugin;
  if (enforcement === "enforces") return [];
  const detail = enforcement === "not" ? `${name} does not enforce NetworkPolicies` : doubt;
  return [outside("daemonsets.apps", detail ?? "whether NetworkPolicies are enforced is not known")];
}

function unreadPolicies({ view }: CheckContext<PolicyResource>): readonly Gap[] {
  const places = new Map<string, Gap>();
  for (const { resource, item } of view(networkView).evaluation.world.plugin)
    if (!item.aboutNodes) places.set(placeOf(resource, item), gapAt(resource, item, `${kindOf(resource)} are not evaluated`));
  return [...places.values()];
}

function unreadParts({ view }: CheckContext<PolicyResource>, doubts: readonly Doubt[]): readonly Gap[] {
  const { evaluation } = view(networkView);
  const found = new Map<string, { readonly policy: PluginPolicy; readonly parts: Set<string> }>();
  for (const { group, direction } of doubts)
    for (const { policy, parts } of evaluation.partlyRead(group, direction)) {
      const place = placeOf(policy.resource, policy.item);
      const known = found.get(place) ?? { policy, parts: new Set() };
      for (const part of parts) known.parts.add(part);
      found.set(place, known);
    }
  return [...found.values()].map(({ policy: { resource, item }, parts }) =>
    gapAt(resource, item, `of ${kindOf(resource)} not evaluated: ${[...parts].sort().join(", ")}`),
  );
}

function kindOf(resource: ResourceId): string {
  return `policies of the kind ${definitionOf(resource).kind} (${definitionOf(resource).group})`;
}

function placeOf(resource: ResourceId, { meta }: ItemBase): string {
  return `${resource} ${meta.namespace ?? ""}`;
}

function gapAt(resource: ResourceId, { meta }: ItemBase, detail: string): Gap {
  return { ...outside(resource, detail), ...(meta.namespace !== undefined && { namespace: meta.namespace }) };
}

/** Findings name as many workloads as a sentence can hold. */
const named = 8;

export interface NamespaceFault {
  readonly namespace: string;
  /** At fault, and all that were judged. */
  readonly faulty: readonly string[];
  readonly all: number;
}

/** @returns a finding about a namespace, with the workloads that are at fault. */
export function reportNamespace<M extends string>(
  { list }: Pick<CheckContext<"namespaces">, "list">,
  message: M,
  { namespace, faulty, all }: NamespaceFault,
): Report<M> {
  const item = list("namespaces").find(({ meta }) => meta.name === namespace);
  const sorted = faulty.toSorted();
  const rest = sorted.length - named;
  const workloads = rest > 0 ? [...sorted.slice(0, named), `${rest} more`] : sorted;
  return {
    at: {
      resource: "namespaces" satisfies ResourceId,
      kind: "Namespace",
      name: namespace,
      ...(item?.meta.uid && { uid: item.meta.uid }),
    },
    message,
    data: { count: faulty.length, all, workloads },
  };
}
