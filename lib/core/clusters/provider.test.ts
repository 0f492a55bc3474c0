import { expect, test } from "vitest";
import type { KubernetesObject } from "../inventory/from-objects.ts";
import type { ClusterFacts } from "../inventory/inventory.ts";
import { inventoryOf } from "../rbac/worlds.ts";
import { machinesOf, providerOf } from "./provider.ts";

interface World {
  readonly version?: string;
  readonly groups?: readonly string[];
  readonly objects?: readonly KubernetesObject[];
}

function seen({ version, groups = [], objects = [] }: World, header = {}) {
  const resources = groups.map((group) => ({ group, version: "v1", plural: "a", kind: "A", namespaced: false, verbs: ["list"] }));
  const cluster: ClusterFacts = { ...(version !== undefined && { version }), discovery: { resources, gaps: [] } };
  return inventoryOf(objects, { cluster, ...header });
}

const node = (providerID: string, labels = {}, kubeletVersion = "v1.34.4"): KubernetesObject => ({
  ...{ apiVersion: "v1", kind: "Node", metadata: { name: "n-1", labels }, spec: { providerID } },
  status: { nodeInfo: { kubeletVersion } },
});
const configMap = (name: string, namespace = "kube-system"): KubernetesObject => ({
  ...{ apiVersion: "v1", kind: "ConfigMap", metadata: { name, namespace } },
});
const master = { "node-role.kubernetes.io/control-plane": "" };

const worlds: readonly (readonly [string, "certain" | "probable", World])[] = [
  ["EKS", "certain", { version: "v1.34.1-eks-3f2a", objects: [node("aws:///eu/i-1", { "eks.amazonaws.com/nodegroup": "a" })] }],
  ["EKS", "certain", { version: "v1.34.1-eks-3f2a", objects: [node("aws:///eu/i-1", {}, "v1.34.1-eks-3f2a")] }],
  ["EKS", "probable", { version: "v1.34.1-eks-3f2a" }],
  ["EKS", "probable", { version: "v1.34.1-eks-3f2a", objects: [node("vsphere://4", {}, "v1.34.1-eks-3f2a")] }],
  ["GKE", "certain", { version: "v1.34.1-gke.100", objects: [node("gce://p/z/n", { "cloud.google.com/gke-nodepool": "a" })] }],
  ["GKE", "probable", { version: "v1.34.1-gke.100" }],
  ["AKS", "certain", { version: "v1.34.1", objects: [node("azure:///s/1", { "kubernetes.azure.com/cluster": "a" })] }],
  ["AKS", "probable", { version: "v1.34.1", objects: [node("azure:///s/1")] }],
  ["k3s", "certain", { version: "v1.34.1+k3s1", objects: [node("azure:///s/1", { "kubernetes.azure.com/cluster": "a" })] }],
  ["RKE2", "certain", { version: "v1.34.1+rke2r1", objects: [node("aws:///eu/i-1")] }],
  ["k3s", "probable", { objects: [node("k3s://n-1", {}, "v1.34.1+k3s1")] }],
  ["OpenShift", "certain", { version: "v1.34.1", groups: ["config.openshift.io"], objects: [node("aws:///eu/i-1")] }],
  ["kubeadm", "certain", { objects: [configMap("kubeadm-config"), configMap("kubelet-config"), node("aws:///i-1", master)] }],
  ["kubeadm", "probable", { objects: [configMap("kubeadm-config")] }],
  ["kind", "certain", { objects: [configMap("kubeadm-config"), node("kind://a/b/c", { "io.x-k8s.kind.role": "x" })] }],
  ["TKE", "certain", { version: "v1.30.0-tke.5" }],
  ["ACK", "certain", { version: "v1.30.7-aliyun.1" }],
];

test.each(worlds)("%s is %s", (name, sure, world) => {
  expect(providerOf(seen(world))).toMatchObject({ name, sure });
});

test.each<[string, World]>([
  ["nothing", {}],
  ["an upstream version", { version: "v1.37.2" }],
  ["Azure's machines with a control plane of one's own", { objects: [node("azure:///s/1", master)] }],
  ["AWS' machines alone", { version: "v1.34.1", objects: [node("aws:///eu/i-1")] }],
  ["a ConfigMap of that name elsewhere", { objects: [configMap("kubeadm-config", "shop")] }],
  ["a group that looks alike", { groups: ["config.openshift.io.example.com", "route.openshift.io"] }],
])("%s is nobody's", (_, world) => {
  expect(providerOf(seen(world))).toBeUndefined();
});

test("Azure's machines tell nothing of the control plane where pods were not seen", () => {
  const gaps = [{ resource: "pods" as const, reason: "forbidden" as const }];
  const blind = seen({ objects: [node("azure:///s/1")] }, { coverage: { pods: { state: "unseen", gaps } } });
  expect(providerOf(blind)).toBeUndefined();
  expect(machinesOf(blind)).toBe("Azure");
});

test("the evidence says what was seen, and repeats no word of the cluster's", () => {
  const hostile = "v1.34.1-eks-=HYPERLINK(1)";
  const { evidence } =
    providerOf(seen({ version: hostile, objects: [node("aws:///<img>", { "eks.amazonaws.com/<b>": "" })] })) ?? {};
  expect(evidence).toEqual([
    "the API server's version names an eks build, as EKS Distro's do too",
    "nodes have labels of eks.amazonaws.com",
  ]);
});
