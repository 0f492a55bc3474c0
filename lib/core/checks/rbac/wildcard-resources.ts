import { ruleKey } from "../../rbac/aggregation.ts";
import { defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { access, byDefaults, rbacResources, resourceOfRole } from "./access.ts";
import { writtenRules } from "./wildcards.ts";

export default defineCheck({
  id: "rbac/wildcard-resources",
  major: 1,
  since: "0.1",
  title: "Roles with a wildcard for resources",
  pillar: "access",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["cis:5.1.3", "kubescape:C-0187", "checklist:rbac-good-practices"],
  reads: rbacResources,
  messages: {
    everything: { text: "{object} gives {verbs} on every resource of every API group, in rule {rule}", severity: "high" },
    group: { text: "{object} gives {verbs} on every resource of {groups}, in rule {rule}", severity: "medium" },
  },
  docs: {
    why: "A star among resources is also Secrets, every subresource such as pods/exec, and every kind that is installed later. Rights that seem to read only read Secrets, too.",
    fix: "List the resources that are needed. To find them, look at what the subjects really asked for in the audit log.",
    refs: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege"],
  },
  byMinor: byDefaults,
  *evaluate({ view }) {
    for (const { role, rule, ruleIndex } of writtenRules(view(access))) {
      if (!rule.resources?.includes("*") || !rule.apiGroups?.length) continue;
      const at = refTo(resourceOfRole(role), role.item, `rules[${ruleIndex}].resources`);
      const verbs = rule.verbs.includes("*") ? ["every verb"] : rule.verbs;
      const groups = rule.apiGroups.map((group) => group || "the core group");
      if (rule.apiGroups.includes("*"))
        yield { at, message: "everything", data: { verbs, rule: ruleIndex + 1 }, locus: ruleKey(rule) };
      else yield { at, message: "group", data: { verbs, groups, rule: ruleIndex + 1 }, locus: ruleKey(rule) };
    }
  },
});
