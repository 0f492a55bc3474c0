import { outside } from "../../inventory/gap.ts";
import { formatMinor, parseMinor } from "../../upgrade/minor.ts";
import { refTo } from "../object-ref.ts";
import { defineTargetCheck } from "./define.ts";

/** @returns how many minors a kubelet may be older than the API server. */
function widest(kubelet: number): number {
  return kubelet < 25 ? 2 : 3;
}

export default defineTargetCheck({
  id: "upgrade/kubelet-skew",
  title: "Versions of the kubelets",
  reads: ["nodes"],
  messages: {
    newer: { text: "{object} has a kubelet of Kubernetes {kubelet}, newer than the API server's {current}", impact: "blocker" },
    tooOld: {
      text: "{object} has a kubelet of Kubernetes {kubelet}, too old for an API server of {target}: at most {widest} minors are supported",
      impact: "blocker",
    },
    last: {
      text: "{object} has a kubelet of Kubernetes {kubelet}, the oldest that an API server of {target} supports: it has to be upgraded before the next step",
      impact: "warning",
    },
  },
  docs: {
    why: "A kubelet may never be newer than the API server, and at most three minors older, two where it is older than 1.25. Outside of that pods may not start, and their status may not be reported. Providers may allow less for older releases.",
    fix: "Drain and upgrade or replace these nodes before the control plane goes on. A node whose kubelet is newer than the API server waits for the control plane.",
    refs: ["https://kubernetes.io/releases/version-skew-policy/#kubelet"],
  },
  unseen({ list }) {
    const silent = list("nodes").filter(({ info }) => parseMinor(info?.kubeletVersion) === undefined);
    return silent.length === 0 ? [] : [outside("nodes", `${silent.length} nodes do not say the version of their kubelet`)];
  },
  *judge({ list, current, target }) {
    for (const node of list("nodes")) {
      const kubelet = parseMinor(node.info?.kubeletVersion);
      if (kubelet === undefined) continue;
      const data = { kubelet: formatMinor(kubelet), current: formatMinor(current), widest: widest(kubelet) };
      const at = refTo("nodes", node, "status.nodeInfo.kubeletVersion");
      if (kubelet > current) yield { at, message: "newer", data };
      else if (target - kubelet > widest(kubelet)) yield { at, message: "tooOld", data };
      else if (target - kubelet === widest(kubelet)) yield { at, message: "last", data };
    }
  },
});
