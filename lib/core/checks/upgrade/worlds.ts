/**
 * One cluster's worth of faults, by the check that finds each: for tests and examples, valid for an API server of today where
 * that still takes them. Nothing of the product imports them.
 */
import type { KubernetesObject } from "../../inventory/from-objects.ts";
import type { DiscoveredResource } from "../../inventory/inventory.ts";
import { splitApiVersion } from "../../upgrade/lifecycle.ts";

type Fields = Readonly<Record<string, unknown>>;

const namespace = "legacy";

export function namespaced(
  apiVersion: string,
  kind: string,
  name: string,
  fields: Fields = {},
  metadata: Fields = {},
): KubernetesObject {
  return { apiVersion, kind, metadata: { namespace, name, ...metadata }, ...fields };
}

export function clusterWide(
  apiVersion: string,
  kind: string,
  name: string,
  fields: Fields = {},
  metadata: Fields = {},
): KubernetesObject {
  return { apiVersion, kind, metadata: { name, ...metadata }, ...fields };
}

/** @returns what a cluster says that it serves. */
export function serves(...apis: readonly [apiVersion: string, kind: string, plural: string][]): readonly DiscoveredResource[] {
  return apis.map(([apiVersion, kind, plural]) => ({
    ...splitApiVersion(apiVersion),
    ...{ kind, plural, namespaced: true, verbs: ["list"] },
  }));
}

/** @returns a release of Helm as it is kept: no object of the API, but what a record of one is read as. */
export function released(name: string, fields: Fields): KubernetesObject {
  return namespaced("helm.sh/v1", "Helm release", name, fields);
}

interface NodeFacts {
  readonly kubelet?: string;
  readonly runtime?: string;
  readonly os?: string;
  readonly ready?: string;
}

export function node(
  name: string,
  { kubelet = "v1.37.2", runtime = "containerd://2.2.1", os = "Debian GNU/Linux 13", ready = "True" }: NodeFacts = {},
  more: { readonly labels?: Fields; readonly spec?: Fields } = {},
): KubernetesObject {
  const info = {
    kubeletVersion: kubelet,
    containerRuntimeVersion: runtime,
    osImage: os,
    architecture: "amd64",
    bootID: "b",
    kernelVersion: "6.12.0",
    kubeProxyVersion: "",
    machineID: "m",
    operatingSystem: "linux",
    systemUUID: "s",
  };
  const status = { conditions: [{ type: "Ready", status: ready }], nodeInfo: info };
  return clusterWide("v1", "Node", name, { spec: more.spec ?? {}, status }, { labels: more.labels ?? {} });
}

const container = { name: "app", image: "registry.example/app:1" };

export function workload(
  kind: "Deployment" | "DaemonSet",
  name: string,
  spec: Fields = {},
  template: Fields = {},
): KubernetesObject {
  const labels = { app: name };
  return namespaced("apps/v1", kind, name, {
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels, ...template }, spec: { containers: [container], ...spec } },
    },
  });
}

export function pod(name: string, spec: Fields = {}, metadata: Fields = {}): KubernetesObject {
  return namespaced("v1", "Pod", name, { spec: { containers: [container], ...spec } }, metadata);
}

/** @returns the mirror of a static pod of the control plane. */
export function staticPod(component: string, version: string, ...flags: string[]): KubernetesObject {
  return namespaced(
    "v1",
    "Pod",
    `${component}-old`,
    {
      spec: {
        nodeName: "cp-1",
        containers: [{ name: component, image: `registry.k8s.io/${component}:${version}`, command: [component, ...flags] }],
      },
    },
    { namespace: "kube-system", annotations: { "kubernetes.io/config.mirror": "7a1f" } },
  );
}

/** @returns the DaemonSet of kube-proxy as kubeadm makes it. */
export function kubeProxy(tag: string): KubernetesObject {
  const labels = { "k8s-app": "kube-proxy" };
  const containers = [{ name: "kube-proxy", image: `registry.k8s.io/kube-proxy:${tag}` }];
  const spec = { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers } } };
  return namespaced("apps/v1", "DaemonSet", "kube-proxy", { spec }, { namespace: "kube-system" });
}

export function systemConfigMap(name: string, data: Readonly<Record<string, string>>): KubernetesObject {
  return namespaced("v1", "ConfigMap", name, { data }, { namespace: "kube-system" });
}

export function budget(name: string, spec: Fields, status?: Fields): KubernetesObject {
  return namespaced("policy/v1", "PodDisruptionBudget", name, {
    spec: { selector: { matchLabels: { app: "web" } }, ...spec },
    ...(status && { status }),
  });
}

