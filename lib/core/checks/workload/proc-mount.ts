import { refusalBy } from "../../pod-security/evaluate.ts";
import { defineCheck } from "../define.ts";
import { reportControl } from "./controls.ts";
import { workloadResources } from "./workloads.ts";

export default defineCheck({
  id: "workload/proc-mount",
  major: 1,
  since: "0.1",
  title: "Masked parts of /proc in containers",
  pillar: "platform",
  layer: "container",
  seenBy: "api",
  responsible: "application",
  answers: ["pss:baseline", "pss:restricted"],
  reads: workloadResources,
  messages: {
    unmasked: { text: "{object} shows containers all of /proc: {detail}", severity: "medium" },
    inUserNamespace: { text: "{object} shows containers all of /proc, in a user namespace: {detail}", severity: "low" },
  },
  docs: {
    why: "Container runtimes hide the parts of /proc through which a process reads the kernel's memory or changes its settings. procMount Unmasked shows them. With users of its own (hostUsers false) a pod's root is nobody on the node, which baseline accepts from 1.35 on and restricted does not.",
    fix: "Leave procMount away. Where containers are built or run inside of pods, set hostUsers to false and keep the workload in a namespace of its own.",
    refs: [
      "https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline",
      "https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/",
    ],
  },
  evaluate: (context) =>
    reportControl(context, "procMount_restricted", (pod) => (refusalBy("procMount", pod) ? "unmasked" : "inUserNamespace")),
});
