import { dangerOf } from "../../rbac/dangers.ts";
import { defineCheck } from "../define.ts";
import { access, byDefaults, holdings, rbacResources, reportHolding } from "./access.ts";

export default defineCheck({
  id: "rbac/certificate-approval",
  major: 1,
  since: "0.1",
  title: "Approvers of certificates",
  pillar: "access",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["cis:5.1.11", "kubescape:C-0280", "checklist:rbac-good-practices"],
  reads: rbacResources,
  messages: {
    approval: {
      text: "{subjects} may approve certificate signing requests: {object} gives {role}, rule {rule}",
      severity: "medium",
    },
  },
  docs: {
    why: "A client certificate is whoever it names, for as long as it says, and cannot be withdrawn. Who approves requests, and may also approve for a signer of the API server's clients, makes users, nodes and members of groups.",
    fix: "Leave approval to one controller with a policy of its own, and give the verb approve on signers by name.",
    refs: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/#csrs-and-certificate-issuing"],
  },
  byMinor: byDefaults,
  *evaluate(context) {
    for (const holding of holdings(context.view(access), { requests: dangerOf("approve-certificates").requests }))
      yield reportHolding(holding, "approval");
  },
});
