import type { Gap } from "../../inventory/gap.ts";
import { outside } from "../../inventory/gap.ts";
import { refTo } from "../object-ref.ts";
import { defineTargetCheck } from "./define.ts";
import { settingsOf } from "./settings.ts";

/** Systems that come up with the first version of control groups: Ubuntu before 21.10, Debian before 11, RHEL and its like before 9. */
const oldSystems =
  /Amazon Linux 2(?!0)|Ubuntu (1\d\.|20\.|21\.04)|Debian GNU\/Linux ([89]|10)\b|(CentOS|Red Hat Enterprise|Rocky|AlmaLinux|Alma|Oracle)\b\D*[678]\b/;

export default defineTargetCheck({
  id: "upgrade/cgroup-version",
  title: "Control groups of nodes",
  reads: ["configmaps", "nodes"],
  facts: ["component-settings"],
  from: 35,
  messages: {
    first: {
      text: "{object} has control groups of version 1: its kubelet does not start from Kubernetes 1.35 on",
      impact: "blocker",
    },
    tolerated: {
      text: "{object} has control groups of version 1, and its kubelet is told to start all the same",
      impact: "warning",
    },
    system: {
      text: "{object} runs {system}, which has control groups of version 1 unless somebody changed that: kubelets from Kubernetes 1.35 on do not start with them",
      impact: "warning",
    },
  },
  docs: {
    why: "From 1.35 on failCgroupV1 is true by default: a kubelet refuses to start on a node with control groups of version 1. The API does not say which version a node has; the kubelet's metric kubelet_cgroup_version does, from 1.31 on.",
    fix: "Move the nodes to a system with control groups of version 2, which every current one has. failCgroupV1: false in the kubelet's configuration gains a few minors and no more. The metric kubelet_cgroup_version of each kubelet says which one its node has.",
    refs: ["https://kubernetes.io/docs/concepts/architecture/cgroups/"],
  },
  unseen({ list, evidence }): readonly Gap[] {
    const known = new Set(evidence.kubelets?.flatMap(({ node, cgroupVersion }) => (cgroupVersion ? [node] : [])));
    const unknown = list("nodes").filter(({ meta }) => !known.has(meta.name));
    if (unknown.length === 0) return [];
    return [
      outside(
        "nodes",
        `the API does not show the control groups of ${unknown.length} nodes: their kubelets' metric kubelet_cgroup_version does`,
      ),
    ];
  },
  *judge({ list, evidence }) {
    const told = settingsOf(list("configmaps"), "kubelet-config").some(
      ({ settings }) => settings?.values.failCgroupV1 === "false",
    );
    const said = new Map(evidence.kubelets?.map((kubelet) => [kubelet.node, kubelet]));
    for (const node of list("nodes")) {
      const kubelet = said.get(node.meta.name);
      const system = node.info?.osImage ?? "";
      const at = refTo("nodes", node, "status.nodeInfo.osImage");
      const tolerated = told || kubelet?.settings?.failCgroupV1 === "false";
      if (kubelet?.cgroupVersion === 1) yield { at, message: tolerated ? "tolerated" : "first" };
      else if (kubelet?.cgroupVersion === undefined && !tolerated && oldSystems.test(system))
        yield { at, message: "system", data: { system } };
    }
  },
});
