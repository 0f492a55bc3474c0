import { matchesSelector } from "../../inventory/selector.ts";
import type { RoleEntry } from "../../rbac/rbac-index.ts";
import { defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { type Access, access, byDefaults, rbacResources, resourceOfRole } from "./access.ts";

/** @returns the roles that are bound, and those that others are aggregated from. */
function usedRoles({ index }: Access): ReadonlySet<RoleEntry> {
  const used = new Set<RoleEntry>();
  for (const { role } of index.bindings) if (role) used.add(role);
  const aggregated = [...index.clusterRoles.values()].filter(({ item }) => "aggregation" in item && item.aggregation?.length);
  for (const role of index.clusterRoles.values())
    if (aggregated.some((other) => other !== role && selects(other, role))) used.add(role);
  return used;
}

function selects({ item }: RoleEntry, { item: { meta } }: RoleEntry): boolean {
  return "aggregation" in item && !!item.aggregation?.some((selector) => matchesSelector(selector, meta.labels));
}

export default defineCheck({
  id: "rbac/unused-role",
  major: 1,
  since: "0.1",
  title: "Roles without a binding",
  pillar: "access",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["checklist:rbac-good-practices"],
  reads: rbacResources,
  messages: {
    unused: {
      text: "{object} gives nothing to anybody: no binding names it, and no other role is aggregated from it",
      severity: "information",
    },
  },
  crossesNamespaces: true,
  docs: {
    why: "A role without a binding gives nothing today. It waits for somebody who binds what they have never read, and it hides what is used among what is not.",
    fix: "Delete it, or bind it where it is meant. Roles that come with a product and are bound on demand belong into a waiver.",
    refs: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/#periodic-review"],
  },
  byMinor: byDefaults,
  *evaluate({ view, complete }) {
    const found = view(access);
    const used = usedRoles(found);
    const clusterWide =
      complete("clusterrolebindings.rbac.authorization.k8s.io") &&
      complete("rolebindings.rbac.authorization.k8s.io") &&
      complete("clusterroles.rbac.authorization.k8s.io");
    for (const role of [...found.index.clusterRoles.values(), ...found.index.roles.values()]) {
      const { namespace } = role.item.meta;
      const seen = namespace === undefined ? clusterWide : complete("rolebindings.rbac.authorization.k8s.io", namespace);
      if (!seen || used.has(role) || found.defaults.knowsRole(role)) continue;
      yield { at: refTo(resourceOfRole(role), role.item), message: "unused" };
    }
  },
});
