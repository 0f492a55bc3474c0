import type { Direction } from "../../network-policy/evaluate.ts";
import { hasDefault } from "../../network-policy/isolation.ts";
import { policyResources } from "../../network-policy/world.ts";
import { defineCheck } from "../define.ts";
import { doubtfulIsolation, networkView, ownNamespaces, policyFacts, reportNamespace, unseenPolicies } from "./network.ts";

export default defineCheck({
  id: "network/default-deny",
  major: 1,
  since: "0.1",
  title: "Policies that deny by default in each namespace",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["cis:5.3.2", "kubescape:C-0260", "checklist:default-deny"],
  reads: policyResources,
  facts: policyFacts,
  crossesNamespaces: true,
  messages: {
    neither: {
      text: "{object} has no policy that selects all of its pods: a new workload is open in both directions until somebody writes one",
      severity: "medium",
    },
    ingress: { text: "{object} has no policy that selects all of its pods for incoming traffic", severity: "medium" },
    egress: { text: "{object} has no policy that selects all of its pods for outgoing traffic", severity: "low" },
  },
  docs: {
    why: "Policies that select workloads by name protect what was there when they were written. Only one that selects every pod, with an empty selector and both types, also isolates what comes later.",
    fix: "Create a NetworkPolicy with podSelector {} and policyTypes Ingress and Egress and no rules, after those that let through what the namespace needs. An administrator's policy that refuses every namespace does the same for all.",
    refs: [
      "https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-deny-all-ingress-and-all-egress-traffic",
    ],
  },
  unseen: (context) => unseenPolicies(context, doubtfulIsolation(context, ["ingress", "egress"])),
  *evaluate(context) {
    const { evaluation, isolation } = context.view(networkView);
    const { sees, admin } = evaluation.world;
    for (const [namespace, workloads] of Map.groupBy(isolation, ({ workload }) => workload.namespace)) {
      if (ownNamespaces.has(namespace) || !sees.policies(namespace) || !sees.others(namespace)) continue;
      if (workloads.every(({ ingress }) => ingress === "host" || ingress === "unknown")) continue;
      const lacks = (direction: Direction) => {
        if (hasDefault(evaluation.world, namespace, direction)) return false;
        return admin.length === 0 || workloads.some((one) => one[direction] === "open");
      };
      const [ingress, egress] = [lacks("ingress"), lacks("egress")];
      if (!ingress && !egress) continue;
      const message = ingress && egress ? "neither" : ingress ? "ingress" : "egress";
      yield reportNamespace(context, message, { namespace, faulty: [], all: workloads.length });
    }
  },
});
