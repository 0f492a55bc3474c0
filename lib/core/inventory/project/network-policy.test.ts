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

test("a policy of Cilium keeps layers 3 and 4, and the names of what is not evaluated", () => {
  const item = projectItem("ciliumnetworkpolicies.cilium.io", objectOf("CiliumNetworkPolicy"));
  expect(item?.specs).toMatchObject([
    {
      subject: { pods: { matchLabels: { app: "web" } } },
      isolates: ["ingress", "egress"],
      ingress: [
        {
          path: "spec.ingress[0]",
          action: "Allow",
          peers: {
            endpoints: [{ pods: {}, namespaces: { matchLabels: { "kubernetes.io/metadata.name": "bank" } }, unread: true }],
          },
          ports: [
            { protocol: "TCP", port: 80, endPort: 90, partly: true },
            { port: "web", partly: true },
          ],
          unread: ["labels that Cilium sets or leaves out", "rules of layer 7"],
        },
        { path: "spec.ingressDeny[0]", action: "Deny", peers: { entities: ["world"], perhaps: ["anybody"] } },
        { path: "spec.ingressDeny[1]", peers: { blocks: [{ cidr: "10.0.0.0/8", except: ["10.1.0.0/16"] }] } },
      ],
      egress: [{ peers: { perhaps: ["outside"] }, unread: ["toFQDNs", "authentication"], partly: true }, {}],
      unread: ["toRequires"],
    },
  ]);
});

test("a policy of Calico keeps whom it is about, with the types that it would be given", () => {
  const scopeOf = (spec: object) =>
    projectItem("networkpolicies.crd.projectcalico.org", { metadata: { namespace: "shop", name: "k" }, spec })?.scope;
  expect(scopeOf({})).toEqual({ selector: "", tier: "default", types: ["ingress"] });
  expect(scopeOf({ egress: [{ action: "Pass" }] })).toMatchObject({ types: ["egress"], passes: ["egress"] });
  expect(scopeOf({ types: ["Egress", "Ingress"], tier: "a", selector: "all()" })).toMatchObject({
    selector: "all()",
    tier: "a",
    types: ["ingress", "egress"],
  });
  expect(scopeOf({ serviceAccountSelector: "has(a)", preDNAT: true })).toMatchObject({
    serviceAccountSelector: "has(a)",
    hosts: true,
  });
});
