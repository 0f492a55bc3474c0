import { checkTester } from "../tester.ts";
import apiServices from "./api-services.ts";
import { clusterWide, faults } from "./worlds.ts";

checkTester(apiServices, {
  pass: [
    {
      name: "the API server's own, and one that answers",
      objects: [
        clusterWide("apiregistration.k8s.io/v1", "APIService", "v1.apps", { spec: { group: "apps", version: "v1" } }),
        clusterWide("apiregistration.k8s.io/v1", "APIService", "v1beta1.metrics.k8s.io", {
          spec: { group: "metrics.k8s.io", version: "v1beta1", service: { namespace: "kube-system", name: "metrics-server" } },
          status: { conditions: [{ type: "Available", status: "True" }] },
        }),
      ],
    },
  ],
  fail: [
    {
      name: "one whose Service is gone, and whose certificate nobody verifies",
      objects: faults["api-services"] ?? [],
      finds: [
        {
          message: "unavailable",
          object: "APIService v1.gone.example.com",
          title: "APIService v1.gone.example.com is not available (ServiceNotFound): legacy/gone:443 does not answer for it",
        },
        { message: "untrusted", object: "APIService v1.gone.example.com" },
      ],
    },
  ],
  notAssessed: [{ name: "APIServices were not seen", objects: [], unseen: ["apiservices.apiregistration.k8s.io"] }],
});
