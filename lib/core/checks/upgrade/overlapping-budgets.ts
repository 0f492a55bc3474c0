import type { PodDisruptionBudgetItem } from "../../inventory/items.ts";
import { hasEnded } from "../../inventory/pod-owners.ts";
import { matchesSelector } from "../../inventory/selector.ts";
import { refTo } from "../object-ref.ts";
import { defineUpgradeCheck } from "./define.ts";

/** The budgets of one namespace, by one label that each of them asks for; those that ask for none are tried on every pod. */
interface NamespaceBudgets {
  readonly byLabel: Map<string, PodDisruptionBudgetItem[]>;
  readonly others: PodDisruptionBudgetItem[];
}

function indexed(budgets: readonly PodDisruptionBudgetItem[]): NamespaceBudgets {
  const index: NamespaceBudgets = { byLabel: new Map(), others: [] };
  for (const budget of budgets) {
    const [label] = Object.entries(budget.selector?.matchLabels ?? {});
    const key = label?.join("=");
    if (key === undefined) index.others.push(budget);
    else index.byLabel.set(key, [...(index.byLabel.get(key) ?? []), budget]);
  }
  return index;
}

function budgetsOf({ byLabel, others }: NamespaceBudgets, labels: Readonly<Record<string, string>>): PodDisruptionBudgetItem[] {
  const candidates = [...others, ...Object.entries(labels).flatMap((label) => byLabel.get(label.join("=")) ?? [])];
  return candidates.filter(({ selector }) => selector && matchesSelector(selector, labels));
}

export default defineUpgradeCheck({
  id: "upgrade/overlapping-budgets",
  title: "Pods under several disruption budgets",
  reads: ["poddisruptionbudgets.policy", "pods"],
  responsible: "application",
  messages: {
    overlap: {
      text: "{object} and {others} choose the same pods, {pods} of them, such as {example}: they cannot be evicted",
      impact: "blocker",
    },
  },
  docs: {
    why: "The eviction API answers with an error for a pod that more than one budget chooses, whatever the budgets allow. A node with such a pod cannot be drained.",
    fix: "Narrow the selectors, so that each pod is under one budget.",
    refs: ["https://kubernetes.io/docs/tasks/run-application/configure-pdb/#arbitrary-workloads-and-arbitrary-selectors"],
  },
  *evaluate({ list }) {
    const all = Map.groupBy(list("poddisruptionbudgets.policy"), ({ meta }) => meta.namespace ?? "");
    const several = new Map(
      [...all].flatMap(([name, budgets]) => (budgets.length > 1 ? [[name, indexed(budgets)] as const] : [])),
    );
    const found = new Map<string, { readonly budgets: PodDisruptionBudgetItem[]; readonly example: string; pods: number }>();
    for (const pod of several.size === 0 ? [] : list("pods")) {
      const { meta } = pod;
      const index = several.get(meta.namespace ?? "");
      if (index === undefined || hasEnded(pod)) continue;
      const budgets = budgetsOf(index, meta.labels ?? {});
      if (budgets.length < 2) continue;
      budgets.sort((a, b) => (a.meta.name < b.meta.name ? -1 : 1));
      const key = [meta.namespace, ...budgets.map((budget) => budget.meta.name)].join("/");
      const entry = found.get(key) ?? { budgets, example: meta.name, pods: 0 };
      entry.pods += 1;
      found.set(key, entry);
    }
    for (const { budgets, example, pods } of found.values()) {
      const [first, ...rest] = budgets;
      const others = rest.map(({ meta }) => meta.name);
      if (first === undefined) continue;
      const at = refTo("poddisruptionbudgets.policy", first, "spec.selector");
      yield { at, message: "overlap", data: { others, pods, example }, locus: others.join(",") };
    }
  },
});
