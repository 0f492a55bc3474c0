import { type Gap, outside } from "../../inventory/gap.ts";
import { isPublicAddress } from "../../network-policy/address.ts";
import { defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";

const usual = 10_250;

export default defineCheck({
  id: "control-plane/kubelet-addresses",
  major: 1,
  since: "0.1",
  title: "Addresses and ports of kubelets",
  pillar: "platform",
  layer: "cloud",
  seenBy: "api",
  responsible: "platform",
  answers: ["checklist:not-public"],
  reads: ["nodes"],
  facts: ["node-addresses", "kubelet-port"],
  messages: {
    public: {
      text: "{object} has public addresses ({addresses}), where its kubelet answers on port {port} unless something stands before it",
      severity: "medium",
    },
    port: {
      text: "The kubelet of {object} listens on port {port} and not on {usual}: what closes or watches {usual} passes it by",
      severity: "low",
    },
  },
  docs: {
    why: "A kubelet runs commands in every pod of its node, and it listens on every address that the node has. On a public one only a firewall is between it and the internet, and one mistake in its sign-in gives the node away.",
    fix: "Give nodes private addresses alone, with a gateway for what goes out. Where they need public ones, close 10250 and 10255 to all but the control plane, and attest it. Keep the kubelet's usual port.",
    refs: [
      "https://kubernetes.io/docs/reference/networking/ports-and-protocols/",
      "https://kubernetes.io/docs/concepts/architecture/control-plane-node-communication/",
    ],
  },
  unseen({ list }): readonly Gap[] {
    const silent = list("nodes").filter(({ addresses, kubeletPort }) => addresses === undefined || kubeletPort === undefined);
    if (silent.length === 0) return [];
    return [outside("nodes", `${silent.length} nodes do not say where their kubelet listens`)];
  },
  applies: ({ list }) => (list("nodes").length === 0 ? "The cluster has no node." : undefined),
  basis: () => "It rests on the addresses that nodes report: what a gateway or a load balancer translates to them is not seen.",
  *evaluate({ list }) {
    for (const node of list("nodes")) {
      const port = node.kubeletPort ?? usual;
      const addresses = (node.addresses ?? []).filter(isPublicAddress);
      const at = (path: string) => refTo("nodes", node, path);
      if (addresses.length > 0)
        yield { at: at("status.addresses"), message: "public", data: { addresses, port }, locus: "public" };
      if (port !== usual) yield { at: at("status.daemonEndpoints.kubeletEndpoint.Port"), message: "port", data: { port, usual } };
    }
  },
});
