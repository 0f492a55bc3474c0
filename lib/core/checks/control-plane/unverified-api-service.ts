import { defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";

export default defineCheck({
  id: "control-plane/unverified-api-service",
  major: 1,
  since: "0.1",
  title: "Certificates of aggregated APIs",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["checklist:chain-configured"],
  reads: ["apiservices.apiregistration.k8s.io"],
  messages: {
    unverified: {
      text: "{object} lets {service} answer for {api} unchecked: insecureSkipTLSVerify is on",
      severity: "medium",
    },
  },
  docs: {
    why: "The API server hands such requests on with who asks, and gives the answers out as its own. Unchecked, whoever can answer at the Service's address, another pod of the namespace for one, reads the requests and writes the answers.",
    fix: "Give the APIService a caBundle, with cert-manager's injector for one, and take insecureSkipTLSVerify away. metrics-server takes serving certificates of the cluster's authority.",
    refs: ["https://kubernetes.io/docs/tasks/extend-kubernetes/setup-extension-api-server/"],
  },
  *evaluate({ list }) {
    for (const service of list("apiservices.apiregistration.k8s.io")) {
      if (!service.skipsTlsVerify || service.service === undefined) continue;
      const { namespace, name } = service.service;
      const data = { service: `${namespace}/${name}`, api: `${service.group}/${service.version}` };
      yield {
        at: refTo("apiservices.apiregistration.k8s.io", service, "spec.insecureSkipTLSVerify"),
        message: "unverified",
        data,
      };
    }
  },
});
