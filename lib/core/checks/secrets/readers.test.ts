import { binding, role, rule } from "../../rbac/worlds.ts";
import { namespace } from "../admission/worlds.ts";
import { unseenAccess } from "../rbac/worlds.ts";
import { checkTester } from "../tester.ts";
import { deployment, podSpec } from "../workload/worlds.ts";
import readers from "./readers.ts";

const people = (count: number) => Array.from({ length: count }, (_, place) => `User:p${place}`);
const reading = (count: number) => [
  role("shop", "reader", [rule("get,list", "", "secrets")]),
  binding("shop", "readers", "Role reader", ...people(count)),
];
const shop = [namespace("shop"), deployment("web", podSpec({ volumes: [{ name: "v", secret: { secretName: "db" } }] }))];

checkTester(readers, {
  pass: [
    { name: "few", objects: [...shop, ...reading(10)] },
    { name: "a namespace whose workloads use none", objects: [namespace("shop"), deployment("web", podSpec()), ...reading(20)] },
    {
      name: "readers of another namespace",
      objects: [...shop, role("ci", "reader", [rule("get", "", "secrets")]), binding("ci", "b", "Role reader", ...people(20))],
    },
    {
      name: "the cluster's own",
      objects: [
        ...shop,
        role("shop", "r", [rule("get", "", "secrets")]),
        binding("shop", "b", "Role r", ...people(20).map((name) => name.replace("User:", "User:system:"))),
      ],
    },
  ],
  fail: [{ name: "many", objects: [...shop, ...reading(11)], finds: [{ message: "many", object: "Namespace shop" }] }],
  notAssessed: [...unseenAccess, { name: "namespaces were not seen", objects: [], unseen: ["namespaces"] }],
});
