import { refTo } from "../object-ref.ts";
import { defineTargetCheck } from "./define.ts";

const mirror = "endpointslicemirroring-controller.k8s.io";

export default defineTargetCheck({
  id: "upgrade/hand-written-endpoints",
  title: "Endpoints that somebody writes",
  reads: ["endpointslices.discovery.k8s.io"],
  from: 33,
  messages: {
    mirrored: {
      text: "{object} is a copy of the Endpoints {service}, which somebody writes by an API that is deprecated from Kubernetes 1.33 on",
      impact: "info",
    },
  },
  docs: {
    why: "Endpoints are deprecated from 1.33 on, and stay. Kubernetes copies those that somebody writes into EndpointSlices, and marks the copy: that is how they are found here, because to ask for Endpoints would itself count as a use of the deprecated API.",
    fix: "Write EndpointSlices with the label kubernetes.io/service-name in place of Endpoints.",
    refs: ["https://kubernetes.io/blog/2025/04/24/endpoints-deprecation/"],
  },
  *judge({ list }) {
    for (const slice of list("endpointslices.discovery.k8s.io")) {
      const { labels = {} } = slice.meta;
      if (labels["endpointslice.kubernetes.io/managed-by"] !== mirror) continue;
      const service = labels["kubernetes.io/service-name"] ?? slice.meta.name;
      yield { at: refTo("endpointslices.discovery.k8s.io", slice), message: "mirrored", data: { service } };
    }
  },
});
