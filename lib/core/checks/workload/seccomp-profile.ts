import { isConfined } from "../../pod-security/controls/profiles.ts";
import { defineCheck } from "../define.ts";
import { isWindows, reportContainers, workloadResources } from "./workloads.ts";

export default defineCheck({
  id: "workload/seccomp-profile",
  major: 1,
  since: "0.1",
  title: "Seccomp profiles of containers",
  pillar: "platform",
  layer: "container",
  seenBy: "api",
  responsible: "application",
  answers: ["cis:5.7.2", "nsa:C-0055", "pss:baseline", "pss:restricted", "checklist:seccomp"],
  reads: workloadResources,
  messages: {
    unconfined: { text: "{object} turns seccomp off for {containers}", severity: "medium" },
    missing: { text: "{object} names no seccomp profile for {containers}: the node decides", severity: "low" },
  },
  docs: {
    why: "Seccomp takes away system calls that programs rarely need and exploits often do. Without a profile it is off, unless the kubelet was told seccompDefault.",
    fix: "Set securityContext.seccompProfile.type to RuntimeDefault in the pod.",
    refs: [
      "https://kubernetes.io/docs/tutorials/security/seccomp/",
      "https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted",
    ],
  },
  evaluate: (context) =>
    reportContainers(context, ({ securityContext }, workload) => {
      if (isWindows(workload) || securityContext?.privileged) return undefined;
      const { type } = securityContext?.seccompProfile ?? workload.spec.securityContext?.seccompProfile ?? {};
      if (isConfined(type)) return undefined;
      return { message: type === "Unconfined" ? "unconfined" : "missing", field: "securityContext.seccompProfile" };
    }),
});
