import { refTo } from "../object-ref.ts";
import { defineTargetCheck } from "./define.ts";

export default defineTargetCheck({
  id: "upgrade/external-ips",
  title: "External addresses of Services",
  reads: ["services"],
  from: 36,
  responsible: "application",
  messages: {
    external: {
      text: "{object} takes the addresses {addresses} by externalIPs, which is deprecated from Kubernetes 1.36 on",
      impact: "warning",
    },
  },
  docs: {
    why: "Whoever may create a Service takes any address by externalIPs, and so traffic that is meant for others. The field is deprecated from 1.36 on, and a later minor stops to serve it by default.",
    fix: "Use a Service of type LoadBalancer, with a controller that gives it the address, or a Gateway.",
    refs: ["https://kubernetes.io/docs/concepts/services-networking/service/#external-ips"],
  },
  *judge({ list }) {
    for (const service of list("services"))
      if (service.externalIPs?.length)
        yield {
          at: refTo("services", service, "spec.externalIPs"),
          message: "external",
          data: { addresses: service.externalIPs },
        };
  },
});
