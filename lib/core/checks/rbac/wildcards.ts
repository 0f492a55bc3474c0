/** The rules that people wrote: what the two checks of wildcards walk over. */
import type { PolicyRule } from "../../inventory/items.ts";
import { sourcesOfRule } from "../../rbac/aggregation.ts";
import type { RoleEntry } from "../../rbac/rbac-index.ts";
import type { Access } from "./access.ts";

export interface WrittenRule {
  readonly role: RoleEntry;
  readonly rule: PolicyRule;
  readonly ruleIndex: number;
}

/** @returns the rules beyond Kubernetes' own; a rule that a role has by aggregation is told once, where it was written. */
export function* writtenRules({ index, defaults }: Access): Iterable<WrittenRule> {
  const stored = new Map([...index.clusterRoles].map(([name, { item }]) => [name, item]));
  for (const role of [...index.clusterRoles.values(), ...index.roles.values()]) {
    const aggregated = "aggregation" in role.item && role.item.aggregation !== undefined;
    for (const ruleIndex of defaults.addedRules(role)) {
      const rule = role.rules[ruleIndex] as PolicyRule;
      if (aggregated && sourcesOfRule(role.item, rule, stored).length > 0) continue;
      yield { role, rule, ruleIndex };
    }
  }
}
