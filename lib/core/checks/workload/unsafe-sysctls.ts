import { defineCheck } from "../define.ts";
import { reportControl } from "./controls.ts";
import { workloadResources } from "./workloads.ts";

export default defineCheck({
  id: "workload/unsafe-sysctls",
  major: 1,
  since: "0.1",
  title: "Kernel parameters of pods",
  pillar: "platform",
  layer: "container",
  seenBy: "api",
  responsible: "application",
  answers: ["nsa:C-0055", "pss:baseline"],
  reads: workloadResources,
  messages: {
    unsafe: { text: "{object} sets kernel parameters that are not known to be safe: {detail}", severity: "medium" },
  },
  docs: {
    why: "Most kernel parameters belong to the whole node, or can take its memory and its network from everybody else. Pod Security lets only those through that are the pod's own and do no harm.",
    fix: "Leave the parameter away, or run the workload on nodes of its own that allow it.",
    refs: [
      "https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/",
      "https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline",
    ],
  },
  evaluate: (context) => reportControl(context, "sysctls", () => "unsafe" as const),
});
