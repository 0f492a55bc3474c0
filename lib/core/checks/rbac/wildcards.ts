/** The rules that people wrote: what the two checks of wildcards walk over. */
import type { ClusterRoleItem, PolicyRule } from "../../inventory/items.ts";
import { givenByAggregation, ruleKey } from "../../rbac/aggregation.ts";
import type { RoleEntry } from "../../rbac/rbac-index.ts";
import type { Access } from "./access.ts";

export interface WrittenRule {
  readonly role: RoleEntry;
  readonly rule: PolicyRule;
  readonly ruleIndex: number;
}

const written = new WeakMap<Access, readonly WrittenRule[]>();

/** @returns the rules beyond Kubernetes' own; a rule that a role has by aggregation is told once, where it was written. */
export function writtenRules(access: Access): readonly WrittenRule[] {
  const known = written.get(access) ?? [...findWrittenRules(access)];
  written.set(access, known);
  return known;
}

function* findWrittenRules({ index, defaults }: Access): Iterable<WrittenRule> {
  const given = givenByAggregation(new Map([...index.clusterRoles].map(([name, { item }]) => [name, item])));
  for (const role of [...index.clusterRoles.values(), ...index.roles.values()]) {
    const aggregated = isAggregated(role.item) ? given(role.item) : undefined;
    for (const ruleIndex of defaults.addedRules(role)) {
      const rule = role.rules[ruleIndex] as PolicyRule;
      if (!aggregated?.has(ruleKey(rule))) yield { role, rule, ruleIndex };
    }
  }
}

function isAggregated(item: RoleEntry["item"]): item is ClusterRoleItem {
  return "aggregation" in item && item.aggregation !== undefined;
}
