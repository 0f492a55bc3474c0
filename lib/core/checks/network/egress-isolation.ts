import { policyResources } from "../../network-policy/world.ts";
import { defineCheck } from "../define.ts";
import { reportOpen } from "./isolation.ts";
import { doubtfulIsolation, policyFacts, unseenPolicies } from "./network.ts";

export default defineCheck({
  id: "network/egress-isolation",
  major: 1,
  since: "0.1",
  title: "Isolation of pods for outgoing traffic",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "application",
  answers: ["nsa:C-0030", "kubescape:C-0260", "checklist:policies-everywhere"],
  reads: policyResources,
  facts: policyFacts,
  crossesNamespaces: true,
  messages: {
    all: {
      text: "Nothing in {object} is isolated for outgoing traffic: its pods may reach everything, from {workloads}",
      severity: "low",
    },
    some: {
      text: "{count} of {all} workloads in {object} are not isolated for outgoing traffic and may reach everything: {workloads}",
      severity: "low",
    },
  },
  docs: {
    why: "A pod reaches every other pod, the nodes, the metadata API of the cloud and the internet until a policy that selects it has the type Egress. That is how data leaves, and how tools come in.",
    fix: "Give the namespace a policy that selects every pod and lets nothing out, then let out what is needed: the cluster's DNS, and the workloads and addresses that each one calls.",
    refs: [
      "https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-deny-all-egress-traffic",
      "https://kubernetes.io/docs/concepts/security/security-checklist/#network-security",
    ],
  },
  unseen: (context) => unseenPolicies(context, doubtfulIsolation(context, ["egress"])),
  *evaluate(context) {
    yield* reportOpen(context, "egress", { all: "all", some: "some" });
  },
});
