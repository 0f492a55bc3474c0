import { defineCheck } from "../define.ts";
import { reportControl } from "./controls.ts";
import { workloadResources } from "./workloads.ts";

export default defineCheck({
  id: "workload/windows-host-process",
  major: 1,
  since: "0.1",
  title: "Processes of Windows nodes in pods",
  pillar: "platform",
  layer: "container",
  seenBy: "api",
  responsible: "application",
  answers: ["pss:baseline", "cis:5.2.11"],
  reads: workloadResources,
  messages: {
    host: { text: "{object} runs as a process of its Windows node: {detail}", severity: "high" },
  },
  docs: {
    why: "A HostProcess container is no container: it runs on the Windows node with the account that it names, and sees all of it.",
    fix: "Keep it to agents that manage the node, in a namespace where few may start pods; run anything else as an ordinary container.",
    refs: [
      "https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/",
      "https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline",
    ],
  },
  evaluate: (context) => reportControl(context, "windowsHostProcess", () => "host" as const),
});
