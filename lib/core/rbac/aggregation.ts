/**
 * Aggregated cluster roles. In a live cluster the stored rules alone count; from manifests the union is computed here, to a
 * fixpoint. Either way this tells which role a rule came from.
 */
import type { ClusterRoleItem, LabelSelector, PolicyRule } from "../inventory/items.ts";
import { matchesSelector } from "../inventory/selector.ts";
import { memo } from "./memo.ts";

export type ClusterRoles = ReadonlyMap<string, ClusterRoleItem>;

/** @returns a text that is equal for rules that Kubernetes calls semantically equal: absent and empty lists are one. */
export function ruleKey(rule: PolicyRule): string {
  const { verbs, apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] } = rule;
  return JSON.stringify([verbs, apiGroups, resources, resourceNames, nonResourceURLs]);
}

/** @returns the names of the roles that a role's selectors choose, itself excluded, sorted. */
export function aggregatedNames(role: ClusterRoleItem, roles: ClusterRoles): readonly string[] {
  const selectors: readonly LabelSelector[] = role.aggregation ?? [];
  return [...roles.values()]
    .filter(
      (other) => other.meta.name !== role.meta.name && selectors.some((selector) => matchesSelector(selector, other.meta.labels)),
    )
    .map((other) => other.meta.name)
    .sort();
}

/** @returns for each cluster role its rules as the aggregation controller would leave them. */
export function aggregateRules(roles: ClusterRoles): ReadonlyMap<string, readonly PolicyRule[]> {
  const rules = new Map<string, readonly PolicyRule[]>();
  const sources = new Map<string, readonly string[]>();
  for (const [name, role] of roles) {
    rules.set(name, role.aggregation ? [] : role.rules);
    if (role.aggregation) sources.set(name, aggregatedNames(role, roles));
  }
  for (let changed = true; changed; ) {
    changed = false;
    for (const [name, names] of sources) {
      const union = uniqueRules(names.flatMap((source) => rules.get(source) ?? []));
      if (union.length === rules.get(name)?.length) continue;
      rules.set(name, union);
      changed = true;
    }
  }
  return rules;
}

function uniqueRules(rules: readonly PolicyRule[]): readonly PolicyRule[] {
  return [...new Map(rules.map((rule) => [ruleKey(rule), rule])).values()];
}

/** Where an aggregated rule came from: the roles on the way, the last of which holds it itself at `ruleIndex`. */
export interface RuleSource {
  readonly path: readonly string[];
  readonly ruleIndex: number;
}

/** @returns the sources of a rule of an aggregated role; none means that no role that it selects gives this rule now. */
export function sourcesOfRule(role: ClusterRoleItem, rule: PolicyRule, roles: ClusterRoles): readonly RuleSource[] {
  return ruleSources(roles)(role, rule);
}

/** The same, for many rules: it looks at each role once. */
export function ruleSources(roles: ClusterRoles): (role: ClusterRoleItem, rule: PolicyRule) => readonly RuleSource[] {
  const { namesOf, keysOf } = rememberedOf(roles);
  return (role, rule) => {
    const wanted = ruleKey(rule);
    const found: RuleSource[] = [];
    const visit = (current: ClusterRoleItem, path: readonly string[]) => {
      for (const name of namesOf(current)) {
        const source = roles.get(name);
        if (source === undefined || path.includes(name)) continue;
        const way = [...path, name];
        if (source.aggregation) visit(source, way);
        const ruleIndex = source.aggregation ? -1 : keysOf(source).indexOf(wanted);
        if (ruleIndex >= 0) found.push({ path: way, ruleIndex });
      }
    };
    visit(role, []);
    return found;
  };
}

/** What roles select, and the keys of their rules, each worked out once. */
function rememberedOf(roles: ClusterRoles) {
  return {
    namesOf: memo((role: ClusterRoleItem) => aggregatedNames(role, roles)),
    keysOf: memo((role: ClusterRoleItem): readonly string[] => role.rules.map(ruleKey)),
  };
}

/**
 * @returns what tells the rules, by `ruleKey`, that the roles which an aggregated role selects hold themselves: those for which
 *   `sourcesOfRule` finds a source. It looks at each role once, however many rules are asked about.
 */
export function givenByAggregation(roles: ClusterRoles): (role: ClusterRoleItem) => ReadonlySet<string> {
  const { namesOf, keysOf } = rememberedOf(roles);
  return (role) => {
    const found = new Set<string>();
    const reached = new Set(namesOf(role));
    for (const name of reached) {
      const source = roles.get(name);
      if (source?.aggregation) for (const further of namesOf(source)) reached.add(further);
      else if (source) for (const key of keysOf(source)) found.add(key);
    }
    return found;
  };
}
