import { binding, clusterBinding, clusterRole, role, rule } from "../../rbac/worlds.ts";
import { checkTester } from "../tester.ts";
import bindRoles from "./bind-roles.ts";

const group = "rbac.authorization.k8s.io";
const everything = clusterRole("platform", [rule("*", "*", "*")]);
const writing = rule("create", group, "clusterrolebindings,rolebindings");
const named = (...resourceNames: string[]) => rule("bind", group, "clusterroles", { resourceNames });

checkTester(bindRoles, {
  pass: [
    {
      name: "bind on a role that the binder's own rules cover",
      objects: [
        clusterRole("view", [rule("get", "", "pods")]),
        clusterRole("granter", [named("view", "gone"), rule("get,list", "", "pods"), writing]),
        clusterBinding("granters", "granter", "Group:team"),
      ],
    },
    {
      name: "bind on named roles, without the right to write bindings",
      objects: [everything, clusterRole("granter", [named("platform")]), clusterBinding("granters", "granter", "Group:team")],
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
        clusterRole("granter", [rule("bind", group, "clusterroles"), writing]),
        clusterBinding("granters", "granter", "Group:team"),
      ],
      finds: [{ message: "everywhere", object: "ClusterRoleBinding granters", path: "roleRef" }],
    },
    {
      name: "a named role that gives everything, whatever it is called",
      objects: [
        everything,
        clusterRole("granter", [named("view", "platform"), writing]),
        clusterBinding("granters", "granter", "Group:team"),
      ],
      finds: [{ message: "everywhere", object: "ClusterRoleBinding granters" }],
    },
    {
      name: "any role in every namespace, where only bindings of namespaces may be written",
      objects: [
        clusterRole("granter", [rule("bind", group, "roles"), rule("update", group, "rolebindings")]),
        clusterBinding("granters", "granter", "Group:team"),
      ],
      finds: [{ message: "everyNamespace", object: "ClusterRoleBinding granters" }],
    },
    {
      name: "a named role that gives more than the binder has",
      objects: [
        clusterRole("view", [rule("get", "", "pods,secrets")]),
        clusterRole("granter", [named("view"), rule("get", "", "pods"), writing]),
        clusterBinding("granters", "granter", "Group:team"),
      ],
      finds: [{ message: "named", object: "ClusterRoleBinding granters" }],
    },
    {
      name: "cluster roles by a RoleBinding, which the API server asks about in its namespace",
      objects: [
        clusterRole("granter", [rule("bind", group, "clusterroles"), rule("create", group, "rolebindings")]),
        binding("shop", "granters", "ClusterRole granter", "User:jane"),
      ],
      finds: [{ message: "inNamespace", object: "RoleBinding shop/granters" }],
    },
    {
      name: "the verb without the right to write bindings",
      objects: [
        clusterRole("granter", [rule("bind", group, "clusterroles")]),
        clusterBinding("granters", "granter", "Group:team"),
      ],
      finds: [{ message: "latent", object: "ClusterRoleBinding granters" }],
    },
    {
      name: "in one namespace",
      objects: [
        role("shop", "granter", [rule("bind", group, "roles"), writing]),
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
