import type { PolicyRule } from "../../inventory/items.ts";
import { memo } from "../../rbac/memo.ts";
import type { RoleEntry } from "../../rbac/rbac-index.ts";
import { isNamespaced } from "../../rbac/scope.ts";
import { defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { type Access, access, byDefaults, rbacResources, subjectsOf } from "./access.ts";

/** What Kubernetes keeps its own things in: no quota belongs there. */
const system = new Set(["kube-system", "kube-public", "kube-node-lease"]);

/** Reviews and subresources are answered and not kept. */
function createsObjects({ index }: Access): (rule: PolicyRule) => boolean {
  return ({ verbs, apiGroups, resources, resourceNames }) =>
    (verbs.includes("create") || verbs.includes("*")) &&
    !resourceNames?.length &&
    (resources ?? []).some(
      (resource) =>
        !resource.includes("/") &&
        !resource.endsWith("reviews") &&
        (apiGroups ?? []).some((group) => resource === "*" || isNamespaced(index.discovery, group, resource) !== false),
    );
}

/** @returns whom bindings beyond Kubernetes' own let create objects in each namespace; not those that reach every namespace. */
function creatorsByNamespace(found: Access): ReadonlyMap<string, ReadonlySet<string>> {
  const creates = createsObjects(found);
  const rulesThatCreate = memo((role: RoleEntry) => new Set(role.rules.flatMap((rule, index) => (creates(rule) ? [index] : []))));
  const creators = new Map<string, Set<string>>();
  for (const binding of found.index.bindings) {
    if (binding.kind !== "RoleBinding" || binding.role === undefined) continue;
    const giving = rulesThatCreate(binding.role);
    if (giving.size === 0 || !found.addedRules(binding).some((index) => giving.has(index))) continue;
    const known = creators.get(binding.namespace) ?? new Set();
    creators.set(binding.namespace, known);
    for (const subject of subjectsOf(binding)) known.add(subject);
  }
  return creators;
}

export default defineCheck({
  id: "rbac/unlimited-creators",
  major: 1,
  since: "0.1",
  title: "Namespaces without a limit to their objects",
  pillar: "access",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["nsa:C-0009", "checklist:rbac-good-practices"],
  reads: [...rbacResources, "namespaces", "resourcequotas"],
  messages: {
    unlimited: {
      text: "{count} subjects may create objects in {object} without a limit, because it has no ResourceQuota: {subjects}",
      severity: "low",
    },
  },
  docs: {
    why: "Whoever may create any object may create very many, or very large ones, and all of them lie in the one etcd that the whole cluster depends on. A ResourceQuota is the only thing that says how many. Subjects that reach every namespace are not counted here, and Kubernetes' own namespaces are not looked at.",
    fix: "Give each team's namespace a ResourceQuota with counts of objects: count/configmaps, count/secrets, count/jobs.batch and the like.",
    refs: [
      "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#object-creation-dos",
      "https://kubernetes.io/docs/concepts/policy/resource-quotas/#quota-on-object-count",
    ],
  },
  byMinor: byDefaults,
  *evaluate({ view, list, complete }) {
    const creators = creatorsByNamespace(view(access));
    const limited = new Set(list("resourcequotas").map(({ meta }) => meta.namespace));
    for (const namespace of list("namespaces")) {
      const { name } = namespace.meta;
      const subjects = [...(creators.get(name) ?? [])].sort();
      if (subjects.length === 0 || system.has(name) || limited.has(name) || !complete("resourcequotas", name)) continue;
      yield { at: refTo("namespaces", namespace), message: "unlimited", data: { count: subjects.length, subjects } };
    }
  },
});
