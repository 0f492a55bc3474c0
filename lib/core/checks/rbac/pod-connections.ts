import { requestsAt } from "../../rbac/dangers.ts";
import { connections } from "../../rbac/harms.ts";
import { defineCheck } from "../define.ts";
import { byDefaults, rbacResources, reportTeamHoldings } from "./access.ts";

export default defineCheck({
  id: "rbac/pod-connections",
  major: 1,
  since: "0.1",
  title: "Connections into pods of others",
  pillar: "access",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["checklist:rbac-good-practices"],
  reads: rbacResources,
  messages: {
    everywhere: {
      text: "{subjects} may connect to every port of every pod of the cluster: {object} gives {role}, rule {rule}",
      severity: "medium",
    },
    inNamespace: {
      text: "{subjects} may connect to every port of every pod of {namespace}: {object} gives {role}, rule {rule}",
      severity: "low",
    },
    byDefaultRole: {
      text: "{subjects} may connect to every port of every pod of {namespace}, as holders of {role}: {object} gives it",
      severity: "information",
    },
  },
  docs: {
    why: "Port forwarding and the proxies of pods and services go through the API server and the kubelet, past every network policy, and reach ports that listen on loopback only. Before Kubernetes 1.35 get on pods/portforward sufficed.",
    fix: "Take pods/portforward, pods/proxy and services/proxy out of roles for everyday work.",
    refs: [
      "https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
      "https://github.com/kubernetes/kubernetes/issues/78741",
    ],
  },
  byMinor: byDefaults,
  evaluate: (context) => reportTeamHoldings(context, { requests: requestsAt(connections, context.minor) }),
});
