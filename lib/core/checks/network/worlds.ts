/** Worlds of the checks that look at the network; nothing of the product imports them. */
import type { KubernetesObject } from "../../inventory/from-objects.ts";
import { adminPolicyResources, pluginPolicyResources } from "../../network-policy/world.ts";
import {
  calicoPolicy,
  ciliumPolicy,
  daemonSet,
  denyAll,
  namespaceOf,
  networkPolicy,
  podOf,
} from "../../network-policy/worlds.ts";
import type { World } from "../tester.ts";

/** A plugin that enforces policies, so that what they say counts. */
export const calico = daemonSet("calico-node", "docker.io/calico/node:v3.30.0");
export const cilium = daemonSet("cilium", "quay.io/cilium/cilium:v1.18.0");
export const flannel = daemonSet("kube-flannel-ds");

export const shop = namespaceOf("shop");
export const web = podOf("shop/web");
export const closed = denyAll("shop");

/** Resources that the cluster does not serve, as most do not. */
export const plain = [...adminPolicyResources, ...pluginPolicyResources] as const;

/** Of every pod in the shop. */
export function ofCilium(spec: Readonly<Record<string, unknown>>): KubernetesObject {
  return ciliumPolicy("shop/c", { spec: { endpointSelector: {}, ...spec } });
}

/** What hides whether a policy isolates anything, of a world in which nothing is open. */
export const unseenPolicies = [
  { name: "policies were not seen", objects: [calico, shop, web], unseen: ["networkpolicies.networking.k8s.io"] },
  { name: "a plugin that nobody knows", objects: [daemonSet("own-network"), shop, web, closed] },
  { name: "a plugin that ignores policies", objects: [flannel, shop, web, closed] },
  { name: "policies of another plugin's own", objects: [calico, shop, web, closed, ofCilium({})] },
  {
    name: "a policy of Calico for service accounts, whose labels are not read",
    objects: [calico, shop, web, calicoPolicy("shop/k", { types: ["Ingress", "Egress"], serviceAccountSelector: "has(role)" })],
  },
  {
    name: "a policy of Cilium for a service account, which is not read",
    objects: [
      cilium,
      shop,
      web,
      ofCilium({
        endpointSelector: { matchLabels: { "io.cilium.k8s.policy.serviceaccount": "web" } },
        ingress: [{}],
        egress: [{}],
      }),
    ],
  },
  { name: "an older inventory, which has no rules", objects: [calico, shop, web, closed], version: 6 },
] as const satisfies readonly World[];

export function service(name: string, spec: Readonly<Record<string, unknown>>, annotations = {}): KubernetesObject {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { namespace: "shop", name, annotations },
    spec: { ports: [{ port: 80 }], ...spec },
  };
}

export function ingress(name: string, spec: Readonly<Record<string, unknown>>, annotations = {}): KubernetesObject {
  return { apiVersion: "networking.k8s.io/v1", kind: "Ingress", metadata: { namespace: "shop", name, annotations }, spec };
}

export function gateway(...listeners: readonly object[]): KubernetesObject {
  return {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "Gateway",
    metadata: { namespace: "shop", name: "door" },
    spec: { gatewayClassName: "edge", listeners },
  };
}

const image = "registry.example/proxy:1";
/** A pod with a proxy of a mesh beside its container. */
export function meshed(
  name: string,
  proxy = "istio-proxy",
  annotations: Readonly<Record<string, string>> = {},
): KubernetesObject {
  const pod = podOf(`shop/${name}`, {
    containers: [
      { name: "web", image },
      { name: proxy, image },
    ],
  });
  return { ...pod, metadata: { ...(pod.metadata as object), annotations } };
}

export function peerAuthentication(path: string, spec: object): KubernetesObject {
  const [namespace, name] = path.split("/");
  return { apiVersion: "security.istio.io/v1", kind: "PeerAuthentication", metadata: { namespace, name }, spec };
}

