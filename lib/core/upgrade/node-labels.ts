/** Labels of nodes that Kubernetes renamed. Who still chooses nodes by the old name finds none, once nothing sets it. */

const renamed = new Map([
  ["beta.kubernetes.io/arch", "kubernetes.io/arch"],
  ["beta.kubernetes.io/os", "kubernetes.io/os"],
  ["beta.kubernetes.io/instance-type", "node.kubernetes.io/instance-type"],
  ["failure-domain.beta.kubernetes.io/zone", "topology.kubernetes.io/zone"],
  ["failure-domain.beta.kubernetes.io/region", "topology.kubernetes.io/region"],
  ["node-role.kubernetes.io/master", "node-role.kubernetes.io/control-plane"],
]);

/** kubeadm no longer sets it from 1.24 on. */
export const masterLabel = "node-role.kubernetes.io/master";

/** @returns what a label of nodes is called now, or undefined where it was not renamed. */
export function replacementOfLabel(label: string): string | undefined {
  return renamed.get(label);
}
