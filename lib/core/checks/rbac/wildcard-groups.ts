import { ruleKey } from "../../rbac/aggregation.ts";
import { defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { access, byDefaults, rbacResources, resourceOfRole } from "./access.ts";
import { writtenRules } from "./wildcards.ts";

export default defineCheck({
  id: "rbac/wildcard-groups",
  major: 1,
  since: "0.1",
  title: "Roles with a wildcard for API groups",
  pillar: "access",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["cis:5.1.3", "kubescape:C-0187", "checklist:rbac-good-practices"],
  reads: rbacResources,
  messages: {
    wildcard: { text: "{object} gives {verbs} on {resources} of every API group, in rule {rule}", severity: "low" },
  },
  docs: {
    why: "A star among API groups is also every group that is installed later: a kind of the same plural in another group is included, whatever it does there. Rules with a star for resources are reported by rbac/wildcard-resources.",
    fix: "Name the groups: the empty text for pods and services, apps for deployments, and so on. kubectl api-resources lists them.",
    refs: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege"],
  },
  byMinor: byDefaults,
  *evaluate({ view }) {
    for (const { role, rule, ruleIndex } of writtenRules(view(access))) {
      const resources = rule.resources ?? [];
      if (!rule.apiGroups?.includes("*") || resources.length === 0 || resources.includes("*")) continue;
      const verbs = rule.verbs.includes("*") ? ["every verb"] : rule.verbs;
      yield {
        at: refTo(resourceOfRole(role), role.item, `rules[${ruleIndex}].apiGroups`),
        message: "wildcard",
        data: { verbs, resources, rule: ruleIndex + 1 },
        locus: ruleKey(rule),
      };
    }
  },
});
