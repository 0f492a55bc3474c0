import { outside } from "../../inventory/gap.ts";
import type { PodDisruptionBudgetItem } from "../../inventory/items.ts";
import { matchesSelector } from "../../inventory/selector.ts";
import type { CheckContext } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { defineUpgradeCheck } from "./define.ts";

const controllers = ["deployments.apps", "statefulsets.apps"] as const;
type Reads = "poddisruptionbudgets.policy" | (typeof controllers)[number];

/** Whether it says by itself that no pod may go, however healthy all of them are. */
function allowsNone({ minAvailable, maxUnavailable }: PodDisruptionBudgetItem, expectedPods: number): boolean {
  if (maxUnavailable !== undefined) return maxUnavailable === "0" || maxUnavailable === "0%";
  if (minAvailable === undefined) return false;
  return minAvailable.endsWith("%") ? Number.parseFloat(minAvailable) >= 100 : Number(minAvailable) >= expectedPods;
}

/** Whether what it guards is being replaced at the moment, so that fewer pods are ready than usual. */
function isRollingOut({ meta, selector }: PodDisruptionBudgetItem, { list }: Pick<CheckContext<Reads>, "list">): boolean {
  if (selector === undefined) return false;
  return controllers.some((resource) =>
    list(resource).some(
      (workload) =>
        workload.rollingOut &&
        workload.meta.namespace === meta.namespace &&
        matchesSelector(selector, workload.template.labels ?? {}),
    ),
  );
}

/** Whether its status tells of the budget as it is now. */
function isCounted({ status, generation }: PodDisruptionBudgetItem): boolean {
  return status !== undefined && (generation === undefined || (status.observedGeneration ?? 0) >= generation);
}

export default defineUpgradeCheck({
  id: "upgrade/budget-blocks-drain",
  title: "Disruption budgets without room for a drain",
  reads: ["deployments.apps", "poddisruptionbudgets.policy", "statefulsets.apps"],
  facts: ["eviction-policy"],
  responsible: "application",
  messages: {
    structural: {
      text: "{object} never lets one of its {pods} pods go ({rule}): no node with one of them can be drained",
      impact: "blocker",
    },
    unhealthy: {
      text: "{object} lets no pod go at the moment: {healthy} of {pods} are healthy, and {desired} have to be",
      impact: "warning",
    },
  },
  docs: {
    why: "A drain evicts pods, and an eviction that a budget forbids is tried again for ever: the upgrade of nodes stands still. A budget that asks for all of its pods forbids every eviction; others do so while pods are not ready. A rollout that goes on is not counted.",
    fix: "Let the budget allow one pod to go (maxUnavailable: 1), with at least two replicas. Where only sick pods are in the way, unhealthyPodEvictionPolicy: AlwaysAllow lets them go.",
    refs: ["https://kubernetes.io/docs/tasks/run-application/configure-pdb/"],
  },
  unseen({ list }) {
    const uncounted = list("poddisruptionbudgets.policy").filter((budget) => !isCounted(budget)).length;
    const detail = `${uncounted} budgets do not say yet how many pods may go: their status is older than they are`;
    return uncounted === 0 ? [] : [outside("poddisruptionbudgets.policy", detail)];
  },
  *evaluate(context) {
    for (const budget of context.list("poddisruptionbudgets.policy")) {
      const { status, minAvailable, maxUnavailable, unhealthyPods } = budget;
      if (status === undefined || !isCounted(budget)) continue;
      if (status.disruptionsAllowed > 0 || status.expectedPods === 0) continue;
      const data = { pods: status.expectedPods, healthy: status.currentHealthy, desired: status.desiredHealthy };
      const rule = maxUnavailable === undefined ? `minAvailable: ${minAvailable}` : `maxUnavailable: ${maxUnavailable}`;
      const at = refTo(
        "poddisruptionbudgets.policy",
        budget,
        maxUnavailable === undefined ? "spec.minAvailable" : "spec.maxUnavailable",
      );
      if (unhealthyPods === "AlwaysAllow" && status.currentHealthy === 0) continue;
      if (allowsNone(budget, status.expectedPods)) yield { at, message: "structural", data: { ...data, rule } };
      else if (status.currentHealthy <= status.desiredHealthy && !isRollingOut(budget, context))
        yield { at, message: "unhealthy", data };
    }
  },
});
