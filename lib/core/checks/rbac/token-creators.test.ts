import { binding, clusterBinding, clusterRole, role, rule } from "../../rbac/worlds.ts";
import { checkTester } from "../tester.ts";
import tokenCreators from "./token-creators.ts";

/** As it stands in Kubernetes' own edit. */
const ownRule = rule("create", "", "serviceaccounts/token");
const bad = rule("create", "", "serviceaccounts/token");

checkTester(tokenCreators, {
  pass: [
    { name: "no bindings at all", objects: [] },
    {
      name: "an account that renews its own token",
      objects: [
        role("ci", "renewer", [rule("create", "", "serviceaccounts/token", { resourceNames: ["deployer"] })]),
        binding("ci", "renewers", "Role renewer", "ServiceAccount:deployer"),
      ],
    },
    { name: "a role that nobody is bound to", objects: [clusterRole("token-maker", [bad])] },
    {
      name: "a binding without subjects",
      objects: [clusterRole("token-maker", [bad]), clusterBinding("token-makers", "token-maker")],
    },
  ],
  fail: [
    {
      name: "a rule that names its accounts",
      objects: [
        clusterRole("token-maker", [rule("create", "", "serviceaccounts/token", { resourceNames: ["deployer"] })]),
        clusterBinding("token-makers", "token-maker", "Group:team"),
      ],
      finds: [{ message: "named", object: "ClusterRoleBinding token-makers" }],
    },
    {
      name: "what Kubernetes' own role is meant to give in a namespace",
      objects: [clusterRole("edit", [ownRule]), binding("shop", "editors", "ClusterRole edit", "Group:team")],
      finds: [{ message: "byDefaultRole", object: "RoleBinding shop/editors" }],
    },
    {
      name: "a group in the whole cluster",
      objects: [
        clusterRole("token-maker", [rule("get", "", "services"), bad]),
        clusterBinding("token-makers", "token-maker", "Group:team"),
      ],
      finds: [{ message: "everywhere", object: "ClusterRoleBinding token-makers", path: "roleRef" }],
    },
    {
      name: "a user in one namespace",
      objects: [role("shop", "token-maker", [bad]), binding("shop", "token-makers", "Role token-maker", "User:jane")],
      finds: [{ message: "inNamespace", object: "RoleBinding shop/token-makers" }],
    },
    {
      name: "what was seen, although bindings of another namespace were not",
      objects: [
        clusterRole("token-maker", [bad]),
        binding("shop", "token-makers", "ClusterRole token-maker", "ServiceAccount:runner"),
      ],
      dark: { "rolebindings.rbac.authorization.k8s.io": ["hidden"] },
      finds: [{ message: "inNamespace", object: "RoleBinding shop/token-makers" }],
    },
  ],
  notAssessed: [
    {
      name: "the role of the binding was not seen",
      objects: [clusterBinding("token-makers", "token-maker", "Group:team")],
      unseen: ["clusterroles.rbac.authorization.k8s.io"],
    },
    {
      name: "bindings of one namespace were not seen",
      objects: [],
      dark: { "rolebindings.rbac.authorization.k8s.io": ["hidden"] },
    },
  ],
});
