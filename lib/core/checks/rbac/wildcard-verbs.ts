import { ruleKey } from "../../rbac/aggregation.ts";
import { defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { access, byDefaults, rbacResources, resourceOfRole } from "./access.ts";
import { writtenRules } from "./wildcards.ts";

export default defineCheck({
  id: "rbac/wildcard-verbs",
  major: 1,
  since: "0.1",
  title: "Roles with a wildcard for verbs",
  pillar: "access",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["cis:5.1.3", "kubescape:C-0187", "checklist:rbac-good-practices"],
  reads: rbacResources,
  messages: {
    wildcard: { text: "{object} gives every verb on {resources}, in rule {rule}", severity: "medium" },
  },
  docs: {
    why: "A star among verbs is also escalate, bind, impersonate, approve and every verb that a later version adds. Rules with a star for resources are reported by rbac/wildcard-resources.",
    fix: "List the verbs: get, list and watch to read; create, update, patch and delete to write.",
    refs: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege"],
  },
  byMinor: byDefaults,
  *evaluate({ view }) {
    for (const { role, rule, ruleIndex } of writtenRules(view(access))) {
      const resources = rule.resources ?? [];
      if (!rule.verbs.includes("*") || resources.length === 0 || resources.includes("*")) continue;
      const data = { resources, rule: ruleIndex + 1 };
      yield {
        at: refTo(resourceOfRole(role), role.item, `rules[${ruleIndex}].verbs`),
        message: "wildcard",
        data,
        locus: ruleKey(rule),
      };
    }
  },
});
