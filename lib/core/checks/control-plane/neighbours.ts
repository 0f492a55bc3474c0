import type { NodeItem } from "../../inventory/items.ts";
import { defineCheck } from "../define.ts";
import { atWorkload, nodesOf, placements } from "../workload/placements.ts";
import { workloadResources } from "../workload/workloads.ts";

const roles = ["node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master"];

/** @returns whether a node carries the control plane, by the label that kubeadm and others give it. */
export function isControlPlane({ meta }: NodeItem): boolean {
  return roles.some((role) => meta.labels?.[role] !== undefined);
}

export default defineCheck({
  id: "control-plane/neighbours",
  major: 1,
  since: "0.1",
  title: "Workloads on nodes of the control plane",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["checklist:tiers"],
  reads: ["nodes", ...workloadResources],
  crossesNamespaces: true,
  messages: {
    onHost: {
      text: "{object} runs on {nodes} of the control plane and in their network, beside the API server and etcd",
      severity: "high",
    },
    ports: {
      text: "{object} runs on {nodes} of the control plane, and answers on ports {ports} of their addresses",
      severity: "medium",
    },
    beside: { text: "{object} runs on {nodes} of the control plane", severity: "medium" },
  },
  docs: {
    why: "Whoever breaks out of a container on such a node has the keys of the cluster: etcd's data, the authorities' keys, the API server's own certificate. In the node's network it reaches what listens on the node alone. The cluster's own pods in kube-system are not counted.",
    fix: "Keep the taint node-role.kubernetes.io/control-plane:NoSchedule on these nodes, and take the toleration for it away from what does not belong there.",
    refs: ["https://kubernetes.io/docs/reference/labels-annotations-taints/#node-role-kubernetes-io-control-plane-taint"],
  },
  applies({ list }) {
    if (list("nodes").some(isControlPlane)) return undefined;
    return "No node of the control plane is among the cluster's nodes.";
  },
  *evaluate({ list, view }) {
    const ofControlPlane = new Set(
      list("nodes")
        .filter(isControlPlane)
        .map(({ meta }) => meta.name),
    );
    for (const placement of view(placements)) {
      const { namespace, spec } = placement.workload;
      const nodes = nodesOf(placement).filter((node) => ofControlPlane.has(node));
      if (nodes.length === 0 || namespace === "kube-system") continue;
      const ports = spec.containers.flatMap((one) =>
        (one.ports ?? []).flatMap(({ hostPort }) => (hostPort ? [String(hostPort)] : [])),
      );
      const message = spec.hostNetwork ? "onHost" : ports.length > 0 ? "ports" : "beside";
      yield { at: atWorkload(placement), message, data: { nodes, ...(message === "ports" && { ports }) }, locus: "nodes" };
    }
  },
});
