import { access, byDefaults, holdings, rbacResources, reportHolding } from "../rbac/access.ts";
import { defineTargetCheck } from "./define.ts";

const requests = ["nodes/log", "nodes/logs"].map((resource) => ({ verb: "get", group: "", resource }));

export default {
  ...defineTargetCheck({
    id: "upgrade/node-logs",
    title: "Access to the logs of kubelets",
    reads: rbacResources,
    from: 37,
    messages: {
      logs: {
        text: "{subjects} may read the logs of kubelets, which from Kubernetes 1.37 on show their configuration: {object} gives {role}, rule {rule}",
        impact: "warning",
      },
    },
    docs: {
      why: "From 1.37 on a kubelet writes its configuration into its log when it starts. Whoever may read nodes/log reads it too.",
      fix: "Take nodes/log out of roles of people who need metrics only.",
      refs: ["https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/"],
    },
    *judge({ view }) {
      for (const holding of holdings(view(access), { requests })) yield reportHolding(holding, "logs");
    },
  }),
  byMinor: byDefaults,
};
