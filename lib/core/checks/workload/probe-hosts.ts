import { defineCheck } from "../define.ts";
import { reportControl } from "./controls.ts";
import { workloadResources } from "./workloads.ts";

export default defineCheck({
  id: "workload/probe-hosts",
  major: 1,
  since: "0.1",
  title: "Hosts of probes and lifecycle hooks",
  pillar: "platform",
  layer: "container",
  seenBy: "api",
  responsible: "application",
  answers: ["pss:baseline"],
  reads: workloadResources,
  messages: {
    elsewhere: { text: "{object} lets the kubelet call other hosts: {detail}", severity: "medium" },
  },
  docs: {
    why: "A probe or hook that names a host makes the kubelet call it, from the node and past the pod's network policies. Whoever writes pods reaches what only nodes reach, such as the cloud's metadata address.",
    fix: "Leave host away, so that the pod itself is called; give a Host header in httpHeaders where the program needs one.",
    refs: ["https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline"],
  },
  evaluate: (context) => reportControl(context, "hostProbesAndHostLifecycle", () => "elsewhere" as const),
});
