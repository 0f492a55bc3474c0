import { binding, clusterBinding, clusterRole, rule } from "../../rbac/worlds.ts";
import { checkTester } from "../tester.ts";
import certificateApproval from "./certificate-approval.ts";

const bad = rule("update", "certificates.k8s.io", "certificatesigningrequests/approval");

checkTester(certificateApproval, {
  pass: [
    { name: "no bindings at all", objects: [] },
    {
      name: "a rule that asks for certificates",
      objects: [
        clusterRole("approver", [rule("create,get", "certificates.k8s.io", "certificatesigningrequests")]),
        clusterBinding("approvers", "approver", "Group:team"),
      ],
    },
    {
      name: "a RoleBinding, which gives nothing of what has no namespace",
      objects: [clusterRole("approver", [bad]), binding("shop", "approvers", "ClusterRole approver", "Group:team")],
    },
  ],
  fail: [
    {
      name: "a service account",
      objects: [clusterRole("approver", [bad]), clusterBinding("approvers", "approver", "ServiceAccount:tools/approver")],
      finds: [{ message: "approval", object: "ClusterRoleBinding approvers", path: "roleRef" }],
    },
  ],
  notAssessed: [
    {
      name: "the role of the binding was not seen",
      objects: [clusterBinding("approvers", "approver", "Group:team")],
      unseen: ["clusterroles.rbac.authorization.k8s.io"],
    },
    { name: "cluster bindings were not seen", objects: [], unseen: ["clusterrolebindings.rbac.authorization.k8s.io"] },
  ],
});
