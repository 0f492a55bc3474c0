import { parseQuantity } from "../../inventory/quantity.ts";
import { defineCheck } from "../define.ts";
import { reportContainers, workloadResources } from "./workloads.ts";

export default defineCheck({
  id: "workload/memory-limit",
  major: 1,
  since: "0.1",
  title: "Memory limits of containers",
  pillar: "platform",
  layer: "container",
  seenBy: "api",
  responsible: "application",
  answers: ["nsa:C-0271", "checklist:memory-limit"],
  reads: workloadResources,
  messages: {
    missing: { text: "{object} sets no memory limit for {containers}", severity: "medium" },
    unequal: { text: "{object} may use more memory than it requests in {containers}", severity: "low" },
  },
  docs: {
    why: "A container without a memory limit takes what the node has, and the kernel then ends whatever it likes. A limit above the request lets a node promise more than it holds. A LimitRange may set a limit when a pod is made; the object itself sets none.",
    fix: "Set resources.limits.memory, and resources.requests.memory to the same value.",
    refs: [
      "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",
      "https://kubernetes.io/docs/concepts/security/security-checklist/",
    ],
  },
  evaluate: (context) =>
    reportContainers(context, ({ type, limits, requests }) => {
      if (type === "ephemeral") return undefined;
      const limit = limits?.memory;
      if (limit === undefined) return { message: "missing", field: "resources.limits" };
      const request = requests?.memory;
      const equal = request === undefined || parseQuantity(request) === parseQuantity(limit);
      return equal ? undefined : { message: "unequal", field: "resources.requests" };
    }),
});
