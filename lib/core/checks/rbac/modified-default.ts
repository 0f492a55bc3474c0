import { ruleKey, ruleSources } from "../../rbac/aggregation.ts";
import type { RoleEntry } from "../../rbac/rbac-index.ts";
import { defineCheck, type Report } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { type Access, access, byDefaults, rbacResources, resourceOfBinding, resourceOfRole } from "./access.ts";

function* changedRoles({ index, defaults }: Access): Iterable<Report<"role" | "aggregated">> {
  const stored = new Map([...index.clusterRoles].map(([name, { item }]) => [name, item]));
  const sourcesOf = ruleSources(stored);
  for (const role of [...index.clusterRoles.values(), ...index.roles.values()]) {
    if (!defaults.knowsRole(role)) continue;
    for (const number of defaults.addedRules(role)) {
      const rule = role.rules[number];
      if (rule === undefined) continue;
      const at = refTo(resourceOfRole(role), role.item, `rules[${number}]`);
      const sources = isAggregated(role) ? sourcesOf(role.item, rule) : [];
      const from = [...new Set(sources.map(({ path }) => path.at(-1) ?? ""))].sort();
      const data = { rule: number + 1, verbs: rule.verbs, resources: rule.resources ?? rule.nonResourceURLs ?? [] };
      if (from.length > 0) yield { at, message: "aggregated", data: { ...data, from }, locus: ruleKey(rule) };
      else yield { at, message: "role", data, locus: ruleKey(rule) };
    }
  }
}

function isAggregated({ item }: RoleEntry): boolean {
  return "aggregation" in item && item.aggregation !== undefined;
}

export default defineCheck({
  id: "rbac/modified-default",
  major: 1,
  since: "0.1",
  title: "Additions to Kubernetes' own roles and bindings",
  pillar: "access",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["checklist:rbac-good-practices"],
  reads: rbacResources,
  messages: {
    role: { text: "Rule {rule} of {object} is not Kubernetes' own: it gives {verbs} on {resources}", severity: "medium" },
    aggregated: { text: "{object} also gives {verbs} on {resources}, aggregated from {from}", severity: "low" },
    binding: { text: "{object} is not as Kubernetes creates it: it gives {role} to {subjects}", severity: "medium" },
  },
  docs: {
    why: "Everybody who holds a default role holds what is added to it, and few look into a role whose name they know. Defaults are known by their content for each minor of Kubernetes, with what an earlier minor gave and an upgrade leaves. Rules that come by aggregation labels widen every holder of view, edit or admin.",
    fix: "Move what was added into a role of your own, and bind that. The API server restores what is missing from its roles when it starts, but it removes nothing.",
    refs: ["https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings"],
  },
  byMinor: byDefaults,
  *evaluate({ view }) {
    const found = view(access);
    yield* changedRoles(found);
    for (const binding of found.index.bindings) {
      if (!found.defaults.knowsBinding(binding) || found.defaults.isDefaultBinding(binding)) continue;
      const { roleRef, subjects } = binding.item;
      const data = { role: `${roleRef.kind} ${roleRef.name}`, subjects: subjects.map(({ kind, name }) => `${kind} ${name}`) };
      yield { at: refTo(resourceOfBinding(binding), binding.item), message: "binding", data };
    }
  },
});
