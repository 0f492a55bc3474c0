import { binding, clusterBinding, clusterRole, role, rule } from "../../rbac/worlds.ts";
import { checkTester } from "../tester.ts";
import bindRoles from "./bind-roles.ts";

const group = "rbac.authorization.k8s.io";
const everything = clusterRole("platform", [rule("*", "*", "*")]);
const named = (...resourceNames: string[]) => rule("bind", group, "clusterroles", { resourceNames });

checkTester(bindRoles, {
  pass: [
    {
      name: "bind on a role that gives little",
      objects: [clusterRole("granter", [named("view")]), clusterBinding("granters", "granter", "Group:team")],
    },
    {
      name: "creating bindings without bind",
      objects: [
        clusterRole("granter", [rule("create", group, "rolebindings")]),
        clusterBinding("granters", "granter", "Group:team"),
      ],
    },
  ],
  fail: [
    {
      name: "any role, in the whole cluster",
      objects: [
        clusterRole("granter", [rule("bind", group, "clusterroles")]),
        clusterBinding("granters", "granter", "Group:team"),
      ],
      finds: [{ message: "everywhere", object: "ClusterRoleBinding granters", path: "roleRef" }],
    },
    {
      name: "a named role that gives everything, whatever it is called",
      objects: [
        everything,
        clusterRole("granter", [named("view", "platform")]),
        clusterBinding("granters", "granter", "Group:team"),
      ],
      finds: [{ message: "everywhere", object: "ClusterRoleBinding granters" }],
    },
    {
      name: "in one namespace",
      objects: [
        role("shop", "granter", [rule("bind", group, "roles")]),
        binding("shop", "granters", "Role granter", "User:jane"),
      ],
      finds: [{ message: "inNamespace", object: "RoleBinding shop/granters" }],
    },
  ],
  notAssessed: [
    {
      name: "cluster roles were not seen",
      objects: [clusterBinding("granters", "granter", "Group:team")],
      unseen: ["clusterroles.rbac.authorization.k8s.io"],
    },
  ],
});
