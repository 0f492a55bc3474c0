import { binding, clusterBinding, clusterRole, role, rule } from "../../rbac/worlds.ts";
import { checkTester } from "../tester.ts";
import escalateRoles from "./escalate-roles.ts";

const bad = rule("escalate,update", "rbac.authorization.k8s.io", "roles,clusterroles");

checkTester(escalateRoles, {
  pass: [
    { name: "no bindings at all", objects: [] },
    {
      name: "a rule that writes roles without escalate",
      objects: [
        clusterRole("role-writer", [rule("create,update", "rbac.authorization.k8s.io", "roles")]),
        clusterBinding("role-writers", "role-writer", "Group:team"),
      ],
    },
    { name: "a role that nobody is bound to", objects: [clusterRole("role-writer", [bad])] },
    {
      name: "a binding without subjects",
      objects: [clusterRole("role-writer", [bad]), clusterBinding("role-writers", "role-writer")],
    },
  ],
  fail: [
    {
      name: "a group in the whole cluster",
      objects: [
        clusterRole("role-writer", [rule("get", "", "services"), bad]),
        clusterBinding("role-writers", "role-writer", "Group:team"),
      ],
      finds: [{ message: "everywhere", object: "ClusterRoleBinding role-writers", path: "roleRef" }],
    },
    {
      name: "a user in one namespace",
      objects: [role("shop", "role-writer", [bad]), binding("shop", "role-writers", "Role role-writer", "User:jane")],
      finds: [{ message: "inNamespace", object: "RoleBinding shop/role-writers" }],
    },
    {
      name: "the verb without the right to write roles, and with the right to write the other kind",
      objects: [
        clusterRole("role-writer", [
          rule("escalate", "rbac.authorization.k8s.io", "roles"),
          rule("create", "rbac.authorization.k8s.io", "clusterroles"),
        ]),
        clusterBinding("role-writers", "role-writer", "Group:team"),
      ],
      finds: [{ message: "latent", object: "ClusterRoleBinding role-writers" }],
    },
    {
      name: "the right to write roles by another binding",
      objects: [
        clusterRole("escalator", [rule("escalate", "rbac.authorization.k8s.io", "roles")]),
        clusterBinding("escalators", "escalator", "ServiceAccount:ci/runner"),
        clusterRole("writer", [rule("create", "rbac.authorization.k8s.io", "roles")]),
        clusterBinding("writers", "writer", "Group:system:serviceaccounts:ci"),
      ],
      finds: [{ message: "everywhere", object: "ClusterRoleBinding escalators" }],
    },
    {
      name: "what was seen, although bindings of another namespace were not",
      objects: [
        clusterRole("role-writer", [bad]),
        binding("shop", "role-writers", "ClusterRole role-writer", "ServiceAccount:runner"),
      ],
      dark: { "rolebindings.rbac.authorization.k8s.io": ["hidden"] },
      finds: [{ message: "inNamespace", object: "RoleBinding shop/role-writers" }],
    },
  ],
  notAssessed: [
    {
      name: "the role of the binding was not seen",
      objects: [clusterBinding("role-writers", "role-writer", "Group:team")],
      unseen: ["clusterroles.rbac.authorization.k8s.io"],
    },
    {
      name: "bindings of one namespace were not seen",
      objects: [],
      dark: { "rolebindings.rbac.authorization.k8s.io": ["hidden"] },
    },
  ],
});
