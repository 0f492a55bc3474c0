/**
 * Who makes a cluster's control plane, told from signs inside the cluster. What anybody may set, such as a label or a
 * ConfigMap, or what several makers share, is a hint: one makes a provider probable, two make it certain.
 */
import type { Inventory } from "../inventory/inventory.ts";

export type ProviderName = "OpenShift" | "k3s" | "RKE2" | "EKS" | "GKE" | "AKS" | "TKE" | "ACK" | "minikube" | "kind" | "kubeadm";

export interface Provider {
  readonly name: ProviderName;
  /** `probable`: one hint says so, such as the machines that its nodes run on. */
  readonly sure: "certain" | "probable";
  /** What says so, one sentence without a full stop for each sign; never a word of the cluster's own. */
  readonly evidence: readonly string[];
}

/** What is looked at. What was not seen gives no sign, and rules nothing out. */
export type ProviderSource = {
  readonly cluster: Pick<Inventory["cluster"], "version" | "discovery">;
  readonly looks: Pick<Inventory["looks"], "nodes" | "pods" | "configmaps">;
};

interface Sign {
  readonly says: string;
  readonly seen: (source: ProviderSource) => boolean;
  /** Nothing else can show it. */
  readonly proof?: true;
}

/** In the order in which they are told apart: a distribution runs on anybody's machines, and kind and minikube use kubeadm. */
const signs: Readonly<Record<ProviderName, readonly Sign[]>> = {
  OpenShift: [{ says: "the API serves config.openshift.io", seen: serves("config.openshift.io"), proof: true }],
  k3s: [
    { says: "the API server's version ends in +k3s", seen: isBuild(/\+k3s/), proof: true },
    { says: "kubelets are built by k3s", seen: hasKubelet(/\+k3s/) },
  ],
  RKE2: [
    { says: "the API server's version ends in +rke2", seen: isBuild(/\+rke2/), proof: true },
    { says: "kubelets are built by RKE2", seen: hasKubelet(/\+rke2/) },
  ],
  EKS: [
    { says: "the API server's version names an eks build, as EKS Distro's do too", seen: isBuild(/-eks-/) },
    { says: "nodes have labels of eks.amazonaws.com", seen: hasLabel("eks.amazonaws.com/") },
    { says: "kubelets are of an eks build on AWS' machines", seen: all(hasKubelet(/-eks-/), runsOn("aws")) },
  ],
  GKE: [
    { says: "the API server's version names a gke build, as GKE's builds outside Google Cloud do too", seen: isBuild(/-gke\./) },
    { says: "nodes have labels of cloud.google.com/gke", seen: hasLabel("cloud.google.com/gke-") },
    { says: "kubelets are of a gke build on Google Cloud's machines", seen: all(hasKubelet(/-gke\./), runsOn("gce")) },
  ],
  AKS: [
    { says: "nodes have labels of kubernetes.azure.com", seen: hasLabel("kubernetes.azure.com/") },
    { says: "nodes run on Azure, and no control plane is among them", seen: all(runsOn("azure"), hasNoControlPlane) },
  ],
  TKE: [{ says: "the API server's version names a tke build", seen: isBuild(/-tke\./), proof: true }],
  ACK: [{ says: "the API server's version names an aliyun build", seen: isBuild(/-aliyun/), proof: true }],
  minikube: [
    { says: "nodes have labels of minikube.k8s.io", seen: hasLabel("minikube.k8s.io/") },
    { says: "nodes' provider IDs begin with minikube://", seen: runsOn("minikube") },
  ],
  kind: [
    { says: "nodes' provider IDs begin with kind://", seen: runsOn("kind") },
    { says: "nodes have labels of io.x-k8s.kind", seen: hasLabel("io.x-k8s.kind.") },
  ],
  kubeadm: [
    { says: "kube-system has the ConfigMap kubeadm-config", seen: hasConfigMap("kubeadm-config") },
    { says: "kube-system has the ConfigMap kubelet-config of kubeadm", seen: hasConfigMap("kubelet-config") },
  ],
};

/**
 * @returns the first provider that is certain, else the first that is probable; undefined where nothing points to one, which
 *   does not mean that there is none.
 */
export function providerOf(source: ProviderSource): Provider | undefined {
  const found = (Object.keys(signs) as ProviderName[]).flatMap((name): Provider[] => {
    const seen = signs[name].filter((sign) => sign.seen(source));
    if (seen.length === 0) return [];
    const certain = seen.length > 1 || seen.some(({ proof }) => proof);
    return [{ name, sure: certain ? "certain" : "probable", evidence: seen.map(({ says }) => says) }];
  });
  return found.find(({ sure }) => sure === "certain") ?? found[0];
}

const machines: readonly (readonly [scheme: string, name: string])[] = [
  ["aws", "AWS"],
  ["gce", "Google Cloud"],
  ["azure", "Azure"],
  ["digitalocean", "DigitalOcean"],
  ["hcloud", "Hetzner"],
  ["openstack", "OpenStack"],
  ["vsphere", "vSphere"],
];

/** @returns whose machines the nodes run on, told from their provider IDs; undefined where they do not say. */
export function machinesOf(source: Pick<ProviderSource, "looks">): string | undefined {
  return machines.find(([scheme]) => runsOn(scheme)(source))?.[1];
}

function all(...conditions: readonly Sign["seen"][]): Sign["seen"] {
  return (source) => conditions.every((holds) => holds(source));
}

function isBuild(pattern: RegExp): Sign["seen"] {
  return ({ cluster }) => pattern.test(cluster.version ?? "");
}

function serves(group: string): Sign["seen"] {
  return ({ cluster }) => cluster.discovery.resources.some((resource) => resource.group === group);
}

function hasKubelet(pattern: RegExp): Sign["seen"] {
  return ({ looks }) => looks.nodes.items.some(({ info }) => pattern.test(info?.kubeletVersion ?? ""));
}

function hasLabel(prefix: string): Sign["seen"] {
  return ({ looks }) =>
    looks.nodes.items.some(({ meta }) => Object.keys(meta.labels ?? {}).some((key) => key.startsWith(prefix)));
}

function runsOn(scheme: string): (source: Pick<ProviderSource, "looks">) => boolean {
  return ({ looks }) => looks.nodes.items.some(({ providerID }) => providerID?.startsWith(`${scheme}://`));
}

function hasConfigMap(name: string): Sign["seen"] {
  return ({ looks }) => looks.configmaps.items.some(({ meta }) => meta.namespace === "kube-system" && meta.name === name);
}

/** Neither a node of the control plane nor its static pods; both have to have been looked at in full. */
function hasNoControlPlane({ looks }: ProviderSource): boolean {
  if (looks.nodes.coverage.state !== "complete" || looks.pods.coverage.state !== "complete") return false;
  const labels = ["node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master"];
  return (
    !looks.nodes.items.some(({ meta }) => labels.some((label) => meta.labels?.[label] !== undefined)) &&
    !looks.pods.items.some(({ controlPlane }) => controlPlane !== undefined)
  );
}
