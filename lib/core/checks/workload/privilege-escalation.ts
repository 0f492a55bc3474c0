import { defineCheck } from "../define.ts";
import { isWindows, reportContainers, workloadResources } from "./workloads.ts";

export default defineCheck({
  id: "workload/privilege-escalation",
  major: 1,
  since: "0.1",
  title: "Privilege escalation in containers",
  pillar: "platform",
  layer: "container",
  seenBy: "api",
  responsible: "application",
  answers: ["cis:5.2.6", "nsa:C-0016", "pss:restricted"],
  reads: workloadResources,
  messages: {
    allowed: { text: "{object} allows privilege escalation in {containers}", severity: "medium" },
    unset: { text: "{object} does not forbid privilege escalation in {containers}", severity: "low" },
  },
  docs: {
    why: "Without allowPrivilegeEscalation: false a process may become root through a set-user-ID program such as sudo or ping. Privileged containers are reported by workload/privileged-container.",
    fix: "Set securityContext.allowPrivilegeEscalation to false in every container.",
    refs: ["https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted"],
  },
  evaluate: (context) =>
    reportContainers(context, ({ securityContext }, workload) => {
      if (isWindows(workload) || securityContext?.privileged || securityContext?.allowPrivilegeEscalation === false)
        return undefined;
      const message = securityContext?.allowPrivilegeEscalation ? ("allowed" as const) : ("unset" as const);
      return { message, field: "securityContext.allowPrivilegeEscalation" };
    }),
});
