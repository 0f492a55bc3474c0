import type { PolicyRule } from "../../inventory/items.ts";
import { dangerOf } from "../../rbac/dangers.ts";
import { ruleAllows } from "../../rbac/predicates.ts";
import { defineCheck } from "../define.ts";
import { type Access, access, byDefaults, holdings, placeOf, rbacResources, reportHolding } from "./access.ts";

const { requests } = dangerOf("bind");

/** A rule that names the roles to bind is a fault where one of them gives everything; any other name limits the verb well. */
function bindsTooMuch({ index, isEverything }: Access): (rule: PolicyRule) => boolean {
  return (rule) => {
    const unlimited = { ...rule, resourceNames: [] };
    if (!requests.some((request) => ruleAllows(request, unlimited))) return false;
    if (!rule.resourceNames?.length) return true;
    return rule.resourceNames.some((name) => {
      const role = index.clusterRoles.get(name);
      return role === undefined ? name === "cluster-admin" : isEverything(role);
    });
  };
}

export default defineCheck({
  id: "rbac/bind-roles",
  major: 1,
  since: "0.1",
  title: "Holders of bind on roles",
  pillar: "access",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["cis:5.1.8", "kubescape:C-0191", "checklist:rbac-good-practices"],
  reads: rbacResources,
  messages: {
    everywhere: {
      text: "{subjects} may bind any role to anybody: {object} gives bind through {role}, rule {rule}",
      severity: "critical",
    },
    inNamespace: {
      text: "{subjects} may bind any role in {namespace}: {object} gives bind through {role}, rule {rule}",
      severity: "medium",
    },
  },
  docs: {
    why: "Kubernetes refuses a binding to a role that gives more than its writer has. The verb bind lifts that rule: together with the right to create bindings its holder may give cluster-admin to themselves.",
    fix: "Name the roles that may be bound in resourceNames. The names are honoured, and a name of a role that gives everything is reported all the same.",
    refs: ["https://kubernetes.io/docs/reference/access-authn-authz/rbac/#restrictions-on-role-binding-creation-or-update"],
  },
  byMinor: byDefaults,
  *evaluate(context) {
    const found = context.view(access);
    for (const holding of holdings(found, { requests, allows: bindsTooMuch(found) }))
      yield reportHolding(holding, placeOf(holding));
  },
});
