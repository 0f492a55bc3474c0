import { refTo } from "../object-ref.ts";
import { formatBackend } from "./backends.ts";
import { defineUpgradeCheck } from "./define.ts";

export default defineUpgradeCheck({
  id: "upgrade/api-services",
  title: "Availability of aggregated APIs",
  reads: ["apiservices.apiregistration.k8s.io"],
  messages: {
    unavailable: {
      text: "{object} is not available ({reason}): {backend} does not answer for it",
      impact: "blocker",
    },
    untrusted: { text: "{object} does not verify the certificate of {backend}", impact: "info" },
  },
  docs: {
    why: "While an aggregated API does not answer, discovery is not whole: namespaces cannot be deleted, the garbage collector waits, and tools that ask what is served fail.",
    fix: "Bring the Service behind it back, or delete the APIService where what served it is gone.",
    refs: ["https://kubernetes.io/docs/concepts/extend-kubernetes/api-extension/apiserver-aggregation/"],
  },
  *evaluate({ list }) {
    for (const item of list("apiservices.apiregistration.k8s.io")) {
      const { service, available, reason = "no reason is given", skipsTlsVerify } = item;
      if (service === undefined) continue;
      const backend = formatBackend(service);
      const at = (path: string) => refTo("apiservices.apiregistration.k8s.io", item, path);
      if (available !== true) yield { at: at("status.conditions"), message: "unavailable", data: { backend, reason } };
      if (skipsTlsVerify) yield { at: at("spec.insecureSkipTLSVerify"), message: "untrusted", data: { backend } };
    }
  },
});
