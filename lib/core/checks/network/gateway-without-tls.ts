import { defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";

export default defineCheck({
  id: "network/gateway-without-tls",
  major: 1,
  since: "0.1",
  title: "TLS of Gateways",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["kubescape:C-0263"],
  reads: ["gateways.gateway.networking.k8s.io"],
  messages: {
    listener: { text: "{object} listens for {protocol} on port {port} without TLS ({listener})", severity: "medium" },
  },
  docs: {
    why: "What a listener without TLS takes in travels as it is, and anybody on the way reads and changes it. A listener that only sends clients on to HTTPS is found, too: the Gateway does not say so, its routes do.",
    fix: "Make the listener HTTPS, or TLS, with a certificateRef. Where it only redirects, waive the finding with that reason.",
    refs: ["https://gateway-api.sigs.k8s.io/guides/tls/"],
  },
  *evaluate({ list }) {
    for (const gateway of list("gateways.gateway.networking.k8s.io"))
      for (const [place, { name, port, protocol, tls }] of gateway.listeners.entries())
        if (tls === undefined && protocol !== "HTTPS" && protocol !== "TLS")
          yield {
            at: refTo("gateways.gateway.networking.k8s.io", gateway, `spec.listeners[${place}]`),
            message: "listener",
            data: { protocol, port, listener: name },
            locus: name,
          };
  },
});
