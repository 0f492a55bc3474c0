import { outside } from "../../inventory/gap.ts";
import type { RoleEntry } from "../../rbac/rbac-index.ts";
import { formatSubject, identityOf } from "../../rbac/subject.ts";
import type { AuditUses } from "../../rbac/use/audit-uses.ts";
import { type GrantsByUse, grantsByUse, type UnusedGrant } from "../../rbac/use/unused-grants.ts";
import { gapsOfAuditLog } from "../audit-log.ts";
import { defineCheck, type Report } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { type Access, access, byDefaults, formatRole, rbacResources, resourceOfBinding } from "./access.ts";

type Message = "unused" | "absent" | "unusedGroup";

function messageOf({ grant, active }: UnusedGrant): Message {
  if (grant.subject.kind === "Group") return "unusedGroup";
  return active ? "unused" : "absent";
}

function reportOf(unused: UnusedGrant, { period }: AuditUses): Report<Message> {
  const { binding, subject, subjectIndex } = unused.grant;
  return {
    at: refTo(resourceOfBinding(binding), binding.item, `subjects[${subjectIndex}]`),
    message: messageOf(unused),
    locus: identityOf(subject),
    data: {
      subject: formatSubject(subject),
      role: formatRole(binding.role as RoleEntry),
      from: unused.since.slice(0, 10),
      to: period.to.slice(0, 10),
    },
  };
}

export default defineCheck({
  id: "rbac/unused-grants",
  major: 1,
  since: "0.1",
  title: "Bindings whose rights an audit log shows unused",
  pillar: "access",
  layer: "cluster",
  seenBy: "attestation",
  responsible: "platform",
  answers: ["checklist:rbac-good-practices"],
  reads: rbacResources,
  messages: {
    unused: {
      text: "{subject} used nothing that {object} gives by {role} from {from} to {to}",
      severity: "low",
    },
    absent: {
      text: "{subject} asked for nothing at all from {from} to {to}, and so used nothing that {object} gives by {role}",
      severity: "low",
    },
    unusedGroup: {
      text: "Nobody who came with {subject} used anything that {object} gives by {role} from {from} to {to}",
      severity: "low",
    },
  },
  crossesNamespaces: true,
  docs: {
    why: "A right that nobody uses only helps whoever takes the account over, so it is the first one to take away. An audit log shows what is used, for the time that it covers and for what its policy records: a job of each quarter, or a request that the policy leaves out, is missing in it. Each request counts for every binding that allows it, for the user and for each group that the request came with; what Kubernetes itself binds is left out.",
    fix: "Ask whoever owns the subject, then take it out of the binding or delete the binding. `npx drydock generate --from-audit` writes the role that the log asks for. A log over a longer time makes the answer better.",
    refs: [
      "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#periodic-review",
      "https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/",
    ],
  },
  byMinor: byDefaults,
  unseen: ({ view, evidence }) => {
    const { uses } = evidence;
    if (uses === undefined)
      return [outside("audit log", "only an audit log of the API server shows what is used: upload one to the cluster")];
    const { untold } = judge(view(access), uses);
    const gaps = gapsOfAuditLog(evidence);
    if (untold === 0) return gaps;
    return [
      ...gaps,
      outside(
        "audit log",
        `of ${untold} grants the uploaded audit log cannot tell: they are younger, or it holds more than is kept`,
      ),
    ];
  },
  *evaluate({ view, evidence: { uses } }) {
    if (uses === undefined) return;
    for (const unused of judge(view(access), uses).unused) yield reportOf(unused, uses);
  },
});

function judge({ index, defaults }: Access, uses: AuditUses): GrantsByUse {
  return grantsByUse(index, uses, (binding) => !defaults.isDefaultBinding(binding));
}
