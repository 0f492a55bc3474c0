import { binding, clusterBinding, clusterRole, role, rule } from "../../rbac/worlds.ts";
import { checkTester } from "../tester.ts";
import danglingRole from "./dangling-role.ts";

const wrongKind = {
  ...clusterBinding("wrong", "r", "User:jane"),
  roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "r" },
};

checkTester(danglingRole, {
  pass: [
    {
      name: "roles that exist",
      objects: [
        clusterRole("r", [rule("get", "", "pods")]),
        role("shop", "r", []),
        clusterBinding("a", "r", "User:u"),
        binding("shop", "b", "Role r", "User:u"),
      ],
    },
  ],
  fail: [
    {
      name: "a Role in another namespace, and a ClusterRole that is gone",
      objects: [role("other", "r", []), binding("shop", "b", "Role r", "User:jane"), clusterBinding("a", "gone", "User:jane")],
      finds: [
        { message: "missing", object: "RoleBinding shop/b", path: "roleRef" },
        { message: "missing", object: "ClusterRoleBinding a" },
      ],
    },
    {
      name: "a ClusterRoleBinding to a Role",
      objects: [wrongKind],
      finds: [{ message: "impossible", object: "ClusterRoleBinding wrong" }],
    },
    {
      name: "a Role that is missing, although Roles elsewhere were not seen",
      objects: [binding("shop", "b", "Role r", "User:jane")],
      dark: { "roles.rbac.authorization.k8s.io": ["hidden"] },
      finds: [{ message: "missing", object: "RoleBinding shop/b" }],
    },
  ],
  notAssessed: [
    {
      name: "roles were not seen, so that none is proven missing",
      objects: [clusterBinding("a", "r", "User:u")],
      unseen: ["clusterroles.rbac.authorization.k8s.io"],
    },
    {
      name: "the Roles of that namespace were not seen",
      objects: [binding("hidden", "b", "Role r", "User:u")],
      dark: { "roles.rbac.authorization.k8s.io": ["hidden"] },
    },
  ],
});
