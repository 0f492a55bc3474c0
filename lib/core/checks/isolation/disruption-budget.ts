import type { PodDisruptionBudgetItem, WorkloadItem } from "../../inventory/items.ts";
import { matchesSelector } from "../../inventory/selector.ts";
import { defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { systemNamespaces } from "./namespaces.ts";

function covers({ selector }: PodDisruptionBudgetItem, { template }: WorkloadItem): boolean {
  return selector !== undefined && matchesSelector(selector, template.labels ?? {});
}

const replicated = ["deployments.apps", "statefulsets.apps"] as const;

export default defineCheck({
  id: "isolation/disruption-budget",
  major: 1,
  since: "0.1",
  title: "Disruption budgets of workloads with several replicas",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "application",
  answers: [],
  reads: [...replicated, "poddisruptionbudgets.policy"],
  messages: {
    none: {
      text: "{object} has {replicas} replicas and no disruption budget: a drain may end all of them at once",
      severity: "low",
    },
  },
  docs: {
    why: "Several replicas are there so that one may go. When nodes are drained for an upgrade, or an autoscaler packs them, only a budget says how many may go at the same time. Whether a budget blocks a drain is told by upgrade/budget-blocks-drain.",
    fix: "Give the workload a PodDisruptionBudget with maxUnavailable: 1, or a minAvailable below its replicas.",
    refs: ["https://kubernetes.io/docs/tasks/run-application/configure-pdb/"],
  },
  *evaluate({ list, complete }) {
    const budgets = Map.groupBy(list("poddisruptionbudgets.policy"), ({ meta }) => meta.namespace ?? "");
    for (const resource of replicated)
      for (const item of list(resource)) {
        const { namespace = "" } = item.meta;
        const replicas = item.replicas ?? 1;
        if (replicas < 2 || systemNamespaces.has(namespace) || !complete("poddisruptionbudgets.policy", namespace)) continue;
        if ((budgets.get(namespace) ?? []).some((budget) => covers(budget, item))) continue;
        yield { at: refTo(resource, item, "spec.replicas"), message: "none", data: { replicas }, locus: "budget" };
      }
  },
});
