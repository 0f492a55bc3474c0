/** The words that generated rules and questions are made of: few enough that they meet often. */

export const RESOURCES: Readonly<Record<string, readonly string[]>> = {
  "": [
    "pods",
    "services",
    "configmaps",
    "secrets",
    "serviceaccounts",
    "events",
    "endpoints",
    "nodes",
    "namespaces",
    "persistentvolumes",
  ],
  apps: ["deployments", "statefulsets", "daemonsets", "replicasets"],
  batch: ["jobs", "cronjobs"],
  "networking.k8s.io": ["ingresses", "networkpolicies"],
  "rbac.authorization.k8s.io": ["roles", "rolebindings", "clusterroles", "clusterrolebindings"],
  "certificates.k8s.io": ["certificatesigningrequests", "signers"],
  "example.com": ["widgets", "gadgets"],
};

export const SUBRESOURCES: Readonly<Record<string, readonly string[]>> = {
  pods: ["log", "exec", "portforward", "status", "eviction", "ephemeralcontainers"],
  deployments: ["scale", "status"],
  statefulsets: ["scale", "status"],
  replicasets: ["scale", "status"],
  services: ["proxy", "status"],
  nodes: ["proxy", "status", "metrics"],
  serviceaccounts: ["token"],
  certificatesigningrequests: ["approval", "status"],
  widgets: ["scale", "status"],
};

export const GROUPS = Object.keys(RESOURCES);

export const VERBS = ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"];
export const RARE_VERBS = ["use", "bind", "escalate", "impersonate", "approve", "sign", "Get", "impersonate-on:user-info:list"];

export const OBJECT_NAMES = ["web", "api", "db", "cache", "default", "leader", "*"];

/** URLs as rules spell them; a `*` counts at the end alone. */
export const URL_RULES = [
  "/metrics",
  "/healthz",
  "/healthz/*",
  "/api/*/*",
  "/apis/*/v1",
  "/apis/*",
  "/logs*",
  "/custom/*",
  "/openapi/v3",
  "/*",
];
/** URLs as requests have them. */
export const URLS = [
  "/metrics",
  "/metrics/cadvisor",
  "/healthz",
  "/healthz/etcd",
  "/healthz/",
  "/api/v1/x",
  "/api/*/*",
  "/apis",
  "/apis/apps",
  "/apis/apps/v1",
  "/apis/*/v1",
  "/logs",
  "/logs/kubelet",
  "/custom/a/b",
  "/openapi/v3",
  "/openapi/v2",
  "/",
];

export const URL_VERBS = ["get", "post", "put", "head"];

export const SYSTEM_GROUPS = [
  "system:authenticated",
  "system:unauthenticated",
  "system:serviceaccounts",
  "system:masters",
  "system:nodes",
];
