/** Whether the controller that fills aggregated roles has finished. */
import type { ClusterRole, LabelSelector } from "./rbac-objects.ts";

/** True when each aggregated role has every rule of each role that one of its selectors chooses. */
export function aggregationSettled(roles: readonly ClusterRole[]): boolean {
  return roles.every((role) => {
    const selectors = role.aggregationRule?.clusterRoleSelectors;
    if (!selectors) return true;
    const own = new Set((role.rules ?? []).map(ruleKey));
    const chosen = roles.filter(
      (one) => one !== role && selectors.some((selector) => selects(selector, one.metadata.labels ?? {})),
    );
    return chosen.every(({ rules }) => (rules ?? []).every((rule) => own.has(ruleKey(rule))));
  });
}

function ruleKey(rule: object): string {
  return JSON.stringify(Object.entries(rule).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function selects({ matchLabels = {}, matchExpressions = [] }: LabelSelector, labels: Readonly<Record<string, string>>): boolean {
  const allLabels = Object.entries(matchLabels).every(([key, value]) => labels[key] === value);
  return allLabels && matchExpressions.every((expression) => matches(expression, labels));
}

type Expression = NonNullable<LabelSelector["matchExpressions"]>[number];

function matches({ key, operator, values = [] }: Expression, labels: Readonly<Record<string, string>>): boolean {
  const value = labels[key];
  switch (operator) {
    case "In":
      return value !== undefined && values.includes(value);
    case "NotIn":
      return value === undefined || !values.includes(value);
    case "Exists":
      return value !== undefined;
    case "DoesNotExist":
      return value === undefined;
  }
}
