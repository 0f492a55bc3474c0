import { dangerOf } from "../../rbac/dangers.ts";
import { defineCheck } from "../define.ts";
import { byDefaults, rbacResources, reportTeamHoldings } from "./access.ts";

export default defineCheck({
  id: "rbac/secret-readers",
  major: 1,
  since: "0.1",
  title: "Readers of Secret values",
  pillar: "access",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["cis:5.1.2", "kubescape:C-0186", "checklist:rbac-good-practices"],
  reads: rbacResources,
  messages: {
    everywhere: { text: "{subjects} may read every Secret of the cluster: {object} gives {role}, rule {rule}", severity: "high" },
    inNamespace: {
      text: "{subjects} may read every Secret of {namespace}: {object} gives {role}, rule {rule}",
      severity: "medium",
    },
    byDefaultRole: {
      text: "{subjects} may read every Secret of {namespace}, as holders of {role}: {object} gives it",
      severity: "low",
    },
  },
  docs: {
    why: "Get, list and watch all reveal the values of Secrets; list and watch reveal them without naming one. Among them may be tokens of service accounts, and so the rights of those accounts. Roles that give everything are reported by rbac/cluster-admin-binding.",
    fix: "Give get on the Secrets that are needed, by resourceNames, or mount them into the pods that need them. Where a controller must read them all, keep it in a namespace of its own that nobody else may enter.",
    refs: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/#listing-secrets"],
  },
  byMinor: byDefaults,
  evaluate: (context) => reportTeamHoldings(context, { requests: dangerOf("read-secrets").requests }),
});
