import { defineCheck } from "../define.ts";
import { reportFlags, unseenOf } from "./components.ts";

export default defineCheck({
  id: "control-plane/kubelet-connections",
  major: 1,
  since: "0.1",
  title: "Connections of the API server to kubelets",
  pillar: "platform",
  layer: "cluster",
  seenBy: "static-pods",
  responsible: "platform",
  answers: ["cis:1.2.4", "cis:1.2.5"],
  reads: ["pods"],
  facts: ["control-plane-safety-flags"],
  messages: {
    unverified: {
      text: "{object} does not check whose kubelet it talks to: --kubelet-certificate-authority is not set",
      severity: "medium",
    },
    anonymous: {
      text: "{object} shows kubelets no certificate: --kubelet-client-certificate and --kubelet-client-key are not both set",
      severity: "high",
    },
  },

  docs: {
    why: "Logs, exec and port-forward go from the API server to a kubelet. Unchecked, whoever can stand in for a node's address sees and changes what is sent. Without a certificate of its own the kubelets must let anybody in for that to work.",
    fix: "Let kubelets get serving certificates from the cluster (serverTLSBootstrap), approve them, and set --kubelet-certificate-authority to their authority.",
    refs: [
      "https://kubernetes.io/docs/concepts/architecture/control-plane-node-communication/#apiserver-to-kubelet",
      "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
    ],
  },
  unseen: unseenOf("kube-apiserver"),
  evaluate: (context) =>
    reportFlags(context, "kube-apiserver", function* (flags) {
      const authority = "kubelet-certificate-authority";
      if (flags[authority] === undefined) yield { flag: authority, message: "unverified" };
      const certificate = "kubelet-client-certificate";
      if (flags[certificate] === undefined || flags["kubelet-client-key"] === undefined)
        yield { flag: certificate, message: "anonymous" };
    }),
});
