import { networkPolicy, podOf } from "../../network-policy/worlds.ts";
import { checkTester } from "../tester.ts";
import egressIsolation from "./egress-isolation.ts";
import { calico, cilium, closed, ofCilium, shop, unseenPolicies, web } from "./worlds.ts";

checkTester(egressIsolation, {
  pass: [
    { name: "a policy of both types selects everything", objects: [calico, shop, web, closed] },
    {
      name: "a policy of Cilium that refuses some",
      objects: [cilium, shop, web, ofCilium({ egressDeny: [{ toEntities: ["world"] }] })],
    },
    {
      name: "the type is the default of a policy with rules for outgoing traffic",
      objects: [calico, shop, web, networkPolicy("shop/p", { egress: [{ to: [{ podSelector: {} }] }] })],
    },
  ],
  fail: [
    {
      name: "policies for incoming traffic alone",
      objects: [calico, shop, web, networkPolicy("shop/p", { ingress: [] })],
      finds: [{ message: "all", object: "Namespace shop" }],
    },
    {
      name: "one of two workloads",
      objects: [
        calico,
        shop,
        web,
        podOf("shop/db"),
        networkPolicy("shop/p", { podSelector: { matchLabels: { app: "db" } }, policyTypes: ["Egress"] }),
      ],
      finds: [
        {
          message: "some",
          object: "Namespace shop",
          title: "1 of 2 workloads in Namespace shop are not isolated for outgoing traffic and may reach everything: web",
        },
      ],
    },
  ],
  notAssessed: unseenPolicies,
});
