import { checkTester } from "../tester.ts";
import { deployment, podSpec } from "../workload/worlds.ts";
import disruptionBudget from "./disruption-budget.ts";

const budget = (selector: object) => ({
  apiVersion: "policy/v1",
  kind: "PodDisruptionBudget",
  metadata: { namespace: "shop", name: "b" },
  spec: { maxUnavailable: 1, selector },
});
const web = deployment("web", podSpec());

checkTester(disruptionBudget, {
  pass: [
    { name: "one for its pods", objects: [web, budget({ matchLabels: { app: "web" } })] },
    { name: "one for all pods", objects: [web, budget({})] },
    { name: "a single replica", objects: [{ ...web, spec: { ...(web.spec as object), replicas: 1 } }] },
  ],
  fail: [
    { name: "none", objects: [web], finds: [{ message: "none", object: "Deployment shop/web", path: "spec.replicas" }] },
    {
      name: "one for others",
      objects: [web, budget({ matchLabels: { app: "api" } })],
      finds: [{ message: "none", object: "Deployment shop/web" }],
    },
  ],
  notAssessed: [
    { name: "budgets of the namespace were not seen", objects: [web], dark: { "poddisruptionbudgets.policy": ["shop"] } },
  ],
});
