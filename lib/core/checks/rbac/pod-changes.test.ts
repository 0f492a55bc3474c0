import { binding, clusterRole, role, rule } from "../../rbac/worlds.ts";
import { checkTester } from "../tester.ts";
import podChanges from "./pod-changes.ts";
import { held, namespace, unseenAccess } from "./worlds.ts";

const image = rule("patch", "", "pods");
const debug = rule("update", "", "pods/ephemeralcontainers");
const inShop = [role("shop", "changer", [debug]), binding("shop", "b", "Role changer", "User:jane")];

checkTester(podChanges, {
  pass: [
    { name: "no bindings at all", objects: [] },
    { name: "rules that create and delete pods", objects: held([rule("create,delete,get", "", "pods")]) },
    { name: "a rule that writes their status", objects: held([rule("patch", "", "pods/status")]) },
  ],
  fail: [
    {
      name: "everywhere, with a namespace that keeps nothing from the node",
      objects: [namespace("shop", "restricted"), namespace("ci"), ...held([image])],
      finds: [
        {
          message: "nodeEverywhere",
          object: "ClusterRoleBinding holders",
          path: "roleRef",
          title:
            "Group team may put code into every pod of the cluster, and in 1 of 2 namespaces privileged containers: ClusterRoleBinding holders gives ClusterRole holder, rule 1",
        },
      ],
    },
    {
      name: "everywhere, where every namespace keeps pods from their node",
      objects: [namespace("shop", "baseline"), ...held([debug])],
      finds: [{ message: "keptEverywhere", object: "ClusterRoleBinding holders" }],
    },
    {
      name: "everywhere, without a sight of namespaces",
      objects: held([debug]),
      unseen: ["namespaces"],
      finds: [{ message: "unseenEverywhere", object: "ClusterRoleBinding holders" }],
    },
    {
      name: "in a namespace that keeps nothing from the node",
      objects: [namespace("shop", "privileged"), ...inShop],
      finds: [{ message: "nodeInNamespace", object: "RoleBinding shop/b" }],
    },
    {
      name: "in one that does",
      objects: [namespace("shop", "baseline"), ...inShop],
      finds: [{ message: "keptInNamespace", object: "RoleBinding shop/b" }],
    },
    {
      name: "in one that was not seen",
      objects: inShop,
      unseen: ["namespaces"],
      finds: [{ message: "unseenInNamespace", object: "RoleBinding shop/b" }],
    },
    {
      name: "what Kubernetes' own role is meant to give, in both kinds of namespace",
      objects: [
        namespace("shop", "baseline"),
        namespace("ci"),
        clusterRole("edit", [image]),
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
