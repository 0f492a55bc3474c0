import { defineCheck } from "../define.ts";
import { isWindows, reportContainers, workloadResources } from "./workloads.ts";

export default defineCheck({
  id: "workload/run-as-root",
  major: 1,
  since: "0.1",
  title: "Root user in containers",
  pillar: "platform",
  layer: "container",
  seenBy: "api",
  responsible: "application",
  answers: ["cis:5.2.7", "nsa:C-0013", "pss:restricted", "checklist:unprivileged-user"],
  reads: workloadResources,
  messages: {
    root: { text: "{object} runs {containers} as user 0, which is root", severity: "medium" },
    unproven: { text: "{object} does not say that {containers} must not run as root", severity: "low" },
  },
  docs: {
    why: "Root in a container is root on the node once it finds a way out, and most ways out need it. Without runAsNonRoot or a user of its own, the image decides, and most images choose root. Pods with a user namespace of their own (hostUsers: false) are not reported: their root is nobody on the node.",
    fix: "Set runAsNonRoot: true, and runAsUser where the image names no user.",
    refs: [
      "https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted",
      "https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/",
    ],
  },
  evaluate: (context) =>
    reportContainers(context, ({ securityContext }, workload) => {
      if (isWindows(workload) || workload.spec.hostUsers === false) return undefined;
      const pod = workload.spec.securityContext;
      const user = securityContext?.runAsUser ?? pod?.runAsUser;
      const nonRoot = securityContext?.runAsNonRoot ?? pod?.runAsNonRoot;
      if (user === 0 && nonRoot !== true) return { message: "root", field: "securityContext.runAsUser" };
      return user === undefined && nonRoot !== true ? { message: "unproven", field: "securityContext.runAsNonRoot" } : undefined;
    }),
});
