import { defineCheck } from "../define.ts";
import { reportContainers, workloadResources } from "./workloads.ts";

export default defineCheck({
  id: "workload/privileged-container",
  major: 1,
  since: "0.1",
  title: "Privileged containers",
  pillar: "platform",
  layer: "container",
  seenBy: "api",
  responsible: "application",
  answers: ["cis:5.2.2", "nsa:C-0057", "pss:baseline"],
  reads: workloadResources,
  messages: {
    privileged: { text: "{object} runs {containers} privileged, which is root on the node", severity: "high" },
  },
  docs: {
    why: "A privileged container has every capability, every device and no seccomp or AppArmor. Its root is the node's root.",
    fix: "Remove privileged, and add the one capability or device that is needed. Drivers that must be privileged belong in a namespace of their own whose Pod Security level says so.",
    refs: ["https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline"],
  },
  evaluate: (context) =>
    reportContainers(context, ({ securityContext }) =>
      securityContext?.privileged ? { message: "privileged", field: "securityContext.privileged" } : undefined,
    ),
});
