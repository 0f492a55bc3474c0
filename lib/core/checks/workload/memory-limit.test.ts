import { checkTester } from "../tester.ts";
import memoryLimit from "./memory-limit.ts";
import { container, deployment, podSpec } from "./worlds.ts";

const memory = (requests?: string, limits?: string) =>
  container({ resources: { requests: { cpu: "100m", memory: requests }, limits: { memory: limits } } });

checkTester(memoryLimit, {
  pass: [
    { name: "the same amount, spelled in two ways", objects: [deployment("web", podSpec({}, memory("1Gi", "1024Mi")))] },
    {
      name: "a limit alone, which is the request too",
      objects: [deployment("web", podSpec({}, container({ resources: { limits: { memory: "1Gi" } } })))],
    },
  ],
  fail: [
    {
      name: "no limit",
      objects: [deployment("web", podSpec({}, container({ resources: { requests: { memory: "1Gi" } } })))],
      finds: [{ message: "missing", object: "Deployment shop/web", path: "spec.template.spec.containers[0].resources.limits" }],
    },
    {
      name: "a limit above the request",
      objects: [deployment("web", podSpec({}, memory("512Mi", "1Gi")))],
      finds: [{ message: "unequal", object: "Deployment shop/web" }],
    },
  ],
  notAssessed: [
    { name: "Deployments were not seen", objects: [], unseen: ["deployments.apps"] },
    { name: "pods of one namespace were not seen", objects: [deployment("web", podSpec())], dark: { pods: ["hidden"] } },
  ],
});
