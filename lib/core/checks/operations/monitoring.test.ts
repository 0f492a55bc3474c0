import { apiService } from "../control-plane/worlds.ts";
import { checkTester } from "../tester.ts";
import { namespaced } from "../upgrade/worlds.ts";
import { container, deployment, podSpec } from "../workload/worlds.ts";
import monitoring from "./monitoring.ts";
import { customKind } from "./worlds.ts";

const running = (name: string, image: string) => deployment(name, podSpec({}, container({ image })));
const prometheus = running("prometheus", "quay.io/prometheus/prometheus:v3");
const grafana = running("grafana", "docker.io/grafana/grafana:12");
const metrics = apiService("v1beta1.metrics.k8s.io", { service: { namespace: "kube-system", name: "metrics-server" } });
const operator = customKind("PrometheusRule", "monitoring.coreos.com");
const rule = (rules: readonly object[]) =>
  namespaced("monitoring.coreos.com/v1", "PrometheusRule", "r", { spec: { groups: [{ name: "g", rules }] } });
const object = "Cluster kubernetes";

checkTester(monitoring, {
  pass: [
    { name: "all of it", objects: [prometheus, grafana, metrics, operator, rule([{ alert: "Down", expr: "up == 0" }])] },
    {
      name: "an agent of a service, whose alerts are elsewhere",
      objects: [running("agent", "gcr.io/datadoghq/datadog-agent:7"), metrics],
    },
  ],
  fail: [
    {
      name: "nothing",
      objects: [running("web", "web:1")],
      finds: [
        { message: "noMetrics", object },
        { message: "noDashboards", object },
        { message: "noMetricsServer", object },
      ],
    },
    {
      name: "rules that only record",
      objects: [prometheus, grafana, metrics, operator, rule([{ record: "a", expr: "b" }])],
      finds: [{ message: "noAlerts", object }],
    },
    {
      name: "the operator alone, which keeps nothing",
      objects: [running("operator", "quay.io/prometheus-operator/prometheus-operator:v0.80"), grafana, metrics],
      finds: [{ message: "noMetrics", object }],
    },
  ],
  notApplicable: [{ name: "nothing runs", objects: [] }],
  notAssessed: [
    { name: "DaemonSets were not seen", objects: [running("web", "web:1"), metrics], unseen: ["daemonsets.apps"] },
    { name: "an older inventory", objects: [prometheus, grafana, metrics], version: 5 },
  ],
});
