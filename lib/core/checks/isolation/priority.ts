import { defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { workloadResources, workloads } from "../workload/workloads.ts";
import { systemNamespaces } from "./namespaces.ts";

const ofTheSystem = new Set(["system-cluster-critical", "system-node-critical"]);

/** From here on a class of one's own comes close to what Kubernetes keeps for itself. */
const high = 1_000_000;

export default defineCheck({
  id: "isolation/priority",
  major: 1,
  since: "0.1",
  title: "Priorities of pods and their classes",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["checklist:tiers"],
  reads: ["priorityclasses.scheduling.k8s.io", ...workloadResources],
  messages: {
    systemClass: {
      text: "{object} runs with {priorityClass}, which is for what the cluster cannot do without",
      severity: "medium",
    },
    highDefault: {
      text: "{object} gives every pod that names no class the priority {value}, and lets it end others",
      severity: "medium",
    },
    missingClass: {
      text: "{object} asks for the priority class {priorityClass}, which is not there: its pods are refused",
      severity: "medium",
    },
  },
  docs: {
    why: "When room is short a pod of a higher priority ends those of a lower one. Whoever may name a class of the system may push out anything, network and DNS with it. A high default makes all pods alike again, and a stranger's as good as yours. Kubernetes' own namespaces are not looked at.",
    fix: "Make two or three classes of your own below one million, with preemptionPolicy: Never where waiting is fine, and allow the system's classes by a ResourceQuota with a scopeSelector in the namespaces that need them.",
    refs: [
      "https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/",
      "https://kubernetes.io/docs/concepts/policy/resource-quotas/#limit-priority-class-consumption-by-default",
    ],
  },
  *evaluate({ list, view, complete }) {
    const classes = list("priorityclasses.scheduling.k8s.io");
    const names = new Set(classes.map(({ meta }) => meta.name));
    const known = complete("priorityclasses.scheduling.k8s.io");
    for (const item of classes)
      if (item.globalDefault && item.value >= high && item.preemption !== "Never")
        yield {
          at: refTo("priorityclasses.scheduling.k8s.io", item, "globalDefault"),
          message: "highDefault",
          data: { value: item.value },
        };
    for (const { resource, item, spec, path, namespace } of view(workloads)) {
      const { priorityClassName: priorityClass } = spec;
      if (!priorityClass || systemNamespaces.has(namespace)) continue;
      const at = refTo(resource, item, `${path}.priorityClassName`);
      if (ofTheSystem.has(priorityClass)) yield { at, message: "systemClass", data: { priorityClass } };
      else if (known && !names.has(priorityClass)) yield { at, message: "missingClass", data: { priorityClass } };
    }
  },
});