const proxied = (name: string, proxy: string) => {
  const pod = meshed(name, proxy);
  return { ...pod, metadata: { ...(pod.metadata as object), namespace: "front" } };
};

/** In a namespace of its own something of everything that these checks find. */
export const networkFaults: Readonly<Record<string, readonly KubernetesObject[]>> = {
  plugin: [flannel],
  cloud: [
    {
      apiVersion: "v1",
      kind: "Node",
      metadata: { name: "unguarded" },
      spec: { providerID: "gce://shop/eu-a/unguarded" },
      status: {},
    },
  ],
  open: [
    namespaceOf("front"),
    proxied("caller", "istio-proxy"),
    networkPolicy("front/stale", { podSelector: { matchLabels: { app: "gone" } } }),
    networkPolicy("front/wide", {
      podSelector: { matchLabels: { app: "none-yet" } },
      policyTypes: ["Ingress", "Egress"],
      ingress: [{ from: [{ namespaceSelector: {} }] }],
      egress: [{ to: [{ ipBlock: { cidr: "0.0.0.0/0" } }] }],
    }),
  ],
  doors: [
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: { namespace: "front", name: "node" },
      spec: { type: "NodePort", ports: [{ port: 80 }] },
    },
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: { namespace: "front", name: "taken" },
      spec: { externalIPs: ["203.0.113.7"], ports: [{ port: 80 }] },
    },
    {
      apiVersion: "networking.k8s.io/v1",
      kind: "Ingress",
      metadata: { namespace: "front", name: "door" },
      spec: {
        rules: [
          {
            host: "shop.example",
            http: { paths: [{ path: "/", pathType: "Prefix", backend: { service: { name: "node", port: { number: 80 } } } }] },
          },
        ],
      },
    },
  ],
};

const linkerd = "policy.linkerd.io";
function inLinked(apiVersion: string, kind: string, name: string, spec: object): KubernetesObject {
  return { apiVersion: `${linkerd}/${apiVersion}`, kind, metadata: { namespace: "linked", name }, spec };
}

/** A pod behind a Server of its own, whose default is to know its callers. */
function linked(name: string, containers: readonly string[]): KubernetesObject {
  const annotations = { "linkerd.io/inject": "enabled", "config.linkerd.io/default-inbound-policy": "all-authenticated" };
  const metadata = { namespace: "linked", name, labels: { app: name }, annotations };
  return { apiVersion: "v1", kind: "Pod", metadata, spec: { containers: containers.map((one) => ({ name: one, image })) } };
}

function serverOf(name: string): KubernetesObject {
  return inLinked("v1beta3", "Server", name, { podSelector: { matchLabels: { app: name } }, port: 80 });
}

/** One workload lets a network in, another one knows its callers, and a third has not got its proxy. */
const linkerdFaults: readonly KubernetesObject[] = [
  namespaceOf("linked"),
  { apiVersion: "v1", kind: "ServiceAccount", metadata: { namespace: "linked", name: "default" } },
  linked("open", ["web", "linkerd-proxy"]),
  linked("closed", ["web", "linkerd-proxy"]),
  linked("bare", ["web"]),
  serverOf("open"),
  serverOf("closed"),
  inLinked("v1alpha1", "NetworkAuthentication", "office", { networks: [{ cidr: "10.0.0.0/8" }] }),
  inLinked("v1alpha1", "AuthorizationPolicy", "from-the-office", {
    targetRef: { group: linkerd, kind: "Server", name: "open" },
    requiredAuthenticationRefs: [{ group: linkerd, kind: "NetworkAuthentication", name: "office" }],
  }),
];

/** Of kinds that have to be defined first. */
export const addedFaults: readonly KubernetesObject[] = [
  {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "Gateway",
    metadata: { namespace: "front", name: "door" },
    spec: { gatewayClassName: "edge", listeners: [{ name: "web", port: 80, protocol: "HTTP" }] },
  },
  peerAuthentication("front/mode", { mtls: { mode: "PERMISSIVE" } }),
  ...linkerdFaults,
];
