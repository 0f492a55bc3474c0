import type { BindingItem, BindingSubject, ClusterRoleItem, PolicyRule, RoleItem } from "../items.ts";
import type { Intern } from "./intern.ts";
import { projectMeta } from "./metadata.ts";
import { compact, DecodeError, type Fields, fields, objects, requiredText, someTexts, text, texts } from "./read.ts";
import { projectSelector } from "./selector.ts";

function projectRule(rule: Fields): PolicyRule {
  return compact({
    verbs: texts(rule.verbs, "rules.verbs"),
    apiGroups: someTexts(rule.apiGroups, "rules.apiGroups"),
    resources: someTexts(rule.resources, "rules.resources"),
    resourceNames: someTexts(rule.resourceNames, "rules.resourceNames"),
    nonResourceURLs: someTexts(rule.nonResourceURLs, "rules.nonResourceURLs"),
  });
}

export function projectRole(role: Fields, intern: Intern): RoleItem {
  return { meta: projectMeta(role, intern), rules: objects(role.rules, "rules").map((rule) => intern.value(projectRule(rule))) };
}

/** @returns a cluster role; `aggregation` is there, perhaps empty, exactly where an aggregation rule is. */
export function projectClusterRole(role: Fields, intern: Intern): ClusterRoleItem {
  const aggregation = fields(role.aggregationRule, "aggregationRule");
  const selectors = objects(aggregation?.clusterRoleSelectors, "aggregationRule.clusterRoleSelectors");
  return compact({
    ...projectRole(role, intern),
    aggregation: aggregation && selectors.map((selector) => projectSelector(selector, "clusterRoleSelectors") ?? {}),
  });
}

function projectSubject(subject: Fields, intern: Intern): BindingSubject {
  return intern.value(
    compact({
      kind: text(subject.kind, "subjects.kind") ?? "",
      name: text(subject.name, "subjects.name") ?? "",
      namespace: text(subject.namespace, "subjects.namespace") || undefined,
      apiGroup: text(subject.apiGroup, "subjects.apiGroup") || undefined,
    }),
  );
}

export function projectBinding(binding: Fields, intern: Intern): BindingItem {
  const roleRef = fields(binding.roleRef, "roleRef");
  if (roleRef === undefined) throw new DecodeError("roleRef is missing");
  return {
    meta: projectMeta(binding, intern),
    roleRef: compact({
      kind: requiredText(roleRef.kind, "roleRef.kind"),
      name: requiredText(roleRef.name, "roleRef.name"),
      apiGroup: text(roleRef.apiGroup, "roleRef.apiGroup"),
    }),
    subjects: objects(binding.subjects, "subjects").map((subject) => projectSubject(subject, intern)),
  };
}
