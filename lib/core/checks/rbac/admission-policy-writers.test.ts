import { binding, clusterRole, rule } from "../../rbac/worlds.ts";
import { checkTester } from "../tester.ts";
import admissionPolicyWriters from "./admission-policy-writers.ts";
import { held, unseenAccess } from "./worlds.ts";

const group = "admissionregistration.k8s.io";
const bad = rule("update", group, "validatingadmissionpolicybindings");

checkTester(admissionPolicyWriters, {
  pass: [
    { name: "no bindings at all", objects: [] },
    { name: "a rule that only reads", objects: held([rule("get,list", group, "*")]) },
    { name: "webhooks, which another check reports", objects: held([rule("create", group, "mutatingwebhookconfigurations")]) },
    {
      name: "a RoleBinding, which gives nothing of what has no namespace",
      objects: [clusterRole("guard", [bad]), binding("shop", "guards", "ClusterRole guard", "Group:team")],
    },
  ],
  fail: [
    {
      name: "a binding of a policy",
      objects: held([bad]),
      finds: [{ message: "policies", object: "ClusterRoleBinding holders", path: "roleRef" }],
    },
    {
      name: "a policy that changes what is written",
      objects: held([rule("create", group, "mutatingadmissionpolicies")]),
      finds: [{ message: "policies", object: "ClusterRoleBinding holders" }],
    },
  ],
  notAssessed: unseenAccess,
});
