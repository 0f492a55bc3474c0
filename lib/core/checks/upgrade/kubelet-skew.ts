import { outside } from "../../inventory/gap.ts";
import { formatMinor, parseMinor } from "../../upgrade/minor.ts";
import { widestSkew } from "../../upgrade/plan/versions.ts";
import { refTo } from "../object-ref.ts";
import { members } from "./control-plane.ts";
import { defineTargetCheck } from "./define.ts";

export default defineTargetCheck({
  id: "upgrade/kubelet-skew",
  title: "Versions of the kubelets",
  reads: ["nodes", "pods"],
  messages: {
    newer: { text: "{object} has a kubelet of Kubernetes {kubelet}, newer than the API server's {current}", impact: "blocker" },
    newerThanOldest: {
      text: "{object} has a kubelet of Kubernetes {kubelet}, newer than the oldest API server's {oldest}",
      impact: "blocker",
    },
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
    why: "A kubelet may never be newer than the API server, and at most three minors older, two where it is older than 1.25: EKS and GKE, which stated two before 1.28, allow the same. Where several API servers run, the oldest decides how new a kubelet may be. Outside of that pods may not start, and their status may not be reported.",
    fix: "Drain and upgrade or replace these nodes before the control plane goes on. A node whose kubelet is newer than the API server waits for the control plane.",
    refs: ["https://kubernetes.io/releases/version-skew-policy/#kubelet"],
  },
  unseen({ list }) {
    const silent = list("nodes").filter(({ info }) => parseMinor(info?.kubeletVersion) === undefined);
    return silent.length === 0 ? [] : [outside("nodes", `${silent.length} nodes do not say the version of their kubelet`)];
  },
  *judge({ list, view, current, target }) {
    const servers = view(members).flatMap(({ component, minor }) => (component === "kube-apiserver" ? (minor ?? []) : []));
    const oldest = Math.min(current, ...servers);
    for (const node of list("nodes")) {
      const kubelet = parseMinor(node.info?.kubeletVersion);
      if (kubelet === undefined) continue;
      const widest = widestSkew(kubelet);
      const data = { kubelet: formatMinor(kubelet), current: formatMinor(current), oldest: formatMinor(oldest), widest };
      const at = refTo("nodes", node, "status.nodeInfo.kubeletVersion");
      if (kubelet > current) yield { at, message: "newer", data };
      else if (kubelet > oldest) yield { at, message: "newerThanOldest", data };
      else if (target - kubelet > widest) yield { at, message: "tooOld", data };
      else if (target - kubelet === widest) yield { at, message: "last", data };
    }
  },
});
