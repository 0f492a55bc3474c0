import { isEmptySelector } from "../../network-policy/selectors.ts";
import { networkPolicies } from "../../network-policy/world.ts";
import { defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";

const directions = [
  ["ingress", "from"],
  ["egress", "to"],
] as const;

export default defineCheck({
  id: "network/every-namespace",
  major: 1,
  since: "0.1",
  title: "Rules for every namespace",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "application",
  answers: ["cis:5.3.2"],
  reads: [networkPolicies],
  facts: ["network-policy-rules"],
  messages: {
    ingress: { text: "{object} lets every pod of every namespace in: its namespaceSelector is empty", severity: "medium" },
    egress: {
      text: "{object} lets its pods reach every pod of every namespace: its namespaceSelector is empty",
      severity: "low",
    },
  },
  docs: {
    why: "An empty namespaceSelector selects every namespace, those of other tenants and those that are made later. Such a rule undoes most of the isolation that the policy stands for.",
    fix: "Select namespaces by the label kubernetes.io/metadata.name, which the API server sets, or by a label that only administrators may set; and pods by a podSelector in the same peer.",
    refs: [
      "https://kubernetes.io/docs/concepts/security/multi-tenancy/#network-isolation",
      "https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors",
    ],
  },
  *evaluate({ list }) {
    for (const policy of list(networkPolicies))
      for (const [direction, field] of directions) {
        if (!policy.policyTypes.includes(direction === "ingress" ? "Ingress" : "Egress")) continue;
        for (const [place, { peers = [] }] of (policy[direction] ?? []).entries()) {
          const turn = peers.findIndex(
            ({ namespaceSelector, podSelector = {} }) =>
              namespaceSelector !== undefined && isEmptySelector(namespaceSelector) && isEmptySelector(podSelector),
          );
          if (turn < 0) continue;
          const path = `spec.${direction}[${place}].${field}[${turn}].namespaceSelector`;
          yield { at: refTo(networkPolicies, policy, path), message: direction };
        }
      }
  },
});
