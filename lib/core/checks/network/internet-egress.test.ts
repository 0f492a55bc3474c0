import { networkPolicy } from "../../network-policy/worlds.ts";
import { checkTester } from "../tester.ts";
import internetEgress from "./internet-egress.ts";

const out = (...egress: readonly object[]) => networkPolicy("shop/p", { policyTypes: ["Egress"], egress });
const to = (cidr: string) => ({ to: [{ ipBlock: { cidr } }] });

checkTester(internetEgress, {
  pass: [
    { name: "networks by name", objects: [out(to("10.0.0.0/8"), to("0.0.0.0/1"))] },
    { name: "nothing is let out", objects: [out()] },
    { name: "DNS to everybody", objects: [out({ ports: [{ protocol: "UDP", port: 53 }] })] },
    { name: "rules that count for nothing", objects: [networkPolicy("shop/p", { policyTypes: ["Ingress"], egress: [{}] })] },
  ],
  fail: [
    {
      name: "every address of one family",
      objects: [out(to("10.0.0.0/8"), to("::/0"))],
      finds: [{ message: "block", object: "NetworkPolicy shop/p", path: "spec.egress[1].to[0].ipBlock" }],
    },
    {
      name: "every address on one port",
      objects: [out({ ...to("0.0.0.0/0"), ports: [{ port: 443 }] })],
      finds: [{ message: "ports", object: "NetworkPolicy shop/p" }],
    },
    {
      name: "a rule that names nobody is wider than one that names a network",
      objects: [out(to("0.0.0.0/0"), {})],
      finds: [{ message: "everybody", object: "NetworkPolicy shop/p", path: "spec.egress[1]" }],
    },
  ],
  notAssessed: [
    { name: "policies were not seen", objects: [], unseen: ["networkpolicies.networking.k8s.io"] },
    { name: "an older inventory, which has no rules", objects: [out()], version: 6 },
  ],
});
