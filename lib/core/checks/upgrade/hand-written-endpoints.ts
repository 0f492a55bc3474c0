import { clientOf } from "../../upgrade/evidence/audit-requests.ts";
import { refTo } from "../object-ref.ts";
import { defineTargetCheck } from "./define.ts";

const mirror = "endpointslicemirroring-controller.k8s.io";

export default defineTargetCheck({
  id: "upgrade/hand-written-endpoints",
  title: "Endpoints that somebody writes or asks for",
  reads: ["endpointslices.discovery.k8s.io"],
  from: 33,
  messages: {
    mirrored: {
      text: "{object} is a copy of the Endpoints {service}, which somebody writes by an API that is deprecated from Kubernetes 1.33 on",
      impact: "info",
    },
    asked: {
      text: "{object} asks for Endpoints by {client} ({verbs}, {count} times, last on {lastSeen}), an API that is deprecated from Kubernetes 1.33 on and stays",
      impact: "info",
    },
  },
  docs: {
    why: "Endpoints are deprecated from 1.33 on, and stay. Kubernetes copies those that somebody writes into EndpointSlices, and marks the copy: that is how they are found here, because to ask for Endpoints would itself count as a use of the deprecated API. Who reads Endpoints, an audit log tells.",
    fix: "Write EndpointSlices with the label kubernetes.io/service-name in place of Endpoints, and let controllers watch EndpointSlices.",
    refs: ["https://kubernetes.io/blog/2025/04/24/endpoints-deprecation/"],
  },
  *judge({ list, evidence }) {
    for (const slice of list("endpointslices.discovery.k8s.io")) {
      const { labels = {} } = slice.meta;
      if (labels["endpointslice.kubernetes.io/managed-by"] !== mirror) continue;
      const service = labels["kubernetes.io/service-name"] ?? slice.meta.name;
      yield { at: refTo("endpointslices.discovery.k8s.io", slice), message: "mirrored", data: { service } };
    }
    for (const { group, version, resource, user, userAgent, verbs, count, lastSeen } of evidence.requests ?? []) {
      const client = clientOf(userAgent);
      if (group !== "" || version !== "v1" || resource !== "endpoints" || client === "drydock") continue;
      const at = { resource: "users", kind: "User", name: user || "without a name" };
      yield {
        at,
        message: "asked",
        data: { client, verbs, count, lastSeen: lastSeen.slice(0, 10) },
        locus: `${client} endpoints`,
      };
    }
  },
});
