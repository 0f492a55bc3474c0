/** Which network plugin a cluster has, by its DaemonSets, and whether it enforces NetworkPolicies. */
import type { Workload } from "../checks/workload/workloads.ts";

export type Enforcement = "enforces" | "partly" | "not" | "unknown";

export interface NetworkPlugin {
  readonly name: string;
  readonly enforcement: Enforcement;
  /** What it was told by; absent where nothing was recognised. */
  readonly workload?: Workload;
  /** What nobody can tell of it. */
  readonly doubt?: string;
}

interface Known {
  readonly name: string;
  /** The DaemonSet's name, and images of its containers. */
  readonly daemonSet: RegExp;
  readonly image?: RegExp;
  readonly enforcement: Enforcement;
  readonly doubt?: string;
}

/** Those that enforce stand first: plugins are chained, and one that enforces is enough. */
const plugins: readonly Known[] = [
  { name: "Cilium", daemonSet: /^cilium$/, image: /(^|\/)cilium\/cilium(-ci)?[:@]/, enforcement: "enforces" },
  { name: "Calico", daemonSet: /^(calico-node|canal)$/, image: /(^|\/)calico\/node[:@]/, enforcement: "enforces" },
  { name: "GKE Dataplane V2", daemonSet: /^anetd$/, enforcement: "enforces" },
  { name: "Antrea", daemonSet: /^antrea-agent$/, image: /(^|\/)antrea\/antrea-agent/, enforcement: "enforces" },
  { name: "kube-router", daemonSet: /^kube-router$/, image: /(^|\/)kube-router[:@]/, enforcement: "enforces" },
  { name: "Weave Net", daemonSet: /^weave-net$/, image: /(^|\/)weave-npc[:@]/, enforcement: "enforces" },
  { name: "OVN-Kubernetes", daemonSet: /^(ovnkube-node|ovnkube-master)$/, enforcement: "enforces" },
  { name: "Kube-OVN", daemonSet: /^kube-ovn-cni$/, enforcement: "enforces" },
  { name: "OpenShift SDN", daemonSet: /^sdn$/, enforcement: "enforces" },
  { name: "Azure NPM", daemonSet: /^azure-npm$/, enforcement: "enforces" },
  {
    name: "kube-network-policies",
    daemonSet: /^kube-network-policies$/,
    image: /\/kube-network-policies[:@]/,
    enforcement: "enforces",
  },
  {
    name: "AWS VPC CNI with its policy agent",
    daemonSet: /^$/,
    image: /\/(aws-network-policy-agent|amazon\/aws-network-policy-agent)[:@]/,
    enforcement: "unknown",
    doubt: "the policy agent runs beside the AWS VPC CNI, and whether it is turned on stands in its arguments",
  },
  {
    name: "kindnet",
    daemonSet: /^kindnet$/,
    enforcement: "unknown",
    doubt: "kindnet enforces NetworkPolicies from kind 0.24 on, and its version was not read",
  },
  { name: "AWS VPC CNI", daemonSet: /^aws-node$/, enforcement: "not" },
  { name: "flannel", daemonSet: /^kube-flannel(-ds.*)?$/, image: /(^|\/)flannel[:@]/, enforcement: "not" },
];

/**
 * @param daemonSets all that were seen.
 * @returns the plugin that counts: one that enforces, else one of which it is not known, else one that does not; of an unknown
 *   name where none was recognised.
 */
export function networkPlugin(daemonSets: readonly Workload[], version: string | undefined): NetworkPlugin {
  for (const { name, daemonSet, image, enforcement, doubt } of plugins) {
    const workload = daemonSets.find(
      ({ item, spec }) =>
        daemonSet.test(item.meta.name) || (image !== undefined && spec.containers.some((one) => image.test(one.image))),
    );
    if (workload !== undefined) return { name, enforcement, workload, ...(doubt !== undefined && { doubt }) };
  }
  if (/[+-](k3s|rke2)/.test(version ?? ""))
    return {
      name: "that of k3s",
      enforcement: "unknown",
      doubt: "k3s enforces NetworkPolicies itself, unless it is started without",
    };
  return { name: "", enforcement: "unknown", doubt: "no network plugin that is known was recognised among the DaemonSets" };
}
