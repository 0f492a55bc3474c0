import type { PodSpecItem } from "../../inventory/items.ts";
import { masterLabel, replacementOfLabel } from "../../upgrade/node-labels.ts";
import { refTo } from "../object-ref.ts";
import { workloadResources, workloads } from "../workload/workloads.ts";
import { defineTargetCheck } from "./define.ts";

const controlPlane = "node-role.kubernetes.io/control-plane";
/** From here on kubeadm no longer labels nodes with the old name of their role. */
const newRoleOnly = 24;
/** From here on kubeadm no longer taints nodes with the old name. */
const newTaintOnly = 25;

function labelsOf({ nodeSelector = {}, renamedNodeLabels = [] }: PodSpecItem): readonly string[] {
  const selected = Object.keys(nodeSelector).filter((label) => replacementOfLabel(label) !== undefined);
  return [...new Set([...selected, ...renamedNodeLabels])];
}

/** Whether it tolerates control plane nodes by their old taint alone. */
function toleratesOldOnly({ tolerations = [] }: PodSpecItem): boolean {
  const keys = tolerations.map(({ key }) => key);
  return keys.includes(masterLabel) && !keys.includes(controlPlane) && !keys.includes(undefined);
}

export default defineTargetCheck({
  id: "upgrade/node-labels",
  title: "Renamed labels and taints of nodes",
  reads: [...workloadResources, "nodes"],
  facts: ["pod-upgrade-settings"],
  responsible: "application",
  messages: {
    noNode: {
      text: "{object} chooses nodes by {label}, which no node carries: use {replacement}",
      impact: "blocker",
    },
    renamed: { text: "{object} chooses nodes by {label}, which is now called {replacement}", impact: "warning" },
    taint: {
      text: "{object} tolerates node-role.kubernetes.io/master and not the taint that took its place from Kubernetes 1.25 on",
      impact: "warning",
    },
  },
  docs: {
    why: "Labels of nodes that began with beta were renamed, and master became control-plane: its label is gone from 1.24 on, its taint from 1.25 on. A pod that chooses a node by the old name finds none when its node is replaced by a new one, and stays pending.",
    fix: "Write the new name into selectors, affinity and topology keys. Tolerate both taints until every control plane node is new.",
    refs: ["https://kubernetes.io/docs/reference/labels-annotations-taints/"],
  },
  *judge({ list, view, complete, target }) {
    const carried = new Set(list("nodes").flatMap(({ meta }) => Object.keys(meta.labels ?? {})));
    const sure = complete("nodes") && list("nodes").length > 0;
    for (const { resource, item, spec, path } of view(workloads)) {
      for (const label of labelsOf(spec)) {
        if (label === masterLabel && target < newRoleOnly) continue;
        const data = { label, replacement: replacementOfLabel(label) };
        yield {
          at: refTo(resource, item, path),
          message: sure && !carried.has(label) ? "noNode" : "renamed",
          data,
          locus: label,
        };
      }
      if (target >= newTaintOnly && toleratesOldOnly(spec))
        yield { at: refTo(resource, item, `${path}.tolerations`), message: "taint", locus: "taint" };
    }
  },
});
