import { calicoPolicy, ciliumPolicy, denyAll, networkPolicy } from "../../network-policy/worlds.ts";
import { checkTester } from "../tester.ts";
import defaultDeny from "./default-deny.ts";
import { calico, cilium, closed, ofCilium, shop, unseenPolicies, web } from "./worlds.ts";

const forWeb = networkPolicy("shop/p", {
  podSelector: { matchLabels: { app: "web" } },
  policyTypes: ["Ingress", "Egress"],
});

checkTester(defaultDeny, {
  pass: [
    { name: "one policy for both directions", objects: [calico, shop, web, closed] },
    {
      name: "one for each",
      objects: [
        calico,
        shop,
        web,
        denyAll("shop", ["Ingress"]),
        networkPolicy("shop/out", { policyTypes: ["Egress"], egress: [{}] }),
      ],
    },
    { name: "a policy of Cilium for the namespace", objects: [cilium, shop, web, ofCilium({ ingress: [{}], egress: [{}] })] },
    {
      name: "one of Cilium for every namespace but a few",
      objects: [
        cilium,
        shop,
        web,
        ciliumPolicy("default", {
          spec: {
            endpointSelector: {
              matchExpressions: [{ key: "k8s:io.kubernetes.pod.namespace", operator: "NotIn", values: ["kube-system"] }],
            },
            enableDefaultDeny: { ingress: true, egress: true },
          },
        }),
      ],
    },
    {
      name: "one of Calico for every namespace but one",
      objects: [
        calico,
        shop,
        web,
        calicoPolicy("default", { namespaceSelector: "projectcalico.org/name != 'kube-system'", types: ["Ingress", "Egress"] }),
      ],
    },
    { name: "nothing runs", objects: [calico, shop] },
    {
      name: "a baseline of the administrators refuses every namespace",
      objects: [
        calico,
        shop,
        web,
        {
          apiVersion: "policy.networking.k8s.io/v1alpha1",
          kind: "BaselineAdminNetworkPolicy",
          metadata: { name: "default" },
          spec: {
            subject: { namespaces: {} },
            ingress: [{ action: "Deny", from: [{ namespaces: {} }] }],
            egress: [{ action: "Deny", to: [{ namespaces: {} }] }],
          },
        },
      ],
    },
  ],
  fail: [
    {
      name: "every workload has a policy, and the next one will have none",
      objects: [calico, shop, web, forWeb],
      finds: [{ message: "neither", object: "Namespace shop" }],
    },
    {
      name: "a policy of Cilium for one workload",
      objects: [cilium, shop, web, ofCilium({ endpointSelector: { matchLabels: { app: "web" } }, ingress: [{}], egress: [{}] })],
      finds: [{ message: "neither", object: "Namespace shop" }],
    },
    {
      name: "outgoing traffic alone",
      objects: [calico, shop, web, denyAll("shop", ["Egress"])],
      finds: [{ message: "ingress", object: "Namespace shop" }],
    },
    {
      name: "incoming traffic alone",
      objects: [calico, shop, web, denyAll("shop", ["Ingress"])],
      finds: [{ message: "egress", object: "Namespace shop" }],
    },
  ],
  notAssessed: unseenPolicies,
});
