import { hostsWithoutTls } from "../../network-policy/exposure.ts";
import { defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";

export default defineCheck({
  id: "network/ingress-without-tls",
  major: 1,
  since: "0.1",
  title: "TLS of Ingresses",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "application",
  answers: ["kubescape:C-0263"],
  reads: ["ingresses.networking.k8s.io"],
  facts: ["ingress-certificates"],
  messages: {
    hosts: { text: "{object} serves {hosts} without declaring TLS", severity: "medium" },
  },
  docs: {
    why: "Passwords, cookies and tokens go over the network as they are, and anybody on the way reads and changes them. TLS that a load balancer in front ends by itself is not seen.",
    fix: "Add a tls entry with the host and the Secret of its certificate, or let cert-manager make one. Where something in front ends TLS, waive the finding with that reason.",
    refs: ["https://kubernetes.io/docs/concepts/services-networking/ingress/#tls"],
  },
  *evaluate({ list }) {
    for (const ingress of list("ingresses.networking.k8s.io")) {
      const hosts = hostsWithoutTls(ingress);
      if (hosts.length > 0)
        yield {
          at: refTo("ingresses.networking.k8s.io", ingress, "spec.tls"),
          message: "hosts",
          data: { hosts: hosts.map((host) => (host === "" ? "every host" : host)) },
        };
    }
  },
});
