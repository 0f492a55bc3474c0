/** The network as checks look at it: evaluated once for all of them. */
import type { Gap } from "../../inventory/gap.ts";
import { outside } from "../../inventory/gap.ts";
import { definitionOf, type ResourceId } from "../../inventory/resources.ts";
import { type Evaluation, evaluate } from "../../network-policy/evaluate.ts";
import { type WorkloadIsolation, workloadIsolation } from "../../network-policy/isolation.ts";
import { type NetworkPlugin, networkPlugin } from "../../network-policy/network-plugin.ts";
import { networkWorld, type PolicyResource, pluginPolicyResources, policyResources } from "../../network-policy/world.ts";
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

/** @returns why a policy that is there says too little: nothing enforces it, or others stand beside it that are not read. */
export function unseenPolicies(context: CheckContext<PolicyResource>): readonly Gap[] {
  return [...unenforced(context), ...unreadPolicies(context)];
}

function unenforced({ view }: CheckContext<PolicyResource>): readonly Gap[] {
  const { name, enforcement, doubt } = view(networkView).plugin;
  if (enforcement === "enforces") return [];
  const detail = enforcement === "not" ? `${name} does not enforce NetworkPolicies` : doubt;
  return [outside("daemonsets.apps", detail ?? "whether NetworkPolicies are enforced is not known")];
}

function unreadPolicies({ list }: CheckContext<PolicyResource>): readonly Gap[] {
  const places = new Map<string, Gap>();
  for (const resource of pluginPolicyResources)
    for (const { meta, aboutNodes } of list(resource)) {
      if (aboutNodes) continue;
      const detail = `policies of the kind ${definitionOf(resource).kind} (${definitionOf(resource).group}) are not evaluated`;
      const gap = { ...outside(resource, detail), ...(meta.namespace !== undefined && { namespace: meta.namespace }) };
      places.set(`${resource} ${meta.namespace ?? ""}`, gap);
    }
  return [...places.values()];
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
