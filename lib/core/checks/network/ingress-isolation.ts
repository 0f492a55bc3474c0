import { policyResources } from "../../network-policy/world.ts";
import { defineCheck } from "../define.ts";
import { reportOpen } from "./isolation.ts";
import { doubtfulIsolation, policyFacts, unseenPolicies } from "./network.ts";

export default defineCheck({
  id: "network/ingress-isolation",
  major: 1,
  since: "0.1",
  title: "Isolation of pods from incoming traffic",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "application",
  answers: ["nsa:C-0030", "kubescape:C-0260", "cis:5.3.2", "checklist:policies-everywhere"],
  reads: policyResources,
  facts: policyFacts,
  crossesNamespaces: true,
  messages: {
    all: {
      text: "Nothing in {object} is isolated from incoming traffic: every pod of the cluster reaches {workloads}",
      severity: "medium",
    },
    some: {
      text: "{count} of {all} workloads in {object} are not isolated from incoming traffic, so that every pod of the cluster reaches them: {workloads}",
      severity: "medium",
    },
  },
  docs: {
    why: "A pod takes connections from every other pod until a policy that selects it has the type Ingress. Whoever breaks into one workload then goes on to all that are not isolated, in every namespace.",
    fix: "Give the namespace a policy that selects every pod and lets nothing in, then one for each workload that names who may call it. Posture > Network proposes a set from what the namespace declares.",
    refs: [
      "https://kubernetes.io/docs/concepts/services-networking/network-policies/",
      "https://kubernetes.io/docs/concepts/security/security-checklist/#network-security",
    ],
  },
  unseen: (context) => unseenPolicies(context, doubtfulIsolation(context, ["ingress"])),
  *evaluate(context) {
    yield* reportOpen(context, "ingress", { all: "all", some: "some" });
  },
});
