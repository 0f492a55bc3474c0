import { binding, clusterBinding, clusterRole, rule } from "../../rbac/worlds.ts";
import { checkTester } from "../tester.ts";
import volumeCreators from "./volume-creators.ts";

const bad = rule("create", "", "persistentvolumes");

checkTester(volumeCreators, {
  pass: [
    { name: "no bindings at all", objects: [] },
    {
      name: "a rule that creates claims",
      objects: [
        clusterRole("provisioner", [rule("create", "", "persistentvolumeclaims")]),
        clusterBinding("provisioners", "provisioner", "Group:team"),
      ],
    },
    {
      name: "a RoleBinding, which gives nothing of what has no namespace",
      objects: [clusterRole("provisioner", [bad]), binding("shop", "provisioners", "ClusterRole provisioner", "Group:team")],
    },
  ],
  fail: [
    {
      name: "a service account",
      objects: [
        clusterRole("provisioner", [bad]),
        clusterBinding("provisioners", "provisioner", "ServiceAccount:tools/provisioner"),
      ],
      finds: [{ message: "volumes", object: "ClusterRoleBinding provisioners", path: "roleRef" }],
    },
  ],
  notAssessed: [
    {
      name: "the role of the binding was not seen",
      objects: [clusterBinding("provisioners", "provisioner", "Group:team")],
      unseen: ["clusterroles.rbac.authorization.k8s.io"],
    },
    { name: "cluster bindings were not seen", objects: [], unseen: ["clusterrolebindings.rbac.authorization.k8s.io"] },
  ],
});
