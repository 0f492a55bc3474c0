import { dangerOf } from "../../rbac/dangers.ts";
import { defineCheck } from "../define.ts";
import { byDefaults, rbacResources, reportTeamHoldings } from "./access.ts";

export default defineCheck({
  id: "rbac/token-creators",
  major: 1,
  since: "0.1",
  title: "Creators of service account tokens",
  pillar: "access",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["cis:5.1.13", "kubescape:C-0282", "checklist:rbac-good-practices"],
  reads: rbacResources,
  messages: {
    everywhere: {
      text: "{subjects} may create a token of every service account of the cluster: {object} gives {role}, rule {rule}",
      severity: "high",
    },
    inNamespace: {
      text: "{subjects} may create a token of every service account of {namespace}: {object} gives {role}, rule {rule}",
      severity: "medium",
    },
    byDefaultRole: {
      text: "{subjects} may create a token of every service account of {namespace}, as holders of {role}: {object} gives it",
      severity: "information",
    },
  },
  docs: {
    why: "Create on serviceaccounts/token gives a token of the account that is named, and so all of its rights. Without resourceNames that is every account in reach.",
    fix: "Name the accounts in resourceNames. A create of this subresource carries the account's name, so the restriction works.",
    refs: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/#token-request"],
  },
  byMinor: byDefaults,
  evaluate: (context) => reportTeamHoldings(context, { requests: dangerOf("create-tokens").requests }),
});