/** The status of a budget that lets none of its pods go. */
export const blocked = { disruptionsAllowed: 0, currentHealthy: 2, desiredHealthy: 2, expectedPods: 2 };

export function service(name: string, spec: Fields = {}, metadata: Fields = {}): KubernetesObject {
  return namespaced("v1", "Service", name, { spec: { ports: [{ port: 443 }], selector: { app: name }, ...spec } }, metadata);
}

export function slice(name: string, ready: readonly boolean[], metadata: Fields = {}): KubernetesObject {
  return namespaced(
    "discovery.k8s.io/v1",
    "EndpointSlice",
    `${name}-1`,
    {
      addressType: "IPv4",
      ports: [{ port: 8443 }],
      endpoints: ready.map((one, place) => ({ addresses: [`10.1.0.${place + 1}`], conditions: { ready: one } })),
    },
    { labels: { "kubernetes.io/service-name": name }, ...metadata },
  );
}

const rules = [{ apiGroups: [""], apiVersions: ["v1"], resources: ["configmaps"], operations: ["CREATE"] }];
const elsewhere = { matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "NotIn", values: ["kube-system"] }] };

/** @returns a configuration with one webhook, which calls the Service `hook`. */
export function webhook(fields: Fields = {}, client: Fields = {}): KubernetesObject {
  const clientConfig = { service: { namespace, name: "hook" }, caBundle: lastingBundle, ...client };
  return clusterWide("admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration", "guard", {
    webhooks: [
      {
        name: "guard.example.com",
        clientConfig,
        rules,
        namespaceSelector: elsewhere,
        admissionReviewVersions: ["v1"],
        sideEffects: "None",
        timeoutSeconds: 5,
        ...fields,
      },
    ],
  });
}

interface DefinitionVersion extends Fields {
  /** Objects of it may still be stored. */
  readonly old?: true;
}

/** @returns a definition with these versions. */
export function definition(
  kind: string,
  versions: readonly DefinitionVersion[],
  spec: Fields = {},
  metadata: Fields = {},
): KubernetesObject {
  const plural = `${kind.toLowerCase()}s`;
  const schema = { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } };
  const names = { kind, plural, singular: kind.toLowerCase(), listKind: `${kind}List` };
  return clusterWide(
    "apiextensions.k8s.io/v1",
    "CustomResourceDefinition",
    `${plural}.legacy.example.com`,
    {
      spec: {
        group: "legacy.example.com",
        scope: "Namespaced",
        names,
        versions: versions.map(({ old: _old, ...version }) => ({ schema, ...version })),
        ...spec,
      },
      status: {
        storedVersions: versions.filter(({ storage, old }) => storage || old).map(({ name }) => name),
        acceptedNames: names,
        conditions: [],
      },
    },
    metadata,
  );
}

export const v1 = { name: "v1", served: true, storage: true };

/** Authorities of which the first ends in 2026 and the other lasts for a lifetime: PEM in base64. */
export const endedBundle =
  "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUJGVENCdXdJVWJwOC9XeTVET0ovQVJBYUFwNHJKajVVRzd3a3dDZ1lJS29aSXpqMEVBd0l3RFRFTE1Ba0cKQTFVRUF3d0NZMkV3SGhjTk1qWXhNVEk0TURVeU9UQXhXaGNOTWpZeE1USTRNRFV5T1RBeFdqQU5NUXN3Q1FZRApWUVFEREFKallUQlpNQk1HQnlxR1NNNDlBZ0VHQ0NxR1NNNDlBd0VIQTBJQUJPSXFwV3FPSStoeW5JdHMyODNNCjRLS01iV1NKQ1FvZzkrbXgxejVycjRNQmVidmdpdEJTd29hY3dwemQ4Nk1oMXpLNXRwREZkTU44QkVxSVY5NjUKcG9Nd0NnWUlLb1pJemowRUF3SURTUUF3UmdJaEFKYm8rdDdUVXNkdU5HQnhwMklieVFQZS9tdVZzQUlqWW9nVQptRFJseThzZkFpRUF3eHhlL2x6ZW1iZStxcFBFKzdhWWlwL3J4YW00VGRNTEF4bXlMbkhVU01rPQotLS0tLUVORCBDRVJUSUZJQ0FURS0tLS0tCg==";
