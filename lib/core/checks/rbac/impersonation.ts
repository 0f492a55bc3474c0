import { dangerOf } from "../../rbac/dangers.ts";
import { defineCheck } from "../define.ts";
import { access, byDefaults, holdings, isByDefaultRole, placeOf, rbacResources, reportHolding } from "./access.ts";

const anybody = dangerOf("impersonate").requests;
const accounts = dangerOf("impersonate-accounts").requests;

export default defineCheck({
  id: "rbac/impersonation",
  major: 1,
  since: "0.1",
  title: "Impersonation of others",
  pillar: "access",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["cis:5.1.8", "kubescape:C-0065", "checklist:rbac-good-practices"],
  reads: rbacResources,
  messages: {
    anybody: {
      text: "{subjects} may act as any user or group, system:masters included: {object} gives {role}, rule {rule}",
      severity: "critical",
    },
    everyAccount: { text: "{subjects} may act as every service account: {object} gives {role}, rule {rule}", severity: "high" },
    accountsInNamespace: {
      text: "{subjects} may act as every service account of {namespace}: {object} gives {role}, rule {rule}",
      severity: "medium",
    },
    byDefaultRole: {
      text: "{subjects} may act as every service account of {namespace}, as holders of {role}: {object} gives it",
      severity: "information",
    },
  },
  docs: {
    why: "Impersonation makes a request that of somebody else. Whoever may impersonate groups may be in system:masters, which the API server lets pass without asking RBAC.",
    fix: "Name in resourceNames the users, groups and accounts that may be impersonated. From Kubernetes 1.36 the constrained verbs impersonate:user-info and impersonate:serviceaccount limit what may be done as them, too.",
    refs: ["https://kubernetes.io/docs/reference/access-authn-authz/authentication/#user-impersonation"],
  },
  byMinor: byDefaults,
  *evaluate(context) {
    const found = context.view(access);
    const reported = new Set<unknown>();
    for (const holding of holdings(found, { requests: anybody })) {
      reported.add(holding.binding);
      yield reportHolding(holding, "anybody");
    }
    for (const holding of holdings(found, { requests: accounts })) {
      if (reported.has(holding.binding)) continue;
      const inNamespace = isByDefaultRole(found, holding) ? ("byDefaultRole" as const) : ("accountsInNamespace" as const);
      yield reportHolding(holding, placeOf(holding) === "everywhere" ? "everyAccount" : inNamespace);
    }
  },
});
