import { gateFault } from "../../upgrade/feature-gates.ts";
import { goneKubeletFlags } from "../../upgrade/kubelet-flags.ts";
import { formatMinor, type Minor } from "../../upgrade/minor.ts";
import { refTo } from "../object-ref.ts";
import { defineTargetCheck } from "./define.ts";
import { dayOf, kubeletsNow, unseenKubelets } from "./kubelet-evidence.ts";
import { settingsOf } from "./settings.ts";
import { unknownGates } from "./unknown-gates.ts";

/** From here on `eventRecordQPS: 0` means no limit. */
const unlimitedFrom = 37;

export default defineTargetCheck({
  id: "upgrade/kubelet-flags",
  title: "Flags and settings of kubelets",
  reads: ["configmaps", "nodes"],
  facts: ["component-settings"],
  messages: {
    gone: {
      text: "{object} starts its kubelet with --{flag}, as seen on {seen}: kubelets from Kubernetes {removed} on do not take it",
      impact: "blocker",
    },
    gate: {
      text: "{object} sets the feature gate {gate} of its kubelet, as seen on {seen}: it is gone from Kubernetes {removed} on, and the kubelet does not start",
      impact: "blocker",
    },
    locked: {
      text: "{object} turns the feature gate {gate} of its kubelet off, as seen on {seen}: it is locked on from Kubernetes {locked} on, and the kubelet does not start",
      impact: "blocker",
    },
    lockedOff: {
      text: "{object} turns the feature gate {gate} of its kubelet on, as seen on {seen}: it is locked off from Kubernetes {locked} on, and the kubelet does not start",
      impact: "blocker",
    },
    unlimited: {
      text: "{object} sets eventRecordQPS to 0, which means no limit from Kubernetes 1.37 on",
      impact: "warning",
    },
  },
  docs: {
    why: "A kubelet does not start with a flag or a feature gate that it does not know. The API shows the configuration that kubeadm shares out, and no flag of a node. What was uploaded of kubelets shows the rest: their configuration, and their command lines where somebody gave them.",
    fix: "Take the flag out of the kubelet's service, and the gate out of its configuration, before the node is upgraded. Set eventRecordQPS to the limit that you want. Then upload what the kubelets say again.",
    refs: ["https://kubernetes.io/docs/reference/command-line-tools-reference/kubelet/"],
  },
  unseen({ list, evidence, current, target }) {
    const nodes = list("nodes");
    const setsGates = [...kubeletsNow(nodes, evidence).values()].some(({ gates = {} }) => Object.keys(gates).length > 0);
    return [
      ...unseenKubelets(nodes, {
        evidence,
        isKnown: (kubelet) => kubelet?.settings !== undefined,
        what: "the configuration of the kubelets",
        upload: "what their configz says",
      }),
      ...unseenKubelets(nodes, {
        evidence,
        isKnown: (kubelet) => kubelet?.flags !== undefined,
        what: "the flags of the kubelets",
        upload: "their command lines",
      }),
      ...(setsGates ? unknownGates(current, target) : []),
    ];
  },
  *judge({ list, evidence, target }) {
    const now = kubeletsNow(list("nodes"), evidence);
    for (const node of list("nodes")) {
      const kubelet = now.get(node.meta.name);
      if (kubelet === undefined) continue;
      const { flags = [], gates = {}, settings } = kubelet;
      const [at, seen] = [refTo("nodes", node), dayOf(kubelet)];
      for (const flag of flags) {
        const removed = goneKubeletFlags.get(flag);
        if (removed !== undefined && removed <= target)
          yield { at, message: "gone", data: { flag, removed: formatMinor(removed), seen }, locus: flag };
      }
      for (const [gate, value] of Object.entries(gates)) {
        const fault = gateFault(gate, value, target);
        const since = formatMinor(fault?.since ?? target);
        if (fault?.kind === "removed") yield { at, message: "gate", data: { gate, removed: since, seen }, locus: gate };
        if (fault?.kind === "lockedOn") yield { at, message: "locked", data: { gate, locked: since, seen }, locus: gate };
        if (fault?.kind === "lockedOff") yield { at, message: "lockedOff", data: { gate, locked: since, seen }, locus: gate };
      }
      if (isUnlimited(settings, target)) yield { at, message: "unlimited", locus: "eventRecordQPS" };
    }
    for (const configMap of settingsOf(list("configmaps"), "kubelet-config"))
      if (isUnlimited(configMap.settings?.values, target))
        yield { at: refTo("configmaps", configMap, "data.kubelet"), message: "unlimited", locus: "eventRecordQPS" };
  },
});

function isUnlimited(settings: Readonly<Record<string, string>> | undefined, target: Minor): boolean {
  return settings?.eventRecordQPS === "0" && target >= unlimitedFrom;
}
