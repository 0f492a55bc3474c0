/** Worlds of the checks that look at the control plane; nothing of the product imports them. */
import type { KubernetesObject } from "../../inventory/from-objects.ts";
import type { World } from "../tester.ts";
import {
  clusterWide,
  endedBundle,
  namespaced,
  node,
  pod,
  service,
  staticPod,
  systemConfigMap,
  webhook,
} from "../upgrade/worlds.ts";

function started(component: string, version: string, flags: readonly string[]): KubernetesObject {
  const object = staticPod(component, version, ...flags);
  return { ...object, metadata: { ...(object.metadata as object), name: `${component}-cp-2` } };
}

export const apiServer = (...flags: string[]): KubernetesObject => started("kube-apiserver", "v1.37.2", flags);
export const controllerManager = (...flags: string[]): KubernetesObject => started("kube-controller-manager", "v1.37.2", flags);
export const scheduler = (...flags: string[]): KubernetesObject => started("kube-scheduler", "v1.37.2", flags);
export const etcd = (...flags: string[]): KubernetesObject => started("etcd", "3.6.5-0", flags);

/** @returns the static pod of Konnectivity's server, whose program has another name. */
export function konnectivity(...flags: string[]): KubernetesObject {
  const object = started("konnectivity-server", "v0.34.0", flags);
  const containers = [
    { name: "server", image: "registry.k8s.io/kas-network-proxy/proxy-server:v0.34.0", command: ["/proxy-server"], args: flags },
  ];
  return { ...object, spec: { nodeName: "cp-1", containers } };
}

/** What hides any flag. */
export const unseenControlPlane = [
  { name: "a control plane that runs elsewhere", objects: [] },
  { name: "pods of kube-system were not seen", objects: [], dark: { pods: ["kube-system"] } },
] as const satisfies readonly World[];

export function apiService(name: string, spec: Readonly<Record<string, unknown>>): KubernetesObject {
  const [version = "", ...group] = name.split(".");
  return clusterWide("apiregistration.k8s.io/v1", "APIService", name, {
    spec: { group: group.join("."), version, groupPriorityMinimum: 100, versionPriority: 100, ...spec },
  });
}

/** @returns a slice with addresses of the API server. */
export function apiServerSlice(name: string, addresses: readonly string[]): KubernetesObject {
  const labels = { "kubernetes.io/service-name": "kubernetes" };
  const fields = { addressType: "IPv4", endpoints: [{ addresses }], ports: [{ name: "https", port: 6443, protocol: "TCP" }] };
  return namespaced("discovery.k8s.io/v1", "EndpointSlice", name, fields, { namespace: "default", labels });
}

/** @returns a configuration whose webhook is called at an address. */
export function webhookAt(url: string): KubernetesObject {
  return { ...webhook({}, { service: undefined, url, caBundle: undefined }), metadata: { name: "by-address" } };
}

/** An API server writes it itself, so that no world can: on 2026-11-28 its authority ends. */
export const endingAuthority = systemConfigMap("extension-apiserver-authentication", {
  "client-ca-file": Buffer.from(endedBundle, "base64").toString(),
});

/** The faults, by the check that finds each. */
export const controlPlaneFaults: Readonly<Record<string, readonly KubernetesObject[]>> = {
  careless: [
    apiServer(
      "--authorization-mode=AlwaysAllow,ABAC",
      "--insecure-port=8080",
      "--tls-min-version=VersionTLS10",
      "--tls-cipher-suites=TLS_RSA_WITH_RC4_128_SHA",
      "--service-account-lookup=false",
      "--client-ca-file=/ca.crt",
      "--requestheader-client-ca-file=/ca.crt",
      "--etcd-cafile=/ca.crt",
      "--enable-admission-plugins=AlwaysAdmit",
      "--anonymous-auth=true",
    ),
    controllerManager("--use-service-account-credentials=false"),
    scheduler("--profiling=true"),
    etcd("--trusted-ca-file=/ca.crt"),
    konnectivity("--server-port=8131"),
  ],
  /** Everybody may list the APIs. */
  discovery: [
    {
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "ClusterRoleBinding",
      metadata: { name: "discovery-for-everybody" },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "system:discovery" },
      subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: "system:unauthenticated" }],
    },
  ],
  kubelet: [
    clusterWide("v1", "Node", "outside", {
      spec: {},
      status: {
        addresses: [{ type: "ExternalIP", address: "34.1.2.4" }],
        daemonEndpoints: { kubeletEndpoint: { Port: 10_250 } },
      },
    }),
    systemConfigMap("kubelet-config-1.37", {
      kubelet: "authentication:\n  anonymous:\n    enabled: true\nreadOnlyPort: 10255\n",
    }),
  ],
  services: [
    systemConfigMap("aws-auth", { mapRoles: "- rolearn: arn:aws:iam::111122223333:role/ops\n  groups: [system:masters]\n" }),
    apiServerSlice("public", ["34.1.2.3"]),
    apiService("v1.open.example.com", { insecureSkipTLSVerify: true, service: { namespace: "legacy", name: "open", port: 443 } }),
  ],
  webhooks: [webhookAt("https://hook.example.com/")],
  dashboards: [
    pod(
      "console",
      { containers: [{ name: "c", image: "docker.io/kubernetesui/dashboard:v2.7.0", args: ["--enable-skip-login"] }] },
      {
        labels: { app: "console" },
      },
    ),
    service("console", { type: "NodePort" }),
    pod("careless", { containers: [{ name: "c", image: "registry.example/app:1", args: ["--insecure-skip-tls-verify"] }] }),
  ],
  neighbours: [
    node("control", {}, { labels: { "node-role.kubernetes.io/control-plane": "" } }),
    namespaced("v1", "Pod", "neighbour", {
      spec: { nodeName: "control", hostNetwork: true, containers: [{ name: "c", image: "registry.example/app:1" }] },
    }),
  ],
};
