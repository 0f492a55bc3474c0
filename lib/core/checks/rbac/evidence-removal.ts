import { evidenceRemoval } from "../../rbac/harms.ts";
import { defineCheck } from "../define.ts";
import { byDefaults, rbacResources, reportOwnHoldings } from "./access.ts";

export default defineCheck({
  id: "rbac/evidence-removal",
  major: 1,
  since: "0.1",
  title: "Removal of events",
  pillar: "access",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["checklist:rbac-good-practices"],
  reads: rbacResources,
  messages: {
    everywhere: {
      text: "{subjects} may delete or rewrite the events of every namespace: {object} gives {role}, rule {rule}",
      severity: "medium",
    },
    inNamespace: {
      text: "{subjects} may delete or rewrite the events of {namespace}: {object} gives {role}, rule {rule}",
      severity: "low",
    },
  },
  docs: {
    why: "Events are where people look first after an incident: which pod was started, moved, killed, and why. Who may delete or patch them removes the trace. Logs of containers have no right of their own to be deleted: they go with their pod.",
    fix: "Give create on events to what reports something, and nothing else. Ship events, audit log and logs out of the cluster, where nobody of the cluster deletes them.",
    refs: ["https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/"],
  },
  byMinor: byDefaults,
  evaluate: (context) => reportOwnHoldings(context, { requests: evidenceRemoval }),
});
