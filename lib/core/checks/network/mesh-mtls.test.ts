import type { KubernetesObject } from "../../inventory/from-objects.ts";
import { linkerdResources } from "../../network-policy/linkerd.ts";
import { namespaceOf } from "../../network-policy/worlds.ts";
import { checkTester, type FailingWorld } from "../tester.ts";
import meshMtls from "./mesh-mtls.ts";
import { meshed, peerAuthentication, shop, web } from "./worlds.ts";

const withAnnotations = (object: KubernetesObject, annotations: object) => ({
  ...object,
  metadata: { ...(object.metadata as object), annotations },
});
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
const linkerd = "policy.linkerd.io";
const ref = (kind: string, name = "x", more = {}) => ({ group: kind === "ServiceAccount" ? "" : linkerd, kind, name, ...more });
const allows = (requiredAuthenticationRefs: readonly object[], targetRef: object = ref("Server", "s")) => ({
  apiVersion: `${linkerd}/v1alpha1`,
  kind: "AuthorizationPolicy",
  metadata: { namespace: "shop", name: "a" },
  spec: { targetRef, requiredAuthenticationRefs },
});
const network = (namespace = "shop") => ({
  apiVersion: `${linkerd}/v1alpha1`,
  kind: "NetworkAuthentication",
  metadata: { namespace, name: "x" },
  spec: { networks: [{ cidr: "10.0.0.0/8" }] },
});
const legacy = (spec: object) => ({
  apiVersion: `${linkerd}/v1beta1`,
  kind: "ServerAuthorization",
  metadata: { namespace: "shop", name: "sa" },
  spec,
});
const known = meshed("web", "linkerd-proxy", inbound("all-authenticated"));
/** The default of its mesh was not seen. */
const listening = (...ports: readonly number[]): KubernetesObject => {
  const pod = meshed("web", "linkerd-proxy");
  const [web, proxy] = (pod.spec as { containers: object[] }).containers;
  const declared = ports.map((containerPort) => ({ containerPort }));
  return {
    ...pod,
    spec: {
      containers: [
        { ...web, ports: declared },
        { ...proxy, ports: [{ containerPort: 4191 }] },
      ],
    },
  };
};
const wished = (annotations: object, labels = {}) => ({
  ...web,
  metadata: { ...(web.metadata as object), annotations, labels: { app: "web", ...labels } },
});

type Fault = "permissive" | "absent";
const failing = (message: Fault, name: string, objects: readonly KubernetesObject[]): FailingWorld<Fault> => ({
  name,
  objects,
  finds: [{ message, object: "Namespace shop" }],
});

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
      objects: [shop, known],
    },
    { name: "a Server of Linkerd that lets nobody in", objects: [shop, known, server] },
    { name: "a Server on the only port, whatever the default is", objects: [shop, listening(80), server] },
    ...(
      [
        ["an identity", [ref("MeshTLSAuthentication")]],
        ["a service account", [ref("ServiceAccount")]],
        ["an identity from a network", [ref("NetworkAuthentication"), ref("MeshTLSAuthentication")]],
        ["two networks, which counts for nothing", [ref("NetworkAuthentication"), ref("NetworkAuthentication", "y")]],
      ] as const
    ).map(([what, refs]) => ({
      name: `an AuthorizationPolicy of Linkerd that asks for ${what}`,
      objects: [shop, known, server, network(), allows(refs)],
    })),
    {
      name: "an AuthorizationPolicy that names a network of no such name, which counts for nothing",
      objects: [shop, known, server, network("elsewhere"), allows([ref("NetworkAuthentication")])],
    },
    {
      name: "an AuthorizationPolicy for another Server",
      objects: [shop, known, server, allows([], ref("Server", "other"))],
    },
    {
      name: "a ServerAuthorization that asks for identities",
      objects: [shop, known, server, legacy({ server: { name: "s" }, client: { meshTLS: { identities: ["*"] } } })],
    },
    {
      name: "a Server of what runs outside of the cluster",
      objects: [
        shop,
        known,
        { ...server, spec: { externalWorkloadSelector: {}, port: 80, accessPolicy: "all-unauthenticated" } },
      ],
    },
  ],
  fail: [
    {
      name: "a port beside that of the Server takes whoever comes, by the default",
      objects: [shop, meshed("web", "linkerd-proxy", inbound("all-unauthenticated")), server],
      finds: [{ message: "permissive", object: "Namespace shop" }],
    },
    ...(
      [
        ["asks for nothing", allows([])],
        ["asks for a network alone", allows([ref("NetworkAuthentication", "x", { namespace: "shop" })])],
        ["is for all Servers of the namespace", allows([], { group: "core", kind: "Namespace", name: "shop" })],
      ] as const
    ).map(([what, policy]) =>
      failing("permissive", `an AuthorizationPolicy of Linkerd that ${what}`, [
        shop,
        known,
        serverThat("all-authenticated"),
        network(),
        policy,
      ]),
    ),
    ...[{ unauthenticated: true }, { meshTLS: { unauthenticatedTLS: true } }].map((client) =>
      failing("permissive", `a ServerAuthorization that lets in ${Object.keys(client)[0]}`, [
        shop,
        known,
        server,
        legacy({ server: { name: "s" }, client }),
      ]),
    ),
    ...(
      [
        ["Linkerd's, by the pod", shop, wished({ "linkerd.io/inject": "enabled" })],
        ["Linkerd's, by the namespace", withAnnotations(shop, { "linkerd.io/inject": "enabled" }), web],
        ["Istio's, by the namespace", namespaceOf("shop", { "istio-injection": "enabled" }), web],
        ["Istio's, by the namespace's revision", namespaceOf("shop", { "istio.io/rev": "stable" }), web],
        ["Istio's, by the pod", shop, wished({}, { "sidecar.istio.io/inject": "true" })],
      ] as const
    ).map(([whose, ...objects]) => failing("absent", `a proxy that is asked for and is not there: ${whose}`, objects)),
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
  notApplicable: [
    { name: "no mesh", objects: [shop, web] },
    {
      name: "a pod that wants no proxy in a namespace that does",
      objects: [
        withAnnotations(namespaceOf("shop", { "istio-injection": "enabled" }), { "linkerd.io/inject": "enabled" }),
        wished({ "linkerd.io/inject": "disabled" }, { "sidecar.istio.io/inject": "false" }),
      ],
    },
    {
      name: "a namespace that Istio is kept out of",
      objects: [namespaceOf("shop", { "istio-injection": "disabled" }), wished({}, { "sidecar.istio.io/inject": "true" })],
    },
  ],
  notAssessed: [
    { name: "pods were not seen", objects: [shop], unseen: ["pods"] },
    { name: "Linkerd's own default, which was not seen", objects: [shop, meshed("web", "linkerd-proxy")] },
    { name: "a port beside that of a Server, by a default that was not seen", objects: [shop, listening(80, 9000), server] },
    {
      name: "an AuthorizationPolicy of Linkerd for a route",
      objects: [shop, known, server, allows([], ref("HTTPRoute", "r"))],
    },
    ...linkerdResources.map((resource) => ({
      name: `${resource} were not seen`,
      objects: [shop, known, server, allows([ref("NetworkAuthentication")])],
      unseen: [resource],
    })),
    {
      name: "settings of Istio were not seen",
      objects: [shop, meshed("web"), strict],
      unseen: ["peerauthentications.security.istio.io"],
    },
  ],
});
