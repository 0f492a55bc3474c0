import { binding, clusterBinding, clusterRole, role, rule } from "../../rbac/worlds.ts";
import { checkTester } from "../tester.ts";
import secretReaders from "./secret-readers.ts";

/** As it stands in Kubernetes' own edit. */
const ownRule = rule("get,list,watch", "", "secrets");
const bad = rule("get,list", "", "secrets");

checkTester(secretReaders, {
  pass: [
    { name: "no bindings at all", objects: [] },
    {
      name: "a rule that names its Secrets",
      objects: [
        clusterRole("reader", [rule("get", "", "secrets", { resourceNames: ["web-tls"] })]),
        clusterBinding("readers", "reader", "Group:team"),
      ],
    },
    { name: "a role that nobody is bound to", objects: [clusterRole("reader", [bad])] },
    { name: "a binding without subjects", objects: [clusterRole("reader", [bad]), clusterBinding("readers", "reader")] },
  ],
  fail: [
    {
      name: "what Kubernetes' own role is meant to give in a namespace",
      objects: [clusterRole("edit", [ownRule]), binding("shop", "editors", "ClusterRole edit", "Group:team")],
      finds: [{ message: "byDefaultRole", object: "RoleBinding shop/editors" }],
    },
    {
      name: "a group in the whole cluster",
      objects: [clusterRole("reader", [rule("get", "", "services"), bad]), clusterBinding("readers", "reader", "Group:team")],
      finds: [{ message: "everywhere", object: "ClusterRoleBinding readers", path: "roleRef" }],
    },
    {
      name: "a user in one namespace",
      objects: [role("shop", "reader", [bad]), binding("shop", "readers", "Role reader", "User:jane")],
      finds: [{ message: "inNamespace", object: "RoleBinding shop/readers" }],
    },
    {
      name: "what was seen, although bindings of another namespace were not",
      objects: [clusterRole("reader", [bad]), binding("shop", "readers", "ClusterRole reader", "ServiceAccount:runner")],
      dark: { "rolebindings.rbac.authorization.k8s.io": ["hidden"] },
      finds: [{ message: "inNamespace", object: "RoleBinding shop/readers" }],
    },
  ],
  notAssessed: [
    {
      name: "the role of the binding was not seen",
      objects: [clusterBinding("readers", "reader", "Group:team")],
      unseen: ["clusterroles.rbac.authorization.k8s.io"],
    },
    {
      name: "bindings of one namespace were not seen",
      objects: [],
      dark: { "rolebindings.rbac.authorization.k8s.io": ["hidden"] },
    },
  ],
});
