import { binding, clusterRole, role, rule } from "../../rbac/worlds.ts";
import { checkTester } from "../tester.ts";
import podCreators from "./pod-creators.ts";
import { held, namespace, unseenAccess } from "./worlds.ts";

/** As it stands in Kubernetes' own edit. */
const ownRule = rule("create,patch", "apps", "deployments");
const bad = rule("create,patch", "apps", "deployments");
const inShop = [role("shop", "deployer", [bad]), binding("shop", "deployers", "Role deployer", "User:jane")];

checkTester(podCreators, {
  pass: [
    { name: "no bindings at all", objects: [] },
    { name: "a rule that only reads", objects: held([rule("get,list,watch", "apps", "deployments")]) },
    { name: "a role that nobody is bound to", objects: [clusterRole("deployer", [bad])] },
  ],
  fail: [
    {
      name: "a group in the whole cluster, where one namespace keeps nothing from the node",
      objects: [namespace("shop", "baseline"), namespace("ci"), ...held([rule("get", "", "services"), bad])],
      finds: [{ message: "nodeEverywhere", object: "ClusterRoleBinding holders", path: "roleRef" }],
    },
    {
      name: "a group in the whole cluster, where each keeps pods from their node",
      objects: [namespace("shop", "baseline"), namespace("ci", "misspelt"), ...held([bad])],
      finds: [{ message: "keptEverywhere", object: "ClusterRoleBinding holders" }],
    },
    {
      name: "a group in the whole cluster, without a sight of namespaces",
      objects: held([bad]),
      unseen: ["namespaces"],
      finds: [{ message: "unseenEverywhere", object: "ClusterRoleBinding holders" }],
    },
    {
      name: "a user in a namespace without labels",
      objects: [namespace("shop"), ...inShop],
      finds: [{ message: "nodeInNamespace", object: "RoleBinding shop/deployers" }],
    },
    {
      name: "a user in a namespace that only warns",
      objects: [
        {
          apiVersion: "v1",
          kind: "Namespace",
          metadata: { name: "shop", labels: { "pod-security.kubernetes.io/warn": "restricted" } },
        },
        ...inShop,
      ],
      finds: [{ message: "nodeInNamespace", object: "RoleBinding shop/deployers" }],
    },
    {
      name: "a user in a namespace that keeps pods from their node",
      objects: [namespace("shop", "restricted"), ...inShop],
      finds: [{ message: "keptInNamespace", object: "RoleBinding shop/deployers" }],
    },
    {
      name: "what was seen, although bindings of another namespace and the labels of this one were not",
      objects: [clusterRole("deployer", [bad]), binding("shop", "deployers", "ClusterRole deployer", "ServiceAccount:runner")],
      dark: { "rolebindings.rbac.authorization.k8s.io": ["hidden"] },
      unseen: ["namespaces"],
      finds: [{ message: "unseenInNamespace", object: "RoleBinding shop/deployers" }],
    },
    {
      name: "what Kubernetes' own role is meant to give, in both kinds of namespace",
      objects: [
        namespace("shop", "baseline"),
        namespace("ci"),
        clusterRole("edit", [ownRule]),
        binding("shop", "editors", "ClusterRole edit", "Group:team"),
        binding("ci", "editors", "ClusterRole edit", "Group:team"),
      ],
      finds: [
        { message: "byDefaultRole", object: "RoleBinding shop/editors" },
        { message: "nodeByDefaultRole", object: "RoleBinding ci/editors" },
      ],
    },
  ],
  notAssessed: unseenAccess,
});
