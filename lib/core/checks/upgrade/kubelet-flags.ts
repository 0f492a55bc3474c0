import { outside } from "../../inventory/gap.ts";
import type { Minor } from "../../upgrade/minor.ts";
import { formatMinor } from "../../upgrade/minor.ts";
import { refTo } from "../object-ref.ts";
import { defineTargetCheck } from "./define.ts";
import { settingsOf } from "./settings.ts";

/** Flags that a kubelet no longer takes, from a minor on; those of 1.37 came from cAdvisor. */
const gone: ReadonlyMap<string, Minor> = new Map([
  ["keep-terminated-pod-volumes", 31],
  ["cloud-config", 34],
  ["register-schedulable", 34],
  ["pod-infra-container-image", 35],
  ["application-metrics-count-limit", 37],
  ["boot-id-file", 37],
  ["container-hints", 37],
  ["containerd", 37],
  ["containerd-namespace", 37],
  ["enable-load-reader", 37],
  ["event-storage-age-limit", 37],
  ["event-storage-event-limit", 37],
  ["global-housekeeping-interval", 37],
  ["log-cadvisor-usage", 37],
  ["machine-id-file", 37],
  ["storage-driver-buffer-duration", 37],
  ["storage-driver-db", 37],
  ["storage-driver-host", 37],
  ["storage-driver-password", 37],
  ["storage-driver-secure", 37],
  ["storage-driver-table", 37],
  ["storage-driver-user", 37],
]);

/** From here on `eventRecordQPS: 0` means no limit. */
const unlimitedFrom = 37;

/** A kubelet reads `boot_id_file` as `boot-id-file`. */
function withDashes(settings: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [name.replaceAll("_", "-"), value]));
}

export default defineTargetCheck({
  id: "upgrade/kubelet-flags",
  title: "Flags and settings of kubelets",
  reads: ["configmaps", "nodes"],
  facts: ["component-settings"],
  messages: {
    gone: { text: "{object} sets {flag}, which kubelets from Kubernetes {removed} on do not take", impact: "blocker" },
    unlimited: {
      text: "{object} sets eventRecordQPS to 0, which means no limit from Kubernetes 1.37 on",
      impact: "warning",
    },
  },
  docs: {
    why: "A kubelet does not start with a flag that it does not know. The API shows the configuration that kubeadm shares out and no flag of a node: those stand in the unit or the command line of the kubelet.",
    fix: "Take the flag out of the kubelet's service and of its configuration before the node is upgraded. Set eventRecordQPS to the limit that you want.",
    refs: ["https://kubernetes.io/docs/reference/command-line-tools-reference/kubelet/"],
  },
  unseen({ list, evidence }) {
    const known = new Set(evidence.kubelets?.flatMap(({ node, settings }) => (settings ? [node] : [])));
    const unknown = list("nodes").filter(({ meta }) => !known.has(meta.name));
    if (unknown.length === 0) return [];
    return [outside("nodes", `the API does not show the flags of ${unknown.length} kubelets: look at their command lines`)];
  },
  *judge({ list, evidence, target }) {
    const said = new Map(evidence.kubelets?.map(({ node, settings = {} }) => [node, withDashes(settings)]));
    const given = [
      ...list("nodes").map((node) => ({ at: refTo("nodes", node), values: said.get(node.meta.name) ?? {} })),
      ...settingsOf(list("configmaps"), "kubelet-config").map((configMap) => ({
        at: refTo("configmaps", configMap, "data.kubelet"),
        values: configMap.settings?.values ?? {},
      })),
    ];
    for (const { at, values } of given) {
      for (const [flag, removed] of gone)
        if (values[flag] !== undefined && removed <= target)
          yield { at, message: "gone", data: { flag, removed: formatMinor(removed) }, locus: flag };
      if (values.eventRecordQPS === "0" && target >= unlimitedFrom) yield { at, message: "unlimited", locus: "eventRecordQPS" };
    }
  },
});
