import { binding, clusterBinding, clusterRole, role, rule } from "../../rbac/worlds.ts";
import { checkTester } from "../tester.ts";
import roleWriters from "./role-writers.ts";
import { held, unseenAccess } from "./worlds.ts";

const group = "rbac.authorization.k8s.io";

checkTester(roleWriters, {
  pass: [
    { name: "no bindings at all", objects: [] },
    { name: "a rule that only reads", objects: held([rule("get,list", group, "roles,rolebindings")]) },
    {
      name: "writing bindings with bind, and roles with escalate: other checks report them",
      objects: held([rule("create,bind", group, "rolebindings,roles"), rule("create,escalate", group, "roles")]),
    },
    {
      name: "bind by another binding",
      objects: [
        ...held([rule("create", group, "rolebindings")], "User:jane"),
        clusterRole("binder", [rule("bind", group, "clusterroles")]),
        clusterBinding("binders", "binder", "User:jane"),
      ],
    },
    {
      name: "what Kubernetes' own role is meant to give in a namespace",
      objects: [
        clusterRole("admin", [rule("create,update", group, "rolebindings,roles")]),
        binding("shop", "admins", "ClusterRole admin", "Group:team"),
      ],
    },
  ],
  fail: [
    {
      name: "writing bindings without bind",
      objects: held([rule("create", group, "rolebindings")]),
      finds: [{ message: "everywhere", object: "ClusterRoleBinding holders", path: "roleRef" }],
    },
    {
      name: "writing roles with bind, which does not lift that limit",
      objects: [
        role("shop", "writer", [rule("update,bind", group, "roles")]),
        binding("shop", "writers", "Role writer", "User:jane"),
      ],
      finds: [{ message: "inNamespace", object: "RoleBinding shop/writers" }],
    },
  ],
  notAssessed: unseenAccess,
});
