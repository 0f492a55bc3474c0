import { outside } from "../../inventory/gap.ts";
import type { NodeItem } from "../../inventory/items.ts";
import type { SeenKubelet } from "../../upgrade/evidence.ts";
import { formatMinor, parseMinor } from "../../upgrade/minor.ts";
import { refTo } from "../object-ref.ts";
import { defineTargetCheck } from "./define.ts";
import { dayOf, kubeletsNow, unseenKubelets } from "./kubelet-evidence.ts";

/** They tell the kubelet how they are configured, which it comes to require: containerd from 2.0 and CRI-O from 1.28 on. */
const current = /^(?:containerd:\/\/v?(?:[2-9]|\d\d)|cri-o:\/\/v?1\.(?:2[89]|[3-9]\d))/;
/** The first whose metrics say so of every runtime. */
const metricFrom = 34;

/** Whether it is known of a node which kubelets support its runtime. */
function isKnown(kubelet: SeenKubelet | undefined, { info }: NodeItem): boolean {
  if (current.test(info?.containerRuntimeVersion ?? "") || kubelet?.runtimeUnsupportedFrom !== undefined) return true;
  return kubelet?.metrics === true && (parseMinor(kubelet.version ?? info?.kubeletVersion) ?? 0) >= metricFrom;
}

export default defineTargetCheck({
  id: "upgrade/container-runtime",
  title: "Support for the nodes' container runtime",
  reads: ["nodes"],
  from: 35,
  messages: {
    unsupported: {
      text: "The kubelet of {object} said on {seen} that those from Kubernetes {unsupportedFrom} on do not support its runtime, {runtime}",
      impact: "blocker",
    },
    ending: {
      text: "The kubelet of {object} said on {seen} that those from Kubernetes {unsupportedFrom} on, after this target, do not support its runtime, {runtime}",
      impact: "warning",
    },
    old: {
      text: "{object} runs {runtime}: kubelets of a minor to come do not support containerd 1, and its own support ends",
      impact: "warning",
    },
  },
  docs: {
    why: "Kubelets fall back to older interfaces of the runtime for a while. The minor that ends it was moved more than once: the kubelet's metric kubelet_cri_losing_support (from 1.34 on) says which one it is for a node, and only that is certain.",
    fix: "Replace these nodes by an image with containerd 2, or a current CRI-O. Upload what the kubelets say to the cluster: it says from which minor on that is needed.",
    refs: ["https://kubernetes.io/docs/setup/production-environment/container-runtimes/"],
  },
  unseen({ list, evidence }) {
    const silent = list("nodes").filter(({ info }) => !info?.containerRuntimeVersion);
    const gap = outside("nodes", `${silent.length} nodes do not say which runtime they have`);
    const told = list("nodes").filter((node) => !silent.includes(node));
    return [
      ...(silent.length === 0 ? [] : [gap]),
      ...unseenKubelets(told, {
        evidence,
        isKnown,
        what: "until when kubelets support the runtime",
        upload: "their kubelets' metrics, from 1.34 on",
      }),
    ];
  },
  *judge({ list, evidence, target }) {
    const now = kubeletsNow(list("nodes"), evidence);
    for (const node of list("nodes")) {
      const runtime = node.info?.containerRuntimeVersion ?? "";
      const kubelet = now.get(node.meta.name);
      const end = parseMinor(kubelet?.runtimeUnsupportedFrom);
      const at = refTo("nodes", node, "status.nodeInfo.containerRuntimeVersion");
      if (kubelet !== undefined && end !== undefined) {
        const data = { runtime, unsupportedFrom: formatMinor(end), seen: dayOf(kubelet) };
        yield { at, message: end <= target ? "unsupported" : "ending", data };
      } else if (/^containerd:\/\/1\./.test(runtime)) yield { at, message: "old", data: { runtime } };
    }
  },
});
