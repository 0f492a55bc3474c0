import { binding, clusterBinding, clusterRole, role, rule } from "../../rbac/worlds.ts";
import { checkTester } from "../tester.ts";
import { pod, podSpec } from "../workload/worlds.ts";
import powerfulBesideExposed from "./powerful-beside-exposed.ts";

const reader = [
  clusterRole("reader", [rule("list", "", "secrets")]),
  clusterBinding("b", "reader", "ServiceAccount:shop/strong"),
];
const account = { apiVersion: "v1", kind: "ServiceAccount", metadata: { namespace: "shop", name: "strong" } };
const on = (nodeName: string, more: object = {}) => podSpec({ nodeName, ...more });
const withToken = { serviceAccountName: "strong", automountServiceAccountToken: true };
const front = (nodeName: string) => pod("front", on(nodeName), { labels: { app: "front" } });
const strong = (nodeName: string, more: object = {}) =>
  pod("strong", on(nodeName, { ...withToken, ...more }), { labels: { app: "strong" } });
const service = (app: string, type = "NodePort", more: object = {}) => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { namespace: "shop", name: app },
  spec: { type, selector: { app }, ports: [{ port: 80 }], ...more },
});
const door = {
  apiVersion: "networking.k8s.io/v1",
  kind: "Ingress",
  metadata: { namespace: "shop", name: "door" },
  spec: { defaultBackend: { service: { name: "front", port: { number: 80 } } } },
};
const route = {
  apiVersion: "gateway.networking.k8s.io/v1",
  kind: "HTTPRoute",
  metadata: { namespace: "shop", name: "route" },
  spec: { parentRefs: [{ name: "door", namespace: "edge" }], rules: [{ backendRefs: [{ name: "front", port: 80 }] }] },
};

checkTester(powerfulBesideExposed, {
  pass: [
    { name: "nodes of their own", objects: [...reader, account, service("front"), front("a"), strong("b")] },
    {
      name: "an account without a token",
      objects: [...reader, account, service("front"), front("a"), strong("a", { automountServiceAccountToken: false })],
    },
    {
      name: "rights in one namespace alone",
      objects: [
        role("shop", "reader", [rule("list", "", "secrets")]),
        binding("shop", "b", "Role reader", "ServiceAccount:shop/strong"),
        ...[account, service("front"), front("a"), strong("a")],
      ],
    },
    {
      name: "nothing that strangers reach",
      objects: [...reader, account, service("front", "ClusterIP"), front("a"), strong("a")],
    },
  ],
  fail: [
    {
      name: "on the same node",
      objects: [...reader, account, service("front"), front("a"), strong("a")],
      finds: [
        {
          message: "beside",
          object: "Pod shop/strong",
          title:
            "Pod shop/strong holds a token that may read the values of Secrets in the whole cluster, on nodes that also run what strangers reach: shop/front",
        },
      ],
    },
    {
      name: "behind the front door",
      objects: [...reader, account, service("front", "ClusterIP"), door, front("a"), strong("a")],
      finds: [{ message: "beside", object: "Pod shop/strong" }],
    },
    {
      name: "behind an address of its own",
      objects: [...reader, account, service("front", "ClusterIP", { externalIPs: ["192.0.2.7"] }), front("a"), strong("a")],
      finds: [{ message: "beside", object: "Pod shop/strong" }],
    },
    {
      name: "behind a route of a Gateway",
      objects: [...reader, account, service("front", "ClusterIP"), route, front("a"), strong("a")],
      finds: [{ message: "beside", object: "Pod shop/strong" }],
    },
    {
      name: "the powerful one itself",
      objects: [...reader, account, service("strong"), strong("a")],
      finds: [{ message: "itself", object: "Pod shop/strong" }],
    },
  ],
  notAssessed: [
    {
      name: "bindings were not seen",
      objects: [service("front"), front("a"), strong("a")],
      unseen: ["clusterrolebindings.rbac.authorization.k8s.io"],
    },
    { name: "Services were not seen", objects: [...reader, account, front("a"), strong("a")], unseen: ["services"] },
    {
      name: "routes were not seen",
      objects: [...reader, account, front("a"), strong("a")],
      unseen: ["httproutes.gateway.networking.k8s.io"],
    },
    { name: "an older inventory", objects: [], version: 5 },
  ],
});
