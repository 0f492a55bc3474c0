import { dangerOf, requestsAt } from "../../rbac/dangers.ts";
import { defineCheck } from "../define.ts";
import { byDefaults, rbacResources, reportTeamHoldings } from "./access.ts";

export default defineCheck({
  id: "rbac/pod-exec",
  major: 2,
  since: "0.1",
  title: "Code execution in pods of others",
  pillar: "access",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["nsa:C-0002", "checklist:rbac-good-practices"],
  reads: rbacResources,
  messages: {
    everywhere: {
      text: "{subjects} may run code in every pod of the cluster: {object} gives {role}, rule {rule}",
      severity: "high",
    },
    inNamespace: {
      text: "{subjects} may run code in every pod of {namespace}: {object} gives {role}, rule {rule}",
      severity: "low",
    },
    byDefaultRole: {
      text: "{subjects} may run code in every pod of {namespace}, as holders of {role}: {object} gives it",
      severity: "information",
    },
  },
  docs: {
    why: "Exec and attach run code under the pod's identity, with its token, its Secrets and its place in the network. Before Kubernetes 1.35 get on pods/exec and pods/attach sufficed, although it reads like a right to look; from then on create is needed, unless the feature gate AuthorizePodWebsocketUpgradeCreatePermission is off.",
    fix: "Take pods/exec and pods/attach out of roles for everyday work, and grant them for a time where somebody must look into a pod.",
    refs: [
      "https://kubernetes.io/docs/reference/access-authn-authz/rbac/",
      "https://github.com/kubernetes/kubernetes/issues/78741",
    ],
  },
  byMinor: byDefaults,
  evaluate: (context) => reportTeamHoldings(context, { requests: requestsAt(dangerOf("enter-pods"), context.minor) }),
});
