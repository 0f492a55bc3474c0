import { defineCheck } from "../define.ts";
import { workloadResources, workloads } from "../workload/workloads.ts";
import { dashboards, monitors, runs } from "./tools.ts";

const definitions = "customresourcedefinitions.apiextensions.k8s.io";
const apiServices = "apiservices.apiregistration.k8s.io";
const rules = "prometheusrules.monitoring.coreos.com";

export default defineCheck({
  id: "operations/monitoring",
  major: 1,
  since: "0.1",
  title: "Monitoring of the cluster",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["nsa:C-0067"],
  reads: [apiServices, definitions, rules, ...workloadResources],
  facts: ["alert-rules"],
  messages: {
    noMetrics: { text: "{object} runs nothing that keeps metrics and is known here, such as Prometheus", severity: "medium" },
    noAlerts: { text: "{object} has the operator of Prometheus, and no rule with an alert", severity: "medium" },
    noDashboards: {
      text: "{object} runs nothing that shows metrics and is known here, such as Grafana",
      severity: "information",
    },
    noMetricsServer: {
      text: "{object} has no metrics of nodes and pods (metrics.k8s.io): kubectl top and autoscaling by load do not work",
      severity: "low",
    },
  },
  docs: {
    why: "What nobody watches fails when somebody else notices, and an intruder who mines or copies data shows first in a graph. Metrics without alerts wait for somebody to look. Alerts that stand in files or in a service outside are not seen.",
    fix: "Install Prometheus with rules for nodes, control plane, certificates and backups, or an agent of a service that alerts, and metrics-server.",
    refs: [
      "https://kubernetes.io/docs/tasks/debug/debug-cluster/resource-usage-monitoring/",
      "https://prometheus.io/docs/introduction/overview/",
    ],
  },
  applies: ({ view }) => (view(workloads).length === 0 ? "Nothing runs in the cluster." : undefined),
  *evaluate({ list, view, look, complete }) {
    const all = view(workloads);
    if (all.length === 0) return;
    const at = { resource: "pods", kind: "Cluster", name: "kubernetes" };
    const allSeen = workloadResources.every((resource) => complete(resource));
    if (allSeen && !all.some((workload) => runs(workload, monitors))) yield { at, message: "noMetrics", locus: "metrics" };
    if (allSeen && !all.some((workload) => runs(workload, dashboards)))
      yield { at, message: "noDashboards", locus: "dashboards" };
    const operator =
      look(rules).coverage.state !== "absent" && list(definitions).some(({ group }) => group === "monitoring.coreos.com");
    if (operator && complete(rules) && !list(rules).some(({ alerts }) => alerts === undefined || alerts > 0))
      yield { at, message: "noAlerts", locus: "alerts" };
    if (complete(apiServices) && !list(apiServices).some(({ group }) => group === "metrics.k8s.io"))
      yield { at, message: "noMetricsServer", locus: "metrics-server" };
  },
});
