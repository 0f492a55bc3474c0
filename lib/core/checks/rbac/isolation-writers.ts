import { isolationRemoval, storageClassWriting } from "../../rbac/harms.ts";
import { defineCheck } from "../define.ts";
import { access, byDefaults, holdings, rbacResources, reportHolding, reportOwnHoldings } from "./access.ts";

export default defineCheck({
  id: "rbac/isolation-writers",
  major: 1,
  since: "0.1",
  title: "Writers of network policies and storage classes",
  pillar: "access",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["checklist:rbac-good-practices"],
  reads: rbacResources,
  messages: {
    everywhere: {
      text: "{subjects} may change or delete the network policies of every namespace: {object} gives {role}, rule {rule}",
      severity: "medium",
    },
    inNamespace: {
      text: "{subjects} may change or delete the network policies of {namespace}: {object} gives {role}, rule {rule}",
      severity: "low",
    },
    storage: { text: "{subjects} may change storage classes: {object} gives {role}, rule {rule}", severity: "medium" },
  },
  docs: {
    why: "Network policies keep teams apart: who deletes them, or adds one that allows more, undoes that. A storage class decides which driver serves a claim, with which parameters, and whether data outlives it. What edit and admin give in a namespace by Kubernetes' own rules is not reported.",
    fix: "Let the platform's pipeline own network policies and storage classes. Teams that write policies of their own are best kept apart by an AdminNetworkPolicy or by the network plugin's global policies.",
    refs: ["https://kubernetes.io/docs/concepts/services-networking/network-policies/"],
  },
  byMinor: byDefaults,
  *evaluate(context) {
    yield* reportOwnHoldings(context, { requests: isolationRemoval });
    for (const holding of holdings(context.view(access), { requests: storageClassWriting }))
      yield reportHolding(holding, "storage");
  },
});
