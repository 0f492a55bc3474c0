import { binding, clusterBinding, clusterRole, role, rule } from "../../rbac/worlds.ts";
import { checkTester } from "../tester.ts";
import namespaceChanges from "./namespace-changes.ts";

const bad = rule("patch", "", "namespaces");

checkTester(namespaceChanges, {
  pass: [
    { name: "no bindings at all", objects: [] },
    {
      name: "a rule that only reads",
      objects: [
        clusterRole("labeller", [rule("get,list", "", "namespaces")]),
        clusterBinding("labellers", "labeller", "Group:team"),
      ],
    },
    { name: "a role that nobody is bound to", objects: [clusterRole("labeller", [bad])] },
    { name: "a binding without subjects", objects: [clusterRole("labeller", [bad]), clusterBinding("labellers", "labeller")] },
    {
      name: "another Namespace by its name, of which a RoleBinding gives nothing",
      objects: [
        role("shop", "labeller", [rule("patch", "", "namespaces", { resourceNames: ["ci"] })]),
        binding("shop", "labellers", "Role labeller", "User:jane"),
      ],
    },
  ],
  fail: [
    {
      name: "a group in the whole cluster",
      objects: [
        clusterRole("labeller", [rule("get", "", "services"), bad]),
        clusterBinding("labellers", "labeller", "Group:team"),
      ],
      finds: [{ message: "everywhere", object: "ClusterRoleBinding labellers", path: "roleRef" }],
    },
    {
      name: "a user in one namespace",
      objects: [role("shop", "labeller", [bad]), binding("shop", "labellers", "Role labeller", "User:jane")],
      finds: [{ message: "inNamespace", object: "RoleBinding shop/labellers" }],
    },
    {
      name: "Namespaces by their names, in the whole cluster and from inside",
      objects: [
        clusterRole("labeller", [rule("patch", "", "namespaces", { resourceNames: ["ci", "shop"] })]),
        clusterBinding("labellers", "labeller", "Group:team"),
        binding("shop", "labellers", "ClusterRole labeller", "User:jane"),
      ],
      finds: [
        { message: "named", object: "ClusterRoleBinding labellers" },
        {
          message: "named",
          object: "RoleBinding shop/labellers",
          title: "User jane may change the Namespaces shop: RoleBinding shop/labellers gives ClusterRole labeller, rule 1",
        },
      ],
    },
    {
      name: "what was seen, although bindings of another namespace were not",
      objects: [clusterRole("labeller", [bad]), binding("shop", "labellers", "ClusterRole labeller", "ServiceAccount:runner")],
      dark: { "rolebindings.rbac.authorization.k8s.io": ["hidden"] },
      finds: [{ message: "inNamespace", object: "RoleBinding shop/labellers" }],
    },
  ],
  notAssessed: [
    {
      name: "the role of the binding was not seen",
      objects: [clusterBinding("labellers", "labeller", "Group:team")],
      unseen: ["clusterroles.rbac.authorization.k8s.io"],
    },
    {
      name: "bindings of one namespace were not seen",
      objects: [],
      dark: { "rolebindings.rbac.authorization.k8s.io": ["hidden"] },
    },
  ],
});
