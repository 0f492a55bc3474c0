import { type FlagFault, type Flags, reportFlags, unseenOf } from "../control-plane/components.ts";
import { defineCheck } from "../define.ts";

/** Zero means without a limit. */
const kept: Readonly<Record<string, number>> = { "audit-log-maxage": 30, "audit-log-maxbackup": 10, "audit-log-maxsize": 100 };

function* judge(flags: Flags): Iterable<FlagFault<"none" | "nowhere" | "short">> {
  if (flags["audit-policy-file"] === undefined) return yield { flag: "audit-policy-file", message: "none" };
  const path = flags["audit-log-path"];
  if (path === undefined && flags["audit-webhook-config-file"] === undefined)
    yield { flag: "audit-log-path", message: "nowhere" };
  for (const [flag, least] of path === undefined || path === "-" ? [] : Object.entries(kept)) {
    const value = Number(flags[flag] ?? 0);
    if (value > 0 && value < least) yield { flag, message: "short", data: { value, least } };
  }
}

export default defineCheck({
  id: "operations/audit-log",
  major: 1,
  since: "0.1",
  title: "Audit log of the API server",
  pillar: "platform",
  layer: "cluster",
  seenBy: "static-pods",
  responsible: "platform",
  answers: ["cis:3.2.1", "cis:1.2.16", "cis:1.2.17", "cis:1.2.18", "cis:1.2.19", "nsa:C-0067"],
  reads: ["pods"],
  facts: ["control-plane-safety-flags"],
  messages: {
    none: { text: "{object} keeps no record of who did what: --audit-policy-file is not set", severity: "medium" },
    nowhere: {
      text: "{object} has an audit policy and writes the log nowhere: neither --audit-log-path nor --audit-webhook-config-file is set",
      severity: "medium",
    },
    short: {
      text: "{object} may lose what it wrote before anybody reads it: {flag} is {value}, less than {least}",
      severity: "low",
    },
  },

  docs: {
    why: "After an intrusion the audit log is the only answer to who read which Secret and who gave whom which right. It cannot be made afterwards. Drydock also tells from it which rights are unused.",
    fix: "Write an audit policy, set --audit-policy-file and a log path or webhook, keep at least 30 days, 10 files and 100 megabytes a file, and ship it out of the node.",
    refs: ["https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/"],
  },
  unseen: unseenOf("kube-apiserver"),
  evaluate: (context) => reportFlags(context, "kube-apiserver", judge),
});
