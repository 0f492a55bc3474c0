import { defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";

export default defineCheck({
  id: "network/external-addresses",
  major: 1,
  since: "0.1",
  title: "Services with external addresses of their own choice",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["checklist:loadbalancer-externalips"],
  reads: ["services"],
  messages: {
    external: { text: "{object} takes the addresses {addresses} by externalIPs, whoever they belong to", severity: "medium" },
  },
  docs: {
    why: "Whoever may write a Service takes over traffic for any address by externalIPs: that of a neighbour, of a DNS server, of the metadata API (CVE-2020-8554).",
    fix: "Use a LoadBalancer or a Gateway. Forbid the field by the admission plugin DenyServiceExternalIPs, or by a policy that lets through known addresses alone.",
    refs: [
      "https://kubernetes.io/docs/concepts/services-networking/service/#external-ips",
      "https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#denyserviceexternalips",
    ],
  },
  *evaluate({ list }) {
    for (const service of list("services"))
      if (service.externalIPs !== undefined)
        yield {
          at: refTo("services", service, "spec.externalIPs"),
          message: "external",
          data: { addresses: service.externalIPs },
        };
  },
});
