import { binding, clusterBinding, clusterRole, role, rule } from "../../rbac/worlds.ts";
import { checkTester } from "../tester.ts";
import podCreators from "./pod-creators.ts";

/** As it stands in Kubernetes' own edit. */
const ownRule = rule("create,patch", "apps", "deployments");
const bad = rule("create,patch", "apps", "deployments");

checkTester(podCreators, {
  pass: [
    { name: "no bindings at all", objects: [] },
    {
      name: "a rule that only reads",
      objects: [
        clusterRole("deployer", [rule("get,list,watch", "apps", "deployments")]),
        clusterBinding("deployers", "deployer", "Group:team"),
      ],
    },
    { name: "a role that nobody is bound to", objects: [clusterRole("deployer", [bad])] },
    { name: "a binding without subjects", objects: [clusterRole("deployer", [bad]), clusterBinding("deployers", "deployer")] },
  ],
  fail: [
    {
      name: "what Kubernetes' own role is meant to give in a namespace",
      objects: [clusterRole("edit", [ownRule]), binding("shop", "editors", "ClusterRole edit", "Group:team")],
      finds: [{ message: "byDefaultRole", object: "RoleBinding shop/editors" }],
    },
    {
      name: "a group in the whole cluster",
      objects: [
        clusterRole("deployer", [rule("get", "", "services"), bad]),
        clusterBinding("deployers", "deployer", "Group:team"),
      ],
      finds: [{ message: "everywhere", object: "ClusterRoleBinding deployers", path: "roleRef" }],
    },
    {
      name: "a user in one namespace",
      objects: [role("shop", "deployer", [bad]), binding("shop", "deployers", "Role deployer", "User:jane")],
      finds: [{ message: "inNamespace", object: "RoleBinding shop/deployers" }],
    },
    {
      name: "what was seen, although bindings of another namespace were not",
      objects: [clusterRole("deployer", [bad]), binding("shop", "deployers", "ClusterRole deployer", "ServiceAccount:runner")],
      dark: { "rolebindings.rbac.authorization.k8s.io": ["hidden"] },
      finds: [{ message: "inNamespace", object: "RoleBinding shop/deployers" }],
    },
  ],
  notAssessed: [
    {
      name: "the role of the binding was not seen",
      objects: [clusterBinding("deployers", "deployer", "Group:team")],
      unseen: ["clusterroles.rbac.authorization.k8s.io"],
    },
    {
      name: "bindings of one namespace were not seen",
      objects: [],
      dark: { "rolebindings.rbac.authorization.k8s.io": ["hidden"] },
    },
  ],
});
