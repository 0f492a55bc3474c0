import { outside } from "../../inventory/gap.ts";
import { featureGateChanges, featureGateReach } from "../../upgrade/feature-gates.ts";
import { formatMinor, type Minor } from "../../upgrade/minor.ts";
import type { Report } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { type Member, members, unseenComponent } from "./control-plane.ts";
import { defineTargetCheck } from "./define.ts";

/** Flags that a component no longer takes, from a minor on. */
const gone: readonly { readonly component: Member["component"]; readonly flag: string; readonly removed: Minor }[] = [
  { component: "kube-apiserver", flag: "basic-auth-file", removed: 19 },
  { component: "kube-apiserver", flag: "insecure-bind-address", removed: 24 },
  { component: "kube-apiserver", flag: "insecure-port", removed: 24 },
  { component: "kube-controller-manager", flag: "concurrent-service-syncs", removed: 37 },
];

type Message = "flag" | "gate" | "locked";

function* judgeFlags({ pod, component, flags }: Member, target: Minor): Iterable<Report<Message>> {
  for (const { flag, removed } of gone.filter((one) => one.component === component && one.removed <= target))
    if (flags[flag] !== undefined)
      yield { at: at(pod), message: "flag", data: { component, flag, removed: formatMinor(removed) }, locus: flag };
}

function* judgeGates({ pod, component, flags }: Member, target: Minor): Iterable<Report<Message>> {
  for (const setting of (flags["feature-gates"] ?? "").split(",")) {
    const [gate = "", value = ""] = setting.split("=").map((part) => part.trim());
    const removed = known(target).find((minor) => featureGateChanges(minor)?.removed.includes(gate));
    const locked = known(target).find((minor) => featureGateChanges(minor)?.locked.includes(gate));
    const common = { at: at(pod), locus: gate };
    if (removed !== undefined) yield { ...common, message: "gate", data: { component, gate, removed: formatMinor(removed) } };
    else if (locked !== undefined && value.toLowerCase() === "false")
      yield { ...common, message: "locked", data: { component, gate, locked: formatMinor(locked) } };
  }
}

/** The minors up to the target whose changes are known. */
function known(target: Minor): readonly Minor[] {
  const { oldest, newest } = featureGateReach;
  return Array.from({ length: newest - oldest + 1 }, (_, index) => oldest + index).filter((minor) => minor <= target);
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
  },
  docs: {
    why: "A component does not start with a flag or a feature gate that it does not know, nor with one set against its lock. On a control plane of one node nothing answers from then on.",
    fix: "Take the flag or gate out of the static pod, and of kubeadm's ClusterConfiguration, before the upgrade. Which gates a minor takes away is known from 1.34 on.",
    refs: ["https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates-removed/"],
  },
  unseen({ view, current, target }) {
    const parts = ["kube-apiserver", "kube-controller-manager", "kube-scheduler"];
    const missing = parts.filter((name) => !view(members).some(({ component }) => component === name));
    const steps = target === undefined || current === undefined ? [] : [current + 1, target];
    const unknown = steps.filter((minor) => featureGateChanges(minor) === undefined);
    const detail = unknown[0] && `the feature gates of Kubernetes ${formatMinor(unknown[0])} are not in this release's data`;
    return [...missing.map(unseenComponent), ...(detail ? [outside("version", detail)] : [])];
  },
  *judge({ view, target }) {
    for (const member of view(members)) {
      yield* judgeFlags(member, target);
      yield* judgeGates(member, target);
    }
  },
});
