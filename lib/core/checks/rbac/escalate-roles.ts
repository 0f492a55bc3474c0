import { dangerOf } from "../../rbac/dangers.ts";
import { defineCheck } from "../define.ts";
import { byDefaults, rbacResources, reportHoldings } from "./access.ts";

export default defineCheck({
  id: "rbac/escalate-roles",
  major: 1,
  since: "0.1",
  title: "Holders of escalate on roles",
  pillar: "access",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["cis:5.1.8", "kubescape:C-0191", "checklist:rbac-good-practices"],
  reads: rbacResources,
  messages: {
    everywhere: {
      text: "{subjects} may write any right into any role: {object} gives escalate through {role}, rule {rule}",
      severity: "critical",
    },
    inNamespace: {
      text: "{subjects} may write any right into the roles of {namespace}: {object} gives escalate through {role}, rule {rule}",
      severity: "medium",
    },
  },
  docs: {
    why: "Kubernetes refuses to write a role that gives more than its writer has. The verb escalate lifts that rule, so that its holder has, one request later, whatever they like.",
    fix: "Remove the verb escalate, and the wildcard that contains it. Controllers that write roles need the rights themselves that they hand out, and no more.",
    refs: ["https://kubernetes.io/docs/reference/access-authn-authz/rbac/#restrictions-on-role-creation-or-update"],
  },
  byMinor: byDefaults,
  evaluate: (context) => reportHoldings(context, { requests: dangerOf("escalate").requests }),
});
