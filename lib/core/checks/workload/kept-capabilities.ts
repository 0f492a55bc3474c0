import { defineCheck } from "../define.ts";
import { reportControl } from "./controls.ts";
import { workloadResources } from "./workloads.ts";

export default defineCheck({
  id: "workload/kept-capabilities",
  major: 1,
  since: "0.1",
  title: "Capabilities that containers keep",
  pillar: "platform",
  layer: "container",
  seenBy: "api",
  responsible: "application",
  answers: ["nsa:C-0046", "pss:restricted", "cis:5.2.8", "cis:5.2.10"],
  reads: workloadResources,
  messages: {
    kept: { text: "{object} keeps capabilities that it may not need: {detail}", severity: "low" },
  },
  docs: {
    why: "Container runtimes give a root process fourteen capabilities, such as changing the owner of any file. A program that never asks for them loses nothing without, and an intruder loses a lot.",
    fix: "Set securityContext.capabilities.drop to [ALL] in each container, and add NET_BIND_SERVICE where it listens below 1024.",
    refs: [
      "https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted",
      "https://man7.org/linux/man-pages/man7/capabilities.7.html",
    ],
  },
  evaluate: (context) => reportControl(context, "capabilities_restricted", () => "kept" as const),
});
