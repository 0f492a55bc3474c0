import { binding, clusterBinding, clusterRole, rule, urlRule } from "../../rbac/worlds.ts";
import { checkTester } from "../tester.ts";
import clusterAdminBinding from "./cluster-admin-binding.ts";

const clusterAdmin = clusterRole("cluster-admin", [rule("*", "*", "*"), urlRule("*", "*")]);

checkTester(clusterAdminBinding, {
  pass: [
    {
      name: "Kubernetes' own binding",
      objects: [clusterAdmin, clusterBinding("cluster-admin", "cluster-admin", "Group:system:masters")],
    },
    {
      name: "much, and not everything",
      objects: [clusterRole("much", [rule("*", "apps", "*")]), clusterBinding("b", "much", "Group:team")],
    },
  ],
  fail: [
    {
      name: "a deployer that is an administrator",
      objects: [clusterAdmin, clusterBinding("ci-deployer", "cluster-admin", "ServiceAccount:ci/deployer")],
      finds: [
        {
          message: "everywhere",
          object: "ClusterRoleBinding ci-deployer",
          path: "subjects[0]",
          title:
            "ServiceAccount ci/deployer may do everything in the cluster: ClusterRoleBinding ci-deployer gives ClusterRole cluster-admin",
        },
      ],
    },
    {
      name: "one more subject in Kubernetes' own binding",
      objects: [clusterAdmin, clusterBinding("cluster-admin", "cluster-admin", "Group:system:masters", "User:eve")],
      finds: [{ message: "everywhere", object: "ClusterRoleBinding cluster-admin", path: "subjects[1]" }],
    },
    {
      name: "a role of another name",
      objects: [
        clusterRole("helper", [rule("get", "", "pods"), rule("*", "*", "*")]),
        clusterBinding("helpers", "helper", "Group:team", "User:jane"),
      ],
      finds: [
        { message: "everywhere", object: "ClusterRoleBinding helpers" },
        { message: "everywhere", object: "ClusterRoleBinding helpers" },
      ],
    },
    {
      name: "everything in a namespace",
      objects: [clusterAdmin, binding("shop", "owners", "ClusterRole cluster-admin", "User:jane")],
      finds: [{ message: "inNamespace", object: "RoleBinding shop/owners" }],
    },
    {
      name: "the role itself was not seen",
      objects: [clusterBinding("ci-deployer", "cluster-admin", "ServiceAccount:ci/deployer")],
      unseen: ["clusterroles.rbac.authorization.k8s.io"],
      finds: [{ message: "byName", object: "ClusterRoleBinding ci-deployer" }],
    },
  ],
  notAssessed: [
    {
      name: "roles were not seen",
      objects: [clusterBinding("b", "helper", "Group:team")],
      unseen: ["clusterroles.rbac.authorization.k8s.io"],
    },
    {
      name: "cluster bindings were not seen",
      objects: [clusterAdmin],
      unseen: ["clusterrolebindings.rbac.authorization.k8s.io"],
    },
  ],
});
