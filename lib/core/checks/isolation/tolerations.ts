import type { PodSpecItem } from "../../inventory/items.ts";
import { defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { workloadResources, workloads } from "../workload/workloads.ts";
import { systemNamespaces } from "./namespaces.ts";

type Toleration = NonNullable<PodSpecItem["tolerations"]>[number];

const controlPlane = new Set(["node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master"]);

function toleratesAll({ key, operator, effect }: Toleration): boolean {
  return !key && operator === "Exists" && (!effect || effect === "NoSchedule");
}

function toleratesControlPlane({ key, effect }: Toleration): boolean {
  return key !== undefined && controlPlane.has(key) && (!effect || effect === "NoSchedule");
}

export default defineCheck({
  id: "isolation/tolerations",
  major: 1,
  since: "0.1",
  title: "Tolerations of every taint",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["checklist:tiers"],
  reads: workloadResources,
  messages: {
    every: {
      text: "{object} tolerates every taint, and so runs on any node, the control plane's among them",
      severity: "medium",
    },
    agent: { text: "{object} runs on every node, the control plane's among them: it tolerates every taint", severity: "low" },
    controlPlane: { text: "{object} tolerates the taint of the control plane's nodes", severity: "low" },
  },
  docs: {
    why: "Taints keep nodes for what belongs there: the control plane, one team's data, machines with a licence. A workload that tolerates all of them may land beside anything, and its service account with it. Agents of nodes have to; whoever controls one is on every node. Kubernetes' own namespaces are not looked at.",
    fix: "Name the taints that the workload has to tolerate, one by one. Let agents that need not run on the control plane stay away from it.",
    refs: ["https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/"],
  },
  *evaluate({ view }) {
    for (const { resource, item, spec, path, namespace } of view(workloads)) {
      const { tolerations = [] } = spec;
      if (tolerations.length === 0 || systemNamespaces.has(namespace)) continue;
      const at = refTo(resource, item, `${path}.tolerations`);
      if (tolerations.some(toleratesAll))
        yield { at, message: resource === "daemonsets.apps" ? "agent" : "every", locus: "taints" };
      else if (tolerations.some(toleratesControlPlane)) yield { at, message: "controlPlane", locus: "taints" };
    }
  },
});
