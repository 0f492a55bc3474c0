import { networkPolicy } from "../../network-policy/worlds.ts";
import { checkTester } from "../tester.ts";
import everyNamespace from "./every-namespace.ts";

const from = (peer: object, more = {}) => networkPolicy("shop/p", { ingress: [{ from: [{ podSelector: {} }, peer] }], ...more });
const label = { matchLabels: { "kubernetes.io/metadata.name": "bank" } };

checkTester(everyNamespace, {
  pass: [
    { name: "a namespace by its name", objects: [from({ namespaceSelector: label })] },
    {
      name: "some pods, wherever they are",
      objects: [from({ namespaceSelector: {}, podSelector: { matchLabels: { app: "gateway" } } })],
    },
    {
      name: "a rule of a type that the policy does not have",
      objects: [from({ namespaceSelector: {} }, { policyTypes: ["Egress"] })],
    },
  ],
  fail: [
    {
      name: "everybody may come in",
      objects: [from({ namespaceSelector: {} })],
      finds: [{ message: "ingress", object: "NetworkPolicy shop/p", path: "spec.ingress[0].from[1].namespaceSelector" }],
    },
    {
      name: "a way out to everybody",
      objects: [networkPolicy("shop/p", { egress: [{ to: [{ namespaceSelector: {}, podSelector: {} }] }] })],
      finds: [{ message: "egress", object: "NetworkPolicy shop/p", path: "spec.egress[0].to[0].namespaceSelector" }],
    },
  ],
  notAssessed: [
    { name: "policies were not seen", objects: [], unseen: ["networkpolicies.networking.k8s.io"] },
    { name: "an older inventory, which has no rules", objects: [from({ namespaceSelector: label })], version: 6 },
  ],
});
