import { defineCheck } from "../define.ts";
import { reportControl } from "./controls.ts";
import { workloadResources } from "./workloads.ts";

export default defineCheck({
  id: "workload/app-armor-profile",
  major: 1,
  since: "0.1",
  title: "AppArmor profiles of containers",
  pillar: "platform",
  layer: "container",
  seenBy: "api",
  responsible: "application",
  answers: ["nsa:C-0055", "pss:baseline", "checklist:apparmor-selinux"],
  reads: workloadResources,
  messages: {
    unconfined: { text: "{object} turns off what AppArmor keeps containers from: {detail}", severity: "medium" },
  },
  docs: {
    why: "Where the node has AppArmor, the container runtime's own profile keeps containers from mounting, from tracing others and from most of /proc and /sys. Unconfined takes that away, and an escape needs one thing less.",
    fix: "Leave the profile away, which is RuntimeDefault, or load a profile of your own on the nodes and name it with Localhost.",
    refs: [
      "https://kubernetes.io/docs/tutorials/security/apparmor/",
      "https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline",
    ],
  },
  evaluate: (context) => reportControl(context, "appArmorProfile", () => "unconfined" as const),
});
