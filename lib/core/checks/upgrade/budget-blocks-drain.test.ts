import { checkTester } from "../tester.ts";
import budgetBlocksDrain from "./budget-blocks-drain.ts";
import { blocked, budget, faults, namespaced, workload } from "./worlds.ts";

checkTester(budgetBlocksDrain, {
  pass: [
    {
      name: "a budget that lets a pod go",
      objects: [budget("one", { maxUnavailable: 1 }, { ...blocked, disruptionsAllowed: 1 })],
    },
    { name: "a budget of no pods", objects: [budget("none", { maxUnavailable: 0 }, { ...blocked, expectedPods: 0 })] },
    {
      name: "sick pods that may go",
      objects: [
        budget("sick", { minAvailable: 2, unhealthyPodEvictionPolicy: "AlwaysAllow" }, { ...blocked, currentHealthy: 0 }),
      ],
    },
    {
      name: "pods that are away while they are replaced",
      objects: [
        budget("web", { maxUnavailable: 1 }, { ...blocked, currentHealthy: 1 }),
        {
          ...workload("Deployment", "web"),
          status: { updatedReplicas: 0 },
          spec: { replicas: 2, template: { metadata: { labels: { app: "web" } }, spec: { containers: [] } } },
        },
      ],
    },
  ],
  fail: [
    {
      name: "budgets that let no pod go",
      objects: [
        ...(faults["budget-blocks-drain"] ?? []),
        budget("zero", { maxUnavailable: "0%" }, blocked),
        budget("two", { minAvailable: 2 }, blocked),
      ],
      finds: [
        { message: "structural", object: "PodDisruptionBudget legacy/all", path: "spec.minAvailable" },
        { message: "structural", object: "PodDisruptionBudget legacy/zero", path: "spec.maxUnavailable" },
        { message: "structural", object: "PodDisruptionBudget legacy/two" },
      ],
    },
    {
      name: "pods that are not ready",
      objects: [budget("web", { maxUnavailable: 1 }, { ...blocked, currentHealthy: 1 })],
      finds: [{ message: "unhealthy", object: "PodDisruptionBudget legacy/web" }],
    },
  ],
  notAssessed: [
    { name: "budgets were not seen", objects: [], unseen: ["poddisruptionbudgets.policy"] },
    { name: "a budget that nothing has counted yet", objects: [budget("new", { maxUnavailable: 0 })] },
    {
      name: "a budget that was changed since it was counted",
      objects: [
        namespaced(
          "policy/v1",
          "PodDisruptionBudget",
          "changed",
          { spec: { maxUnavailable: 0 }, status: { ...blocked, observedGeneration: 1 } },
          { generation: 2 },
        ),
      ],
    },
  ],
});
