import { checkTester } from "../tester.ts";
import gatewayWithoutTls from "./gateway-without-tls.ts";
import { gateway } from "./worlds.ts";

checkTester(gatewayWithoutTls, {
  pass: [
    {
      name: "HTTPS, and TLS that is passed through",
      objects: [
        gateway(
          { name: "a", port: 443, protocol: "HTTPS" },
          { name: "b", port: 8443, protocol: "TLS", tls: { mode: "Passthrough" } },
        ),
      ],
    },
  ],
  fail: [
    {
      name: "a listener without",
      objects: [gateway({ name: "safe", port: 443, protocol: "HTTPS" }, { name: "plain", port: 80, protocol: "HTTP" })],
      finds: [{ message: "listener", object: "Gateway shop/door", path: "spec.listeners[1]" }],
    },
  ],
  notApplicable: [{ name: "a cluster without Gateways", objects: [], absent: ["gateways.gateway.networking.k8s.io"] }],
  notAssessed: [{ name: "Gateways were not seen", objects: [], unseen: ["gateways.gateway.networking.k8s.io"] }],
});
