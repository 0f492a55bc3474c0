import { dangerOf } from "../../rbac/dangers.ts";
import { requestsFor } from "../../rbac/requests-for.ts";
import { formatSubject } from "../../rbac/subject.ts";
import { defineCheck } from "../define.ts";
import { access, byDefaults, holdings, rbacResources, reportHolding } from "./access.ts";
import { subjectRefsOf } from "./combination.ts";

const group = "certificates.k8s.io";
const asking = requestsFor(["create"], [group, "certificatesigningrequests"]);

/** The signers whose certificates the API server takes for users and nodes; a name ends in `/*` for all of a domain. */
const signing = ["kubernetes.io/kube-apiserver-client", "kubernetes.io/kube-apiserver-client-kubelet", "kubernetes.io/*"].map(
  (name) => ({ verb: "approve", group, resource: "signers", name }),
);

export default defineCheck({
  id: "rbac/certificate-approval",
  major: 2,
  since: "0.1",
  title: "Approvers of certificates",
  pillar: "access",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["cis:5.1.11", "kubescape:C-0280", "checklist:rbac-good-practices"],
  reads: rbacResources,
  messages: {
    forge: {
      text: "{subjects} may ask for client certificates of any name and approve them: {object} gives {role}, rule {rule}",
      severity: "critical",
    },
    approve: {
      text: "{subjects} may approve client certificates that others ask for: {object} gives {role}, rule {rule}",
      severity: "medium",
    },
    approval: {
      text: "{subjects} may write approvals of certificates, and no binding that was seen lets them approve for a signer of client certificates: {object} gives {role}, rule {rule}",
      severity: "low",
    },
  },
  docs: {
    why: "A client certificate is whoever it names, for as long as it says, and cannot be withdrawn. Three rights together make one: to create a request, to write its approval, and to approve for the signer. Who has them all is any user and any node; of the groups only system:masters is refused.",
    fix: "Leave approval to one controller with a policy of its own, and give the verb approve on signers by name.",
    refs: [
      "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#csrs-and-certificate-issuing",
      "https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/",
    ],
  },
  byMinor: byDefaults,
  *evaluate(context) {
    const found = context.view(access);
    for (const holding of holdings(found, { requests: dangerOf("approve-certificates").requests })) {
      const groups = { forge: [] as string[], approve: [] as string[], approval: [] as string[] };
      for (const subject of subjectRefsOf(holding.binding)) {
        const signs = found.powers.holds(subject, signing, "");
        const asks = found.powers.holds(subject, asking, "");
        groups[signs ? (asks ? "forge" : "approve") : "approval"].push(formatSubject(subject));
      }
      for (const message of ["forge", "approve", "approval"] as const)
        if (groups[message].length > 0) yield reportHolding(holding, message, groups[message]);
    }
  },
});
