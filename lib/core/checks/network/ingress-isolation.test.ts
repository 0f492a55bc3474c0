import { calicoPolicy, ciliumPolicy, daemonSet, networkPolicy, podOf } from "../../network-policy/worlds.ts";
import { checkTester } from "../tester.ts";
import ingressIsolation from "./ingress-isolation.ts";
import { calico, cilium, closed, ofCilium, plain, shop, unseenPolicies, web } from "./worlds.ts";

checkTester(ingressIsolation, {
  pass: [
    { name: "a policy selects everything", objects: [calico, shop, web, closed], absent: plain },
    {
      name: "a policy that lets everything in isolates, too: what it lets in is said elsewhere",
      objects: [calico, shop, web, networkPolicy("shop/p", { ingress: [{}] })],
    },
    {
      name: "a policy of Calico that Calico enforces, whatever its rules say",
      objects: [calico, shop, web, calicoPolicy("shop/k", { selector: "app == 'web'", ingress: [{ action: "Allow" }] })],
    },
    {
      name: "a policy of Cilium that Cilium enforces, whatever its rules of layer 7 say",
      objects: [
        cilium,
        shop,
        web,
        ofCilium({ ingress: [{ toPorts: [{ ports: [{ port: "80", protocol: "TCP" }], rules: { http: [{}] } }] }] }),
      ],
    },
    {
      name: "pods on the host network, and those of Kubernetes itself",
      objects: [calico, shop, podOf("shop/a", { hostNetwork: true })],
    },
  ],
  fail: [
    {
      name: "nothing selects the pods",
      objects: [calico, shop, web],
      finds: [
        {
          message: "all",
          object: "Namespace shop",
          title: "Nothing in Namespace shop is isolated from incoming traffic: every pod of the cluster reaches web",
        },
      ],
    },
    {
      name: "one of two, by a label that only looks alike, on a plugin that nobody knows",
      objects: [
        daemonSet("own-network"),
        shop,
        web,
        podOf("shop/db", {}, { App: "web" }),
        networkPolicy("shop/p", { podSelector: { matchLabels: { App: "web" } } }),
      ],
      finds: [{ message: "some", object: "Namespace shop" }],
    },
    {
      name: "a policy of Cilium with an empty section, and one that does not deny by default",
      objects: [
        cilium,
        shop,
        web,
        ofCilium({ ingress: [], egress: [{}] }),
        ciliumPolicy("d", {
          spec: { endpointSelector: {}, enableDefaultDeny: { ingress: false }, ingress: [{ fromEntities: ["world"] }] },
        }),
      ],
      finds: [{ message: "all", object: "Namespace shop" }],
    },
    {
      name: "a policy of Calico for others",
      objects: [calico, shop, web, calicoPolicy("shop/k", { selector: "app starts with 'x'" })],
      finds: [{ message: "all", object: "Namespace shop" }],
    },
    {
      name: "a policy for outgoing traffic alone",
      objects: [calico, shop, web, networkPolicy("shop/p", { policyTypes: ["Egress"] })],
      finds: [{ message: "all", object: "Namespace shop" }],
    },
  ],
  notAssessed: unseenPolicies,
});
