import type { SeenKubelet } from "../../upgrade/evidence.ts";
import { type Minor, parseMinor } from "../../upgrade/minor.ts";
import { refTo } from "../object-ref.ts";
import { defineTargetCheck } from "./define.ts";
import { dayOf, kubeletsNow, unseenKubelets } from "./kubelet-evidence.ts";
import { settingsOf } from "./settings.ts";

/** Systems that come up with the first version of control groups: Ubuntu before 21.10, Debian before 11, RHEL and its like before 9. */
const oldSystems =
  /Amazon Linux 2(?!0)|Ubuntu (1\d\.|20\.|21\.04)|Debian GNU\/Linux ([89]|10)\b|(CentOS|Red Hat Enterprise|Rocky|AlmaLinux|Alma|Oracle)\b\D*[678]\b/;

/** From here on a kubelet does not start with them unless it is told to. */
const failsFrom: Minor = 35;

/** Kubelets of before fill failCgroupV1 in as false when nobody set it: only from later ones it is somebody's choice. */
function isToldToStart({ settings, version }: SeenKubelet): boolean {
  return settings?.failCgroupV1 === "false" && (parseMinor(version) ?? 0) >= failsFrom;
}

export default defineTargetCheck({
  id: "upgrade/cgroup-version",
  title: "Control groups of nodes",
  reads: ["configmaps", "nodes"],
  facts: ["component-settings"],
  from: failsFrom,
  messages: {
    first: {
      text: "{object} has control groups of version 1, as its kubelet said on {seen}: it does not start from Kubernetes 1.35 on",
      impact: "blocker",
    },
    tolerated: {
      text: "{object} has control groups of version 1, as its kubelet said on {seen}, and is told to start all the same",
      impact: "warning",
    },
    system: {
      text: "{object} runs {system}, which has control groups of version 1 unless somebody changed that: kubelets from Kubernetes 1.35 on do not start with them",
      impact: "warning",
    },
  },
  docs: {
    why: "From 1.35 on failCgroupV1 is true by default: a kubelet refuses to start on a node with control groups of version 1. The API does not say which version a node has; the kubelet's metric kubelet_cgroup_version does, from 1.31 on.",
    fix: "Move the nodes to a system with control groups of version 2, which every current one has. failCgroupV1: false in the kubelet's configuration gains a few minors and no more. Upload what the kubelets say to the cluster: it says which one each node has.",
    refs: ["https://kubernetes.io/docs/concepts/architecture/cgroups/"],
  },
  unseen: ({ list, evidence }) =>
    unseenKubelets(list("nodes"), {
      evidence,
      isKnown: (kubelet) => kubelet?.cgroupVersion !== undefined,
      what: "the control groups",
      upload: "their kubelets' metrics, from 1.31 on",
    }),
  *judge({ list, evidence }) {
    const told = settingsOf(list("configmaps"), "kubelet-config").some(
      ({ settings }) => settings?.values.failCgroupV1 === "false",
    );
    const now = kubeletsNow(list("nodes"), evidence);
    for (const node of list("nodes")) {
      const kubelet = now.get(node.meta.name);
      const system = node.info?.osImage ?? "";
      const at = refTo("nodes", node, "status.nodeInfo.osImage");
      const tolerated = told || (kubelet !== undefined && isToldToStart(kubelet));
      if (kubelet?.cgroupVersion === 1) yield { at, message: tolerated ? "tolerated" : "first", data: { seen: dayOf(kubelet) } };
      else if (kubelet?.cgroupVersion === undefined && !tolerated && oldSystems.test(system))
        yield { at, message: "system", data: { system } };
    }
  },
});
