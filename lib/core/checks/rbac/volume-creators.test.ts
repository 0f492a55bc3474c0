import { binding, clusterRole, rule } from "../../rbac/worlds.ts";
import { checkTester } from "../tester.ts";
import volumeCreators from "./volume-creators.ts";
import { held, namespace, unseenAccess } from "./worlds.ts";

const bad = rule("create", "", "persistentvolumes");

checkTester(volumeCreators, {
  pass: [
    { name: "no bindings at all", objects: [] },
    { name: "a rule that creates claims", objects: held([rule("create", "", "persistentvolumeclaims")]) },
    {
      name: "a RoleBinding, which gives nothing of what has no namespace",
      objects: [clusterRole("provisioner", [bad]), binding("shop", "provisioners", "ClusterRole provisioner", "Group:team")],
    },
  ],
  fail: [
    {
      name: "a service account, where baseline lets pods run as root",
      objects: [namespace("shop", "baseline"), ...held([bad], "ServiceAccount:tools/provisioner")],
      finds: [{ message: "root", object: "ClusterRoleBinding holders", path: "roleRef" }],
    },
    {
      name: "a service account, where no namespace lets pods run as root",
      objects: [namespace("shop", "restricted"), ...held([bad], "ServiceAccount:tools/provisioner")],
      finds: [{ message: "rootless", object: "ClusterRoleBinding holders" }],
    },
    {
      name: "a service account, without a sight of namespaces",
      objects: held([bad], "ServiceAccount:tools/provisioner"),
      unseen: ["namespaces"],
      finds: [{ message: "unseen", object: "ClusterRoleBinding holders" }],
    },
  ],
  notAssessed: unseenAccess,
});