export const lastingBundle =
  "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUJjVENDQVJlZ0F3SUJBZ0lVQlRORDJWQUN4b3N6c1NIWmZGVFV4cjQyVVJFd0NnWUlLb1pJemowRUF3SXcKRFRFTE1Ba0dBMVVFQXd3Q1kyRXdJQmNOTWpZeE1USTRNRFV5TXpRNVdoZ1BNakV4T1RFeU16RXdOVEl6TkRsYQpNQTB4Q3pBSkJnTlZCQU1NQW1OaE1Ga3dFd1lIS29aSXpqMENBUVlJS29aSXpqMERBUWNEUWdBRXNmL0dYUDB6CkxBQmdEeUVHTGpyTENtTmtpVERudjhJbSt2Q3BRQy9YNDkvQlE5ek9OcVJhanA0Wnd2a1hFSTlNOVZoR1RyMWoKVjNvV0RHWmlqbDdiYnFOVE1GRXdIUVlEVlIwT0JCWUVGTEMyM1ZYM2tXakJBOGFURVlySHI3YTVPSUl5TUI4RwpBMVVkSXdRWU1CYUFGTEMyM1ZYM2tXakJBOGFURVlySHI3YTVPSUl5TUE4R0ExVWRFd0VCL3dRRk1BTUJBZjh3CkNnWUlLb1pJemowRUF3SURTQUF3UlFJZ0JONXRIL2RzOW82R214OTdaQmlzOWJWWnpHUkc4OUtHQzJMd2dpdGQKZERNQ0lRRGpFWTdZZkl0RThoNy92NUY4MkROcy9NdXJBdHB5TjNDK2dwTDg1anZUU2c9PQotLS0tLUVORCBDRVJUSUZJQ0FURS0tLS0tCg==";

const any = { rule: "RunAsAny" };

