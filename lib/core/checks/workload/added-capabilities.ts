import { defaultCapabilities } from "../../pod-security/controls/privilege.ts";
import { defineCheck } from "../define.ts";
import { isWindows, reportContainers, workloadResources } from "./workloads.ts";

/** Those with which a container takes over its node, or everything that runs on it. */
const leadsToNode = new Set([
  "ALL",
  "BPF",
  "DAC_READ_SEARCH",
  "PERFMON",
  "SYS_ADMIN",
  "SYS_BOOT",
  "SYS_MODULE",
  "SYS_PTRACE",
  "SYS_RAWIO",
]);

function bareName(capability: string): string {
  return capability.toUpperCase().replace(/^CAP_/, "");
}

export default defineCheck({
  id: "workload/added-capabilities",
  major: 1,
  since: "0.1",
  title: "Dangerous capabilities of containers",
  pillar: "platform",
  layer: "container",
  seenBy: "api",
  responsible: "application",
  answers: ["cis:5.2.9", "nsa:C-0046", "pss:baseline"],
  reads: workloadResources,
  messages: {
    node: { text: "{object} adds {capabilities} to {containers}, which leads to the node", severity: "high" },
    more: { text: "{object} adds {capabilities} to {containers}, more than container runtimes give", severity: "medium" },
  },
  docs: {
    why: "Capabilities are pieces of root. Some of them, such as SYS_ADMIN, are as good as all of it; others, such as NET_ADMIN or NET_RAW, let a container read or redirect its neighbours' traffic.",
    fix: "Drop ALL and add what the program needs; for a port below 1024 that is NET_BIND_SERVICE, or a higher port.",
    refs: [
      "https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline",
      "https://man7.org/linux/man-pages/man7/capabilities.7.html",
    ],
  },
  evaluate: (context) =>
    reportContainers(context, ({ securityContext }, workload) => {
      const added = (securityContext?.capabilities?.add ?? []).map(bareName);
      const capabilities = added.filter((name) => !defaultCapabilities.includes(name));
      if (isWindows(workload) || capabilities.length === 0) return undefined;
      const message = capabilities.some((name) => leadsToNode.has(name)) ? ("node" as const) : ("more" as const);
      return { message, field: "securityContext.capabilities.add", data: { capabilities } };
    }),
});
