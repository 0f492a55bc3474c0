import { checkTester } from "../tester.ts";
import renamedMetrics from "./renamed-metrics.ts";
import { faults, namespaced } from "./worlds.ts";

checkTester(renamedMetrics, {
  pass: [
    {
      name: "other metrics",
      objects: [
        namespaced("monitoring.coreos.com/v1", "PrometheusRule", "up", { spec: { groups: [{ rules: [{ expr: "up == 0" }] }] } }),
      ],
    },
  ],
  fail: [
    {
      name: "a metric that is gone",
      objects: faults["renamed-metrics"] ?? [],
      finds: [{ message: "renamed", object: "PrometheusRule legacy/volumes" }],
    },
  ],
  notApplicable: [
    { name: "a cluster without the Prometheus operator", objects: [], absent: ["prometheusrules.monitoring.coreos.com"] },
  ],
  notAssessed: [{ name: "rules were not seen", objects: [], unseen: ["prometheusrules.monitoring.coreos.com"] }],
});
