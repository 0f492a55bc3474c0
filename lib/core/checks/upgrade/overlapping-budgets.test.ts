import { checkTester } from "../tester.ts";
import overlappingBudgets from "./overlapping-budgets.ts";
import { budget, faults, pod } from "./worlds.ts";

checkTester(overlappingBudgets, {
  pass: [
    {
      name: "budgets of different pods",
      objects: [
        budget("web", {}),
        budget("api", { selector: { matchLabels: { app: "api" } } }),
        pod("web-1", {}, { labels: { app: "web" } }),
      ],
    },
  ],
  fail: [
    {
      name: "a pod under two budgets",
      objects: faults["overlapping-budgets"] ?? [],
      finds: [
        {
          message: "overlap",
          object: "PodDisruptionBudget legacy/all",
          title: "PodDisruptionBudget legacy/all and more choose the same pods, 1 of them, such as web-1: they cannot be evicted",
        },
      ],
    },
    {
      name: "a budget of everything beside another",
      objects: [budget("web", {}), budget("every", { selector: {} }), pod("web-1", {}, { labels: { app: "web" } }), pod("api-1")],
      finds: [{ message: "overlap", object: "PodDisruptionBudget legacy/every" }],
    },
  ],
  notAssessed: [{ name: "Pods were not seen", objects: [], unseen: ["pods"] }],
});
