import { checkTester } from "../tester.ts";
import strictAddresses from "./strict-addresses.ts";
import { faults, namespaced, node } from "./worlds.ts";

checkTester(strictAddresses, {
  pass: [{ name: "plain addresses", objects: [node("a", {}, { spec: { podCIDRs: ["10.244.1.0/24", "fd00:1::/64"] } })] }],
  fail: [
    {
      name: "a network with bits of a host",
      objects: faults["strict-addresses"] ?? [],
      finds: [{ message: "loose", object: "Service legacy/zeros", path: "spec.loadBalancerSourceRanges[0]" }],
    },
    {
      name: "leading zeros, and a block of a policy",
      objects: [
        namespaced("discovery.k8s.io/v1", "EndpointSlice", "web-1", {
          addressType: "IPv4",
          endpoints: [{ addresses: ["010.1.0.1"] }],
        }),
        namespaced("networking.k8s.io/v1", "NetworkPolicy", "web", {
          spec: { podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: "10.0.0.0/8", except: ["fd00:1::1/64"] } }] }] },
        }),
      ],
      finds: [
        { message: "loose", object: "EndpointSlice legacy/web-1" },
        { message: "loose", object: "NetworkPolicy legacy/web", path: "spec.ingress[0].from[0].ipBlock.except[0]" },
      ],
    },
  ],
  notApplicable: [{ name: "a target of before the change", minor: "1.30", objects: faults["strict-addresses"] ?? [] }],
  notAssessed: [{ name: "NetworkPolicies were not seen", objects: [], unseen: ["networkpolicies.networking.k8s.io"] }],
});