/** The faults, by the check that finds them. */
export const faults: Readonly<Record<string, readonly KubernetesObject[]>> = {
  "server-skew": [
    staticPod("kube-apiserver", "v1.35.1"),
    {
      ...staticPod("kube-apiserver", "v1.37.1"),
      metadata: { namespace: "kube-system", name: "kube-apiserver-new", annotations: { "kubernetes.io/config.mirror": "8b2a" } },
    },
  ],
  "kubelet-skew": [node("old", { kubelet: "v1.33.0" })],
  "proxy-skew": [kubeProxy("v1.33.1")],
  "controller-skew": [staticPod("kube-scheduler", "v1.34.1")],
  "node-ready": [node("sick", { ready: "False" })],
  "container-runtime": [node("slow", { runtime: "containerd://1.7.30" })],
  "docker-runtime": [node("docker", { runtime: "docker://20.10.7" })],
  "cgroup-version": [node("amazon", { os: "Amazon Linux 2" })],
  "proxy-mode": [systemConfigMap("kube-proxy", { "config.conf": "mode: ipvs\n" })],
  "kubelet-flags": [systemConfigMap("kubelet-config", { kubelet: "eventRecordQPS: 0\n" })],
  "component-flags": [staticPod("kube-controller-manager", "v1.37.2", "--concurrent-service-syncs=3")],
  "kubeadm-configuration": [
    systemConfigMap("kubeadm-config", {
      ClusterConfiguration: "apiVersion: kubeadm.k8s.io/v1beta3\nkind: ClusterConfiguration\n",
    }),
  ],
  "budget-blocks-drain": [budget("all", { minAvailable: "100%" }, blocked)],
  "overlapping-budgets": [
    budget("all", { minAvailable: "100%" }, blocked),
    budget("more", { maxUnavailable: 1 }),
    pod("web-1", {}, { labels: { app: "web" } }),
  ],
  "pods-lost-by-drain": [pod("bare")],
  "webhook-backends": [webhook()],
  "webhook-versions": [
    webhook({
      matchPolicy: "Exact",
      rules: [{ apiGroups: ["policy"], apiVersions: ["v1beta1"], resources: ["poddisruptionbudgets"], operations: ["CREATE"] }],
    }),
  ],
  "crd-conversion": [
    definition("Converted", [v1], {
      conversion: {
        strategy: "Webhook",
        webhook: {
          conversionReviewVersions: ["v1"],
          clientConfig: { service: { namespace, name: "gone" }, caBundle: lastingBundle },
        },
      },
    }),
  ],
  "crd-stored-versions": [definition("Stored", [v1, { name: "v1alpha1", served: false, storage: false, old: true }])],
  "crd-deprecated-versions": [
    definition("Deprecated", [
      v1,
      { name: "v1beta1", served: true, storage: false, deprecated: true, deprecationWarning: "use v1" },
    ]),
  ],
  "crd-legacy": [
    definition(
      "Old",
      [v1],
      {},
      {
        annotations: { "kubectl.kubernetes.io/last-applied-configuration": '{"apiVersion":"apiextensions.k8s.io/v1beta1"}' },
      },
    ),
  ],
  "api-services": [
    clusterWide("apiregistration.k8s.io/v1", "APIService", "v1.gone.example.com", {
      spec: {
        group: "gone.example.com",
        version: "v1",
        groupPriorityMinimum: 100,
        versionPriority: 100,
        insecureSkipTLSVerify: true,
        service: { namespace, name: "gone", port: 443 },
      },
      status: { conditions: [{ type: "Available", status: "False", reason: "ServiceNotFound" }] },
    }),
  ],
  "volume-types": [workload("Deployment", "ceph", { volumes: [{ name: "data", cephfs: { monitors: ["10.0.0.1:6789"] } }] })],
  "node-labels": [workload("Deployment", "picky", { nodeSelector: { "beta.kubernetes.io/arch": "amd64" } })],
  "dead-annotations": [
    workload("Deployment", "critical", {}, { annotations: { "scheduler.alpha.kubernetes.io/critical-pod": "" } }),
  ],
  "token-secrets": [
    namespaced(
      "v1",
      "Secret",
      "old-token",
      { type: "kubernetes.io/service-account-token" },
      {
        labels: { "kubernetes.io/legacy-token-invalid-since": "2026-10-01" },
        annotations: { "kubernetes.io/service-account.name": "default" },
      },
    ),
  ],
  "hand-written-endpoints": [
    slice("outside", [true], {
      labels: {
        "kubernetes.io/service-name": "outside",
        "endpointslice.kubernetes.io/managed-by": "endpointslicemirroring-controller.k8s.io",
      },
    }),
  ],
  "external-ips": [service("edge", { externalIPs: ["192.0.2.7"] })],
  "strict-addresses": [service("zeros", { type: "LoadBalancer", loadBalancerSourceRanges: ["10.0.0.7/24"] })],
  "cron-time-zone": [
    namespaced("batch/v1", "CronJob", "nightly", {
      spec: {
        schedule: "TZ=Europe/Rome 0 3 * * *",
        jobTemplate: { spec: { template: { spec: { restartPolicy: "Never", containers: [container] } } } },
      },
    }),
  ],
  "selinux-volumes": [
    clusterWide("v1", "PersistentVolume", "shared", {
      spec: {
        accessModes: ["ReadWriteMany"],
        capacity: { storage: "1Gi" },
        claimRef: { namespace, name: "shared" },
        nfs: { server: "nfs.example.com", path: "/" },
      },
    }),
    ...["s0:c1,c2", "s0:c3,c4"].map((level, place) =>
      pod(`reader-${place}`, {
        securityContext: { seLinuxOptions: { level } },
        volumes: [{ name: "data", persistentVolumeClaim: { claimName: "shared" } }],
      }),
    ),
  ],
  "node-logs": [
    clusterWide("rbac.authorization.k8s.io/v1", "ClusterRole", "log-reader", {
      rules: [{ apiGroups: [""], resources: ["nodes/log"], verbs: ["get"] }],
    }),
    clusterWide("rbac.authorization.k8s.io/v1", "ClusterRoleBinding", "log-readers", {
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "log-reader" },
      subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: "developers" }],
    }),
  ],
  "renamed-metrics": [
    namespaced("monitoring.coreos.com/v1", "PrometheusRule", "volumes", {
      spec: { groups: [{ name: "g", rules: [{ alert: "A", expr: "rate(volume_operation_total_errors[5m]) > 0" }] }] },
    }),
  ],
  "helm-releases": [
    released("kept", {
      ...{ revision: 1, status: "deployed", modifiedAt: "2021-03-01T00:00:00Z" },
      documents: [{ apiVersion: "extensions/v1beta1", kind: "Ingress", name: "web" }],
    }),
  ],
  "ingress-nginx": [
    clusterWide("networking.k8s.io/v1", "IngressClass", "nginx", { spec: { controller: "k8s.io/ingress-nginx" } }),
  ],
  "add-ons": [
    workload("Deployment", "cert-manager", {
      containers: [{ name: "c", image: "quay.io/jetstack/cert-manager-controller:v1.18.2" }],
    }),
  ],
  "etcd-version": [staticPod("etcd", "3.5.21-0")],
  "pod-security-policies": [
    clusterWide("policy/v1beta1", "PodSecurityPolicy", "restricted", {
      spec: { fsGroup: any, runAsUser: any, seLinux: any, supplementalGroups: any },
    }),
  ],
};
