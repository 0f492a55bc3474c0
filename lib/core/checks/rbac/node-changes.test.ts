import { binding, clusterRole, role, rule } from "../../rbac/worlds.ts";
import { checkTester } from "../tester.ts";
import nodeChanges from "./node-changes.ts";
import { held, unseenAccess } from "./worlds.ts";

checkTester(nodeChanges, {
  pass: [
    { name: "no bindings at all", objects: [] },
    { name: "a rule that only reads", objects: held([rule("get,list,watch", "", "nodes,nodes/metrics")]) },
    { name: "a rule that names its node", objects: held([rule("patch", "", "nodes", { resourceNames: ["n1"] })]) },
    {
      name: "a RoleBinding, which gives nothing of what has no namespace",
      objects: [clusterRole("labeller", [rule("patch", "", "nodes")]), binding("shop", "b", "ClusterRole labeller", "User:jane")],
    },
  ],
  fail: [
    {
      name: "labels alone",
      objects: held([rule("patch", "", "nodes")]),
      finds: [{ message: "change", object: "ClusterRoleBinding holders", path: "roleRef" }],
    },
    {
      name: "labels, and evictions in one namespace",
      objects: [
        ...held([rule("patch", "", "nodes")], "User:jane", "User:joe"),
        role("shop", "evictor", [rule("create", "", "pods/eviction")]),
        binding("shop", "evictors", "Role evictor", "User:joe"),
      ],
      finds: [
        { message: "steal", object: "ClusterRoleBinding holders" },
        { message: "change", object: "ClusterRoleBinding holders" },
      ],
    },
    {
      name: "deletion alone",
      objects: held([rule("delete", "", "nodes")]),
      finds: [{ message: "remove", object: "ClusterRoleBinding holders" }],
    },
  ],
  notAssessed: unseenAccess,
});
