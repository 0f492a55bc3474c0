/** One object of each kind that decides over the network, with all that is kept of it; nothing of the product imports it. */
import type { KubernetesObject } from "./from-objects.ts";

const inShop = (name: string) => ({ namespace: "shop", name });
const everyNamespace = [{ namespaces: { matchLabels: { team: "a" } } }];

const adminPolicy = (kind: string, priority: object): KubernetesObject => ({
  apiVersion: "policy.networking.k8s.io/v1alpha1",
  kind,
  metadata: { name: "default" },
  spec: {
    ...priority,
    subject: { pods: { namespaceSelector: {}, podSelector: { matchLabels: { app: "web" } } } },
    ingress: [
      {
        name: "few",
        action: "Deny",
        from: everyNamespace,
        ports: [
          { portNumber: { protocol: "TCP", port: 80 } },
          { portRange: { protocol: "UDP", start: 1, end: 9 } },
          { namedPort: "web" },
        ],
      },
    ],
    egress: [{ action: "Pass", to: [{ networks: ["10.0.0.0/8"] }, { nodes: {} }, { domainNames: ["*.example.com"] }] }],
  },
});

export const networkWorld: readonly KubernetesObject[] = [
  {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: inShop("p"),
    spec: {
      podSelector: { matchLabels: { app: "web" } },
      ingress: [
        {
          from: [{ podSelector: {}, namespaceSelector: {} }, { ipBlock: { cidr: "10.0.0.0/8", except: ["10.1.0.0/16"] } }],
          ports: [
            { protocol: "UDP", port: "dns" },
            { port: 80, endPort: 90 },
          ],
        },
      ],
      egress: [{}],
    },
  },
  {
    apiVersion: "v1",
    kind: "Node",
    metadata: { name: "node-1" },
    spec: { podCIDRs: ["10.2.0.0/24"] },
    status: {
      addresses: [
        { type: "InternalIP", address: "192.0.2.1" },
        { type: "Hostname", address: "node-1" },
      ],
    },
  },
  {
    apiVersion: "discovery.k8s.io/v1",
    kind: "EndpointSlice",
    metadata: { namespace: "default", name: "kubernetes", labels: { "kubernetes.io/service-name": "kubernetes" } },
    endpoints: [{ addresses: ["192.0.2.9"] }],
    ports: [{ port: 6443 }],
  },
  {
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: inShop("all"),
    spec: { tls: [{ secretName: "c" }], rules: [{ host: "shop.example" }] },
  },
  {
    apiVersion: "v1",
    kind: "Pod",
    metadata: inShop("named"),
    spec: { containers: [{ name: "a", image: "i", ports: [{ name: "web", containerPort: 80 }] }] },
  },
  {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "Gateway",
    metadata: inShop("g"),
    spec: {
      gatewayClassName: "c",
      listeners: [
        { name: "plain", port: 80, protocol: "HTTP", hostname: "shop.example" },
        { name: "safe", port: 443, protocol: "HTTPS", tls: { certificateRefs: [{ name: "c" }] } },
      ],
    },
  },
  {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "HTTPRoute",
    metadata: inShop("r"),
    spec: {
      hostnames: ["shop.example"],
      parentRefs: [{ name: "g", namespace: "edge", sectionName: "safe" }],
      rules: [{ backendRefs: [{ name: "web", port: 80 }] }],
    },
  },
  adminPolicy("AdminNetworkPolicy", { priority: 7 }),
  adminPolicy("BaselineAdminNetworkPolicy", {}),
  {
    apiVersion: "policy.networking.k8s.io/v1alpha2",
    kind: "ClusterNetworkPolicy",
    metadata: { name: "next" },
    spec: {
      tier: "Baseline",
      priority: 3,
      subject: { namespaces: {} },
      ingress: [
        {
          action: "Accept",
          from: everyNamespace,
          protocols: [
            { tcp: { destinationPort: { number: 80 } } },
            { udp: { destinationPort: { range: { start: 1, end: 9 } } } },
          ],
        },
      ],
    },
  },
  {
    apiVersion: "cilium.io/v2",
    kind: "CiliumNetworkPolicy",
    metadata: inShop("c"),
    spec: {
      endpointSelector: { matchLabels: { "k8s:app": "web" } },
      enableDefaultDeny: { egress: true },
      ingress: [
        {
          fromEndpoints: [
            { matchLabels: { "k8s:io.kubernetes.pod.namespace": "bank", "any:io.cilium.k8s.policy.serviceaccount": "caller" } },
          ],
          toPorts: [{ ports: [{ port: "80", endPort: 90, protocol: "TCP" }, { port: "web" }], rules: { http: [{}] } }],
        },
      ],
      ingressDeny: [{ fromEntities: ["world", "moon"] }, { fromCIDRSet: [{ cidr: "10.0.0.0/8", except: ["10.1.0.0/16"] }] }],
      egress: [{ toFQDNs: [{ matchName: "a.example" }], authentication: { mode: "required" } }, { toRequires: [{}] }],
    },
  },
  { apiVersion: "cilium.io/v2", kind: "CiliumClusterwideNetworkPolicy", metadata: { name: "c" }, spec: { nodeSelector: {} } },
  {
    apiVersion: "crd.projectcalico.org/v1",
    kind: "NetworkPolicy",
    metadata: inShop("k"),
    spec: {
      selector: "app == 'web'",
      serviceAccountSelector: "has(team)",
      tier: "first",
      ingress: [{ action: "Pass" }],
    },
  },
  {
    apiVersion: "crd.projectcalico.org/v1",
    kind: "GlobalNetworkPolicy",
    metadata: { name: "k" },
    spec: { namespaceSelector: "has(team)", types: ["Egress"], doNotTrack: true, applyOnForward: true },
  },
  { apiVersion: "projectcalico.org/v3", kind: "NetworkPolicy", metadata: inShop("k"), spec: {} },
  { apiVersion: "projectcalico.org/v3", kind: "GlobalNetworkPolicy", metadata: { name: "k" }, spec: {} },
  {
    apiVersion: "security.istio.io/v1",
    kind: "PeerAuthentication",
    metadata: inShop("m"),
    spec: {
      selector: { matchLabels: { app: "web" } },
      mtls: { mode: "STRICT" },
      portLevelMtls: { "8080": { mode: "DISABLE" } },
    },
  },
  {
    apiVersion: "policy.linkerd.io/v1beta3",
    kind: "Server",
    metadata: inShop("s"),
    spec: { podSelector: { matchLabels: { app: "web" } }, accessPolicy: "deny", port: 80 },
  },
  {
    apiVersion: "policy.linkerd.io/v1alpha1",
    kind: "AuthorizationPolicy",
    metadata: inShop("a"),
    spec: {
      targetRef: { group: "policy.linkerd.io", kind: "Server", name: "s" },
      requiredAuthenticationRefs: [
        { group: "policy.linkerd.io", kind: "NetworkAuthentication", name: "n", namespace: "shop" },
        { kind: "ServiceAccount", name: "caller" },
      ],
    },
  },
  {
    apiVersion: "policy.linkerd.io/v1beta1",
    kind: "ServerAuthorization",
    metadata: inShop("sa"),
    spec: { server: { selector: { matchLabels: { app: "web" } } }, client: { unauthenticated: true } },
  },
  {
    apiVersion: "policy.linkerd.io/v1alpha1",
    kind: "NetworkAuthentication",
    metadata: inShop("n"),
    spec: { networks: [{ cidr: "10.0.0.0/8" }] },
  },
];
