import { outside } from "../../inventory/gap.ts";
import { formatMinor, parseMinor } from "../../upgrade/minor.ts";
import { refTo } from "../object-ref.ts";
import { defineTargetCheck } from "./define.ts";

export default defineTargetCheck({
  id: "upgrade/container-runtime",
  title: "Support for the nodes' container runtime",
  reads: ["nodes"],
  from: 35,
  messages: {
    unsupported: {
      text: "{object} says that kubelets from Kubernetes {unsupportedFrom} on do not support its runtime, {runtime}",
      impact: "blocker",
    },
    old: {
      text: "{object} runs {runtime}: kubelets of a minor to come do not support containerd 1, and its own support ends",
      impact: "warning",
    },
  },
  docs: {
    why: "Kubelets fall back to older interfaces of the runtime for a while. The minor that ends it was moved more than once: the kubelet's metric kubelet_cri_losing_support (from 1.34 on) says which one it is for a node, and only that is certain.",
    fix: "Replace these nodes by an image with containerd 2, or a current CRI-O. That metric of each kubelet says from which minor on it is needed.",
    refs: ["https://kubernetes.io/docs/setup/production-environment/container-runtimes/"],
  },
  unseen({ list }) {
    const silent = list("nodes").filter(({ info }) => !info?.containerRuntimeVersion);
    return silent.length === 0 ? [] : [outside("nodes", `${silent.length} nodes do not say which runtime they have`)];
  },
  *judge({ list, evidence, target }) {
    const said = new Map(evidence.kubelets?.map((kubelet) => [kubelet.node, parseMinor(kubelet.runtimeUnsupportedFrom)]));
    for (const node of list("nodes")) {
      const runtime = node.info?.containerRuntimeVersion ?? "";
      const end = said.get(node.meta.name);
      const at = refTo("nodes", node, "status.nodeInfo.containerRuntimeVersion");
      if (end !== undefined && end <= target)
        yield { at, message: "unsupported", data: { runtime, unsupportedFrom: formatMinor(end) } };
      else if (/^containerd:\/\/1\./.test(runtime)) yield { at, message: "old", data: { runtime } };
    }
  },
});
