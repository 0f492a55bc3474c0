import { gateFault } from "../../upgrade/feature-gates.ts";
import { formatMinor, type Minor } from "../../upgrade/minor.ts";
import type { Report } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { type Member, members, unseenComponent } from "./control-plane.ts";
import { defineTargetCheck } from "./define.ts";
import { unknownGates } from "./unknown-gates.ts";

/** Flags that a component no longer takes, from a minor on. */
const gone: readonly { readonly component: Member["component"]; readonly flag: string; readonly removed: Minor }[] = [
  { component: "kube-apiserver", flag: "basic-auth-file", removed: 19 },
  { component: "kube-apiserver", flag: "insecure-bind-address", removed: 24 },
  { component: "kube-apiserver", flag: "insecure-port", removed: 24 },
  { component: "kube-controller-manager", flag: "concurrent-service-syncs", removed: 37 },
];

type Message = "flag" | "gate" | "locked" | "lockedOff";

function* judgeFlags({ pod, component, flags }: Member, target: Minor): Iterable<Report<Message>> {
  for (const { flag, removed } of gone.filter((one) => one.component === component && one.removed <= target))
    if (flags[flag] !== undefined)
      yield { at: at(pod), message: "flag", data: { component, flag, removed: formatMinor(removed) }, locus: flag };
}

function* judgeGates({ pod, component, flags }: Member, target: Minor): Iterable<Report<Message>> {
  for (const setting of (flags["feature-gates"] ?? "").split(",")) {
    const [gate = "", value = ""] = setting.split("=").map((part) => part.trim());
    const fault = gateFault(gate, value.toLowerCase() !== "false", target);
    if (fault === undefined) continue;
    const since = formatMinor(fault.since);
    const common = { at: at(pod), locus: gate };
    if (fault.kind === "removed") yield { ...common, message: "gate", data: { component, gate, removed: since } };
    else
      yield {
        ...common,
        message: fault.kind === "lockedOff" ? "lockedOff" : "locked",
        data: { component, gate, locked: since },
      };
  }
}

function at(pod: Member["pod"]) {
  return refTo("pods", pod, "spec.containers[0].command");
}

export default defineTargetCheck({
  id: "upgrade/component-flags",
  title: "Flags and feature gates of the control plane",
  seenBy: "static-pods",
  reads: ["pods"],
  facts: ["control-plane-removed-flags"],
  messages: {
    flag: { text: "{object} starts {component} with --{flag}, which is gone from Kubernetes {removed} on", impact: "blocker" },
    gate: {
      text: "{object} starts {component} with the feature gate {gate}, which is gone from Kubernetes {removed} on",
      impact: "blocker",
    },
    locked: {
      text: "{object} turns the feature gate {gate} of {component} off, which is locked on from Kubernetes {locked} on",
      impact: "blocker",
    },
    lockedOff: {
      text: "{object} turns the feature gate {gate} of {component} on, which is locked off from Kubernetes {locked} on",
      impact: "blocker",
    },
  },
  docs: {
    why: "A component does not start with a flag or a feature gate that it does not know, nor with one set against its lock. On a control plane of one node nothing answers from then on.",
    fix: "Take the flag or gate out of the static pod, and of kubeadm's ClusterConfiguration, before the upgrade. Which gates a minor takes away is known from 1.34 on.",
    refs: ["https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates-removed/"],
  },
  unseen({ view, current, target }) {
    const parts = ["kube-apiserver", "kube-controller-manager", "kube-scheduler"];
    const missing = parts.filter((name) => !view(members).some(({ component }) => component === name));
    return [...missing.map(unseenComponent), ...unknownGates(current, target)];
  },
  *judge({ view, target }) {
    for (const member of view(members)) {
      yield* judgeFlags(member, target);
      yield* judgeGates(member, target);
    }
  },
});
