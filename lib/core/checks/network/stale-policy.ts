import { matchesSelector } from "../../inventory/selector.ts";
import { isEmptySelector } from "../../network-policy/selectors.ts";
import { networkPolicies, policyResources } from "../../network-policy/world.ts";
import { defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { networkView } from "./network.ts";

export default defineCheck({
  id: "network/stale-policy",
  major: 1,
  since: "0.1",
  title: "NetworkPolicies without a pod",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "application",
  answers: ["cis:5.3.2"],
  reads: policyResources,
  crossesNamespaces: true,
  messages: {
    nothing: { text: "{object} selects no pod that runs, and no template of a workload", severity: "low" },
    hostNetwork: {
      text: "{object} selects pods on the host network alone, to which no NetworkPolicy applies",
      severity: "low",
    },
  },
  docs: {
    why: "A policy that selects nothing protects nothing. Often a label was renamed, and the workload that it was written for has been open since.",
    fix: "Compare the policy's podSelector with the labels of the pods it was meant for, and correct or delete it. A pod on the host network can only be filtered at its node.",
    refs: ["https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource"],
  },
  *evaluate({ list, view }) {
    const { groups, sees } = view(networkView).evaluation.world;
    const groupsOf = Map.groupBy(groups, ({ namespace }) => namespace);
    for (const policy of list(networkPolicies)) {
      const namespace = policy.meta.namespace ?? "";
      if (isEmptySelector(policy.podSelector) || !sees.workloads(namespace)) continue;
      const chosen = (groupsOf.get(namespace) ?? []).filter(({ labels }) => matchesSelector(policy.podSelector, labels));
      if (chosen.some(({ hostNetwork }) => !hostNetwork)) continue;
      yield { at: refTo(networkPolicies, policy, "spec.podSelector"), message: chosen.length === 0 ? "nothing" : "hostNetwork" };
    }
  },
});
