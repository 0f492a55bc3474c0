import { defineCheck } from "../define.ts";
import { reportControl } from "./controls.ts";
import { workloadResources } from "./workloads.ts";

export default defineCheck({
  id: "workload/se-linux-options",
  major: 1,
  since: "0.1",
  title: "SELinux labels of containers",
  pillar: "platform",
  layer: "container",
  seenBy: "api",
  responsible: "application",
  answers: ["nsa:C-0055", "pss:baseline", "checklist:apparmor-selinux"],
  reads: workloadResources,
  messages: {
    chosen: { text: "{object} chooses its own SELinux labels: {detail}", severity: "medium" },
  },
  docs: {
    why: "On nodes with SELinux the type says what a process may touch. A type beyond those of containers, such as spc_t, or a user or role of its own, opens the node's files to the container.",
    fix: "Leave user and role away, and use container_t, container_init_t, container_kvm_t or container_engine_t; levels may be chosen freely.",
    refs: ["https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline"],
  },
  evaluate: (context) => reportControl(context, "seLinuxOptions", () => "chosen" as const),
});
