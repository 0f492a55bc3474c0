import { namespaceOf } from "../../network-policy/worlds.ts";
import { checkTester } from "../tester.ts";
import meshMtls from "./mesh-mtls.ts";
import { meshed, peerAuthentication, shop, web } from "./worlds.ts";

const mode = (mode: string) => ({ mtls: { mode } });
const strict = peerAuthentication("istio-system/default", mode("STRICT"));
const forWeb = { selector: { matchLabels: { app: "web" } } };
const server = {
  apiVersion: "policy.linkerd.io/v1beta3",
  kind: "Server",
  metadata: { namespace: "shop", name: "s" },
  spec: { podSelector: { matchLabels: { app: "web" } }, port: 80 },
};
const serverThat = (accessPolicy: string) => ({ ...server, spec: { ...server.spec, accessPolicy } });
const inbound = (policy: string) => ({ "config.linkerd.io/default-inbound-policy": policy });

checkTester(meshMtls, {
  pass: [
    { name: "strict for the whole mesh", objects: [shop, meshed("web"), strict] },
    {
      name: "the namespace decides before the mesh",
      objects: [
        shop,
        meshed("web"),
        peerAuthentication("istio-system/d", mode("DISABLE")),
        peerAuthentication("shop/d", mode("STRICT")),
      ],
    },
    { name: "unset is taken from above", objects: [shop, meshed("web"), strict, peerAuthentication("shop/d", mode("UNSET"))] },
    {
      name: "Linkerd with callers that are known",
      objects: [shop, meshed("web", "linkerd-proxy", inbound("all-authenticated"))],
    },
  ],
  fail: [
    {
      name: "nothing is set, which is permissive",
      objects: [shop, meshed("web")],
      finds: [{ message: "permissive", object: "Namespace shop" }],
    },
    {
      name: "the workload decides before its namespace",
      objects: [shop, meshed("web"), strict, peerAuthentication("shop/w", { ...forWeb, ...mode("DISABLE") })],
      finds: [{ message: "off", object: "Namespace shop" }],
    },
    {
      name: "one port is let out of it",
      objects: [
        shop,
        meshed("web"),
        peerAuthentication("shop/w", { ...forWeb, ...mode("STRICT"), portLevelMtls: { "80": { mode: "PERMISSIVE" } } }),
      ],
      finds: [{ message: "permissive", object: "Namespace shop" }],
    },
    {
      name: "an ambient mesh, by the namespace's label",
      objects: [namespaceOf("shop", { "istio.io/dataplane-mode": "ambient" }), web],
      finds: [{ message: "permissive", object: "Namespace shop" }],
    },
    {
      name: "a Server of Linkerd that takes whoever comes, whatever the default is",
      objects: [shop, meshed("web", "linkerd-proxy", inbound("all-authenticated")), serverThat("all-unauthenticated")],
      finds: [{ message: "permissive", object: "Namespace shop" }],
    },
    {
      name: "a Server of Linkerd that only writes down whom it would refuse",
      objects: [shop, meshed("web", "linkerd-proxy", inbound("deny")), serverThat("audit")],
      finds: [{ message: "permissive", object: "Namespace shop" }],
    },
    {
      name: "Linkerd that takes whoever comes",
      objects: [shop, meshed("web", "linkerd-proxy", inbound("all-unauthenticated"))],
      finds: [{ message: "permissive", object: "Namespace shop" }],
    },
  ],
  notApplicable: [{ name: "no mesh", objects: [shop, web] }],
  notAssessed: [
    { name: "pods were not seen", objects: [shop], unseen: ["pods"] },
    { name: "Linkerd's own default, which was not seen", objects: [shop, meshed("web", "linkerd-proxy")] },
    {
      name: "a Server of Linkerd, which is not evaluated",
      objects: [shop, meshed("web", "linkerd-proxy", inbound("all-authenticated")), server],
    },
    {
      name: "a Server of Linkerd that wants identities, while its AuthorizationPolicies are not evaluated",
      objects: [shop, meshed("web", "linkerd-proxy"), serverThat("all-authenticated")],
    },
    {
      name: "settings of Istio were not seen",
      objects: [shop, meshed("web"), strict],
      unseen: ["peerauthentications.security.istio.io"],
    },
  ],
});
