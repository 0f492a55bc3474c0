import { namespace } from "../admission/worlds.ts";
import { checkTester } from "../tester.ts";
import { container, deployment, podSpec } from "../workload/worlds.ts";
import limitRange from "./limit-range.ts";

const range = (limits: object) => ({
  apiVersion: "v1",
  kind: "LimitRange",
  metadata: { namespace: "shop", name: "limits" },
  spec: { limits: [{ type: "Container", ...limits }] },
});
const shop = [namespace("shop"), deployment("web", podSpec({}, container({ resources: {} })))];

checkTester(limitRange, {
  pass: [
    { name: "a default for memory", objects: [...shop, range({ default: { memory: "1Gi" } })] },
    { name: "workloads that set their own", objects: [namespace("shop"), deployment("web", podSpec())] },
  ],
  fail: [
    { name: "none", objects: shop, finds: [{ message: "none", object: "Namespace shop" }] },
    {
      name: "one that only forbids",
      objects: [...shop, range({ max: { memory: "4Gi" } })],
      finds: [{ message: "noDefault", object: "Namespace shop" }],
    },
  ],
  notAssessed: [{ name: "limit ranges were not seen", objects: shop, unseen: ["limitranges"] }],
});
