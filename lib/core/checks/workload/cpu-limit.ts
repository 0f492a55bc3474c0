import { defineCheck } from "../define.ts";
import { reportContainers, workloadResources } from "./workloads.ts";

export default defineCheck({
  id: "workload/cpu-limit",
  major: 1,
  since: "0.1",
  title: "CPU requests and limits of containers",
  pillar: "platform",
  layer: "container",
  seenBy: "api",
  responsible: "application",
  answers: ["nsa:C-0270", "checklist:cpu-limit"],
  reads: workloadResources,
  messages: {
    noRequest: { text: "{object} asks for no CPU in {containers}", severity: "low" },
    noLimit: { text: "{object} sets no CPU limit for {containers}", severity: "information" },
  },
  docs: {
    why: "The request is a container's share when the node is busy: without one it gets what is left, and the scheduler counts it as nothing. A limit keeps a container that was taken over from using the node for something else; it also slows one down that has a burst of work, which is why the checklist asks for it only where it is worth that.",
    fix: "Set resources.requests.cpu everywhere, and resources.limits.cpu for workloads that strangers reach or that run what others wrote.",
    refs: [
      "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",
      "https://kubernetes.io/docs/concepts/security/security-checklist/#pod-security",
    ],
  },
  evaluate: (context) =>
    reportContainers(context, ({ type, requests, limits }) => {
      if (type === "ephemeral" || limits?.cpu !== undefined) return undefined;
      return requests?.cpu === undefined
        ? { message: "noRequest", field: "resources.requests" }
        : { message: "noLimit", field: "resources.limits" };
    }),
});
