import { defineCheck } from "../define.ts";
import { isWindows, reportContainers, workloadResources } from "./workloads.ts";

export default defineCheck({
  id: "workload/read-only-root",
  major: 1,
  since: "0.1",
  title: "Writable root file systems of containers",
  pillar: "platform",
  layer: "container",
  seenBy: "api",
  responsible: "application",
  answers: ["nsa:C-0017"],
  reads: workloadResources,
  messages: {
    writable: { text: "{object} lets {containers} write to the file system of the image", severity: "low" },
  },
  docs: {
    why: "Whoever takes a container over wants to leave something in it: a tool, a changed program, a key. With a read-only root only the volumes take it, which are few and can be watched.",
    fix: "Set securityContext.readOnlyRootFilesystem: true, and mount an emptyDir where the program writes, /tmp most often.",
    refs: ["https://kubernetes.io/docs/tasks/configure-pod-container/security-context/"],
  },
  evaluate: (context) =>
    reportContainers(context, ({ type, securityContext }, workload) =>
      type === "ephemeral" || isWindows(workload) || securityContext?.readOnlyRootFilesystem === true
        ? undefined
        : { message: "writable", field: "securityContext.readOnlyRootFilesystem" },
    ),
});
