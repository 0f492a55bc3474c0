import { checkTester } from "../tester.ts";
import unverifiedApiService from "./unverified-api-service.ts";
import { apiService } from "./worlds.ts";

const service = { namespace: "kube-system", name: "metrics-server", port: 443 };

checkTester(unverifiedApiService, {
  pass: [
    { name: "the API server's own", objects: [apiService("v1.apps", {})] },
    { name: "one that is checked", objects: [apiService("v1beta1.metrics.k8s.io", { service, caBundle: "eA==" })] },
  ],
  fail: [
    {
      name: "metrics that anybody may answer for",
      objects: [apiService("v1beta1.metrics.k8s.io", { service, insecureSkipTLSVerify: true })],
      finds: [
        {
          message: "unverified",
          object: "APIService v1beta1.metrics.k8s.io",
          title:
            "APIService v1beta1.metrics.k8s.io lets kube-system/metrics-server answer for metrics.k8s.io/v1beta1 unchecked: insecureSkipTLSVerify is on",
        },
      ],
    },
  ],
  notAssessed: [{ name: "APIServices were not seen", objects: [], unseen: ["apiservices.apiregistration.k8s.io"] }],
});
