import type { PolicyRule } from "../../inventory/items.ts";
import { dangerOf } from "../../rbac/dangers.ts";
import { ruleAllows } from "../../rbac/predicates.ts";
import { requestsFor } from "../../rbac/requests-for.ts";
import { mastersGroup } from "../../rbac/subject.ts";
import { defineCheck, type Report } from "../define.ts";
import {
  type Access,
  access,
  allowsNamed,
  byDefaults,
  holdings,
  isByDefaultRole,
  placeOf,
  rbacResources,
  reportHolding,
} from "./access.ts";

const anybody = dangerOf("impersonate").requests;
const accounts = dangerOf("impersonate-accounts").requests;
const masters = [{ verb: "impersonate", group: "", resource: "groups", name: mastersGroup }];
const fields = [
  ...requestsFor(["impersonate"], ["authentication.k8s.io", "uids"]),
  { verb: "impersonate", group: "authentication.k8s.io", resource: "userextras", subresource: "*" },
];

type Message = "anybody" | "masters" | "named" | "everyAccount" | "accountsInNamespace" | "byDefaultRole" | "fields";

/** Extra fields are a resource each: `userextras/scopes`. */
function setsFields(rule: PolicyRule): boolean {
  const extras = rule.resources?.some((resource) => resource.startsWith("userextras/")) ?? false;
  const group = rule.apiGroups?.some((one) => one === "*" || one === "authentication.k8s.io") ?? false;
  const verb = rule.verbs.includes("impersonate") || rule.verbs.includes("*");
  return fields.some((request) => ruleAllows(request, rule)) || (extras && group && verb);
}

function* reportNamed(found: Access, reported: Set<unknown>): Iterable<Report<Message>> {
  for (const holding of holdings(found, { requests: masters })) {
    if (reported.has(holding.binding)) continue;
    reported.add(holding.binding);
    yield reportHolding(holding, "masters");
  }
  for (const holding of holdings(found, {
    requests: [...anybody, ...accounts],
    allows: allowsNamed([...anybody, ...accounts]),
  })) {
    if (reported.has(holding.binding)) continue;
    reported.add(holding.binding);
    const report = reportHolding(holding, "named");
    yield { ...report, data: { ...report.data, names: holding.rule.resourceNames ?? [] } };
  }
}

export default defineCheck({
  id: "rbac/impersonation",
  major: 2,
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
    masters: {
      text: "{subjects} may act as members of system:masters, who may do everything: {object} gives {role}, rule {rule}",
      severity: "critical",
    },
    everyAccount: { text: "{subjects} may act as every service account: {object} gives {role}, rule {rule}", severity: "high" },
    accountsInNamespace: {
      text: "{subjects} may act as every service account of {namespace}: {object} gives {role}, rule {rule}",
      severity: "medium",
    },
    named: { text: "{subjects} may act as {names}: {object} gives {role}, rule {rule}", severity: "low" },
    fields: {
      text: "{subjects} may set the UID or extra fields of whom they act as: {object} gives {role}, rule {rule}",
      severity: "low",
    },
    byDefaultRole: {
      text: "{subjects} may act as every service account of {namespace}, as holders of {role}: {object} gives it",
      severity: "information",
    },
  },
  docs: {
    why: "Impersonation makes a request that of somebody else. Whoever may impersonate groups may be in system:masters, which the API server lets pass without asking RBAC. UIDs and extra fields are read by webhooks, and by the Node authorizer for tokens of pods. The constrained verbs of Kubernetes 1.36 are reported by rbac/constrained-impersonation.",
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
      reported.add(holding.binding);
      const inNamespace = isByDefaultRole(found, holding) ? ("byDefaultRole" as const) : ("accountsInNamespace" as const);
      yield reportHolding(holding, placeOf(holding) === "everywhere" ? "everyAccount" : inNamespace);
    }
    yield* reportNamed(found, reported);
    for (const holding of holdings(found, { requests: fields, allows: setsFields }))
      if (!reported.has(holding.binding)) yield reportHolding(holding, "fields");
  },
});
