import { isInternal, isOpenToAll } from "../../network-policy/exposure.ts";
import { defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";

export default defineCheck({
  id: "network/exposed-services",
  major: 1,
  since: "0.1",
  title: "Services outside the cluster",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "application",
  answers: ["kubescape:C-0256", "checklist:loadbalancer-externalips"],
  reads: ["services"],
  facts: ["load-balancer-reach"],
  messages: {
    loadBalancer: { text: "{object} takes traffic from every address through a load balancer, on {ports}", severity: "medium" },
    nodePort: { text: "{object} is open on every node, on {ports}", severity: "low" },
  },
  docs: {
    why: "A load balancer without source ranges stands open to every address that its network lets through, often the internet; a node port is open on every node, past Ingress, Gateway and their TLS.",
    fix: "Bring HTTP in through an Ingress or Gateway. Give a load balancer loadBalancerSourceRanges, or the annotation of your cloud that keeps it inside; make other Services ClusterIP.",
    refs: [
      "https://kubernetes.io/docs/concepts/services-networking/service/#publishing-services-service-types",
      "https://kubernetes.io/docs/concepts/security/security-checklist/#network-security",
    ],
  },
  *evaluate({ list }) {
    for (const service of list("services")) {
      const { type, ports = [] } = service;
      const at = refTo("services", service, "spec.type");
      if (type === "LoadBalancer" && isOpenToAll(service) && !isInternal(service))
        yield { at, message: "loadBalancer", data: { ports: ports.map(({ port }) => String(port)) } };
      if (type === "NodePort")
        yield { at, message: "nodePort", data: { ports: ports.flatMap(({ nodePort }) => (nodePort ? [String(nodePort)] : [])) } };
    }
  },
});
