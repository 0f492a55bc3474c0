import { expect, test } from "vitest";
import { networkWorld } from "../network-world.ts";
import { projectItem } from "./projector.ts";

const objectOf = (kind: string) => networkWorld.find((object) => object.kind === kind);

test("a NetworkPolicy keeps its rules, and the types that the API server would give it", () => {
  expect(projectItem("networkpolicies.networking.k8s.io", objectOf("NetworkPolicy"))).toMatchObject({
    policyTypes: ["Ingress", "Egress"],
    ingress: [
      {
        peers: [{ podSelector: {}, namespaceSelector: {} }, { ipBlock: { cidr: "10.0.0.0/8", except: ["10.1.0.0/16"] } }],
        ports: [
          { protocol: "UDP", port: "dns" },
          { port: 80, endPort: 90 },
        ],
      },
    ],
    egress: [{}],
  });
});

test("an administrator's policy keeps its rules in one form, whichever kind it is of", () => {
  expect(projectItem("adminnetworkpolicies.policy.networking.k8s.io", objectOf("AdminNetworkPolicy"))).toMatchObject({
    tier: "admin",
    priority: 7,
    ingress: [
      {
        name: "few",
        action: "Deny",
        ports: [{ protocol: "TCP", port: 80 }, { protocol: "UDP", port: 1, endPort: 9 }, { port: "web" }],
      },
    ],
    egress: [{ action: "Pass", peers: [{ networks: ["10.0.0.0/8"] }, { nodes: {} }, { unread: true }] }],
  });
  expect(projectItem("clusternetworkpolicies.policy.networking.k8s.io", objectOf("ClusterNetworkPolicy"))).toMatchObject({
    tier: "baseline",
    ingress: [
      {
        action: "Allow",
        ports: [
          { protocol: "TCP", port: 80 },
          { protocol: "UDP", port: 1, endPort: 9 },
        ],
      },
    ],
  });
});

test("an action that nobody knows is said to be unread, and not left out in silence", () => {
  const spec = { subject: {}, ingress: [{ action: "Ponder", from: [] }] };
  const item = projectItem("adminnetworkpolicies.policy.networking.k8s.io", { metadata: { name: "a" }, spec });
  expect(item).toMatchObject({ ingress: [], unread: true });
});

test("of Cilium's selectors only those of the pod's own labels are kept", () => {
  const selectorOf = (spec: object) => projectItem("ciliumnetworkpolicies.cilium.io", { metadata: { name: "a" }, spec });
  expect(selectorOf({ endpointSelector: { matchLabels: { "k8s:app": "web" } } })?.selector).toMatchObject({
    matchLabels: { app: "web" },
  });
  expect(selectorOf({ endpointSelector: { matchLabels: { "reserved:host": "" } } })?.selector).toBeUndefined();
  expect(selectorOf({ nodeSelector: {} })).toMatchObject({ aboutNodes: true });
});
