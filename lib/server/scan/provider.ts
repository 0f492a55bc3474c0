import type { Inventory } from "../../core/inventory/inventory.ts";

const byVersion: readonly (readonly [RegExp, string])[] = [
  [/-eks-/, "EKS"],
  [/-gke\./, "GKE"],
  [/\+k3s/, "k3s"],
  [/\+rke2/, "RKE2"],
  [/-tke\./, "TKE"],
  [/-aliyun/, "ACK"],
];
const byNode: readonly (readonly [RegExp, string])[] = [
  [/^azure:\/\//, "AKS"],
  [/^aws:\/\//, "AWS"],
  [/^gce:\/\//, "Google Cloud"],
  [/^digitalocean:\/\//, "DigitalOcean"],
  [/^hcloud:\/\//, "Hetzner"],
  [/^openstack:\/\//, "OpenStack"],
  [/^vsphere:\/\//, "vSphere"],
  [/^kind:\/\//, "kind"],
  [/^minikube:\/\//, "minikube"],
];

/** @returns who runs the cluster, told from its version or its nodes' provider ids; undefined where neither says. */
export function providerOf({ cluster, looks }: Inventory): string | undefined {
  const version = cluster.version ?? "";
  const named = byVersion.find(([pattern]) => pattern.test(version))?.[1];
  const providerID = looks.nodes.items.find((node) => node.providerID)?.providerID ?? "";
  return named ?? byNode.find(([pattern]) => pattern.test(providerID))?.[1];
}
