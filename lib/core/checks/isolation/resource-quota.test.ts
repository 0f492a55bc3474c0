import { namespace } from "../admission/worlds.ts";
import { checkTester } from "../tester.ts";
import { deployment, podSpec } from "../workload/worlds.ts";
import resourceQuota from "./resource-quota.ts";

const quota = (...hard: string[]) => ({
  apiVersion: "v1",
  kind: "ResourceQuota",
  metadata: { namespace: "shop", name: `q-${hard[0]}` },
  spec: { hard: Object.fromEntries(hard.map((name) => [name, "1"])) },
});
const shop = [namespace("shop"), deployment("web", podSpec())];

checkTester(resourceQuota, {
  pass: [
    { name: "one that limits CPU and memory", objects: [...shop, quota("limits.cpu", "requests.memory")] },
    { name: "two that do so together", objects: [...shop, quota("cpu"), quota("memory")] },
    { name: "a namespace in which nothing runs", objects: [namespace("empty")] },
  ],
  fail: [
    {
      name: "none",
      objects: shop,
      finds: [{ message: "none", object: "Namespace shop", title: "Namespace shop runs 1 workloads and has no ResourceQuota" }],
    },
    {
      name: "one of objects alone",
      objects: [...shop, quota("count/secrets", "pods")],
      finds: [{ message: "unlimited", object: "Namespace shop" }],
    },
  ],
  notAssessed: [
    { name: "quotas of the namespace were not seen", objects: shop, dark: { resourcequotas: ["shop"] } },
    {
      name: "an older inventory, which lacks what they limit",
      objects: [...shop, quota("cpu")],
      version: 5,
      dark: { resourcequotas: ["shop"] },
    },
  ],
});
