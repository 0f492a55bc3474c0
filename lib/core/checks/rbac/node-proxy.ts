import { dangerOf } from "../../rbac/dangers.ts";
import { defineCheck } from "../define.ts";
import { access, allowsNamed, byDefaults, holdings, rbacResources, reportHolding } from "./access.ts";

const { requests } = dangerOf("proxy-nodes");

export default defineCheck({
  id: "rbac/node-proxy",
  major: 1,
  since: "0.1",
  title: "Access to the kubelet through nodes/proxy",
  pillar: "access",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["cis:5.1.10", "kubescape:C-0279", "checklist:rbac-good-practices"],
  reads: rbacResources,
  messages: {
    proxy: {
      text: "{subjects} may run code in every pod of every node through the kubelet: {object} gives {role}, rule {rule}",
      severity: "critical",
    },
    named: {
      text: "{subjects} may run code in every pod of {names} through the kubelet: {object} gives {role}, rule {rule}",
      severity: "high",
    },
  },
  docs: {
    why: "Get on nodes/proxy is not a right to read: a WebSocket to the kubelet begins with GET, and through it commands run in every pod of the node, past the audit log and past admission.",
    fix: "Ask for the fine-grained subresources of the kubelet instead: nodes/metrics, nodes/stats, nodes/log, and from Kubernetes 1.36 nodes/pods, nodes/healthz and nodes/configz.",
    refs: [
      "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#access-to-proxy-subresource-of-nodes",
      "https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/",
    ],
  },
  byMinor: byDefaults,
  *evaluate(context) {
    const found = context.view(access);
    const every = new Set<unknown>();
    for (const holding of holdings(found, { requests })) {
      every.add(holding.binding);
      yield reportHolding(holding, "proxy");
    }
    for (const holding of holdings(found, { requests, allows: allowsNamed(requests) })) {
      if (every.has(holding.binding)) continue;
      const report = reportHolding(holding, "named");
      yield { ...report, data: { ...report.data, names: holding.rule.resourceNames ?? [] } };
    }
  },
});
