import { binding, clusterBinding, clusterRole, rule } from "../../rbac/worlds.ts";
import { checkTester } from "../tester.ts";
import certificateApproval from "./certificate-approval.ts";
import { held, unseenAccess } from "./worlds.ts";

const group = "certificates.k8s.io";
const approval = rule("update", group, "certificatesigningrequests/approval");
const asking = rule("create,get", group, "certificatesigningrequests");
const signer = (...resourceNames: string[]) => rule("approve", group, "signers", { resourceNames });

checkTester(certificateApproval, {
  pass: [
    { name: "no bindings at all", objects: [] },
    { name: "a rule that asks for certificates, and one that approves for a signer", objects: held([asking, signer()]) },
    {
      name: "a RoleBinding, which gives nothing of what has no namespace",
      objects: [clusterRole("approver", [approval]), binding("shop", "approvers", "ClusterRole approver", "Group:team")],
    },
  ],
  fail: [
    {
      name: "all three, by three bindings",
      objects: [
        ...held([approval], "User:jane"),
        clusterRole("asker", [asking]),
        clusterBinding("askers", "asker", "User:jane"),
        clusterRole("signer", [signer("kubernetes.io/*")]),
        clusterBinding("signers", "signer", "User:jane"),
      ],
      finds: [{ message: "forge", object: "ClusterRoleBinding holders", path: "roleRef" }],
    },
    {
      name: "without asking",
      objects: held([approval, signer("kubernetes.io/kube-apiserver-client-kubelet")]),
      finds: [{ message: "approve", object: "ClusterRoleBinding holders" }],
    },
    {
      name: "without a signer, and with another one",
      objects: held([approval, asking, signer("example.com/own")]),
      finds: [{ message: "approval", object: "ClusterRoleBinding holders" }],
    },
  ],
  notAssessed: unseenAccess,
});
