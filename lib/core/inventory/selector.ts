/** Label selectors as Kubernetes evaluates them. */
import type { LabelSelector } from "./items.ts";

type Labels = Readonly<Record<string, string>>;
type Expression = NonNullable<LabelSelector["matchExpressions"]>[number];

const none: Labels = {};

/** @returns whether the labels fulfil every condition; an empty selector chooses everything, an unknown operator nothing. */
export function matchesSelector(selector: LabelSelector, labels: Labels = none): boolean {
  const { matchLabels, matchExpressions } = selector;
  if (matchLabels !== undefined)
    for (const key of Object.keys(matchLabels)) if (own(labels, key) !== matchLabels[key]) return false;
  return matchExpressions === undefined || matchExpressions.every((expression) => matches(expression, labels));
}

function own(labels: Labels, key: string): string | undefined {
  return Object.hasOwn(labels, key) ? labels[key] : undefined;
}

function matches({ key, operator, values = [] }: Expression, labels: Labels): boolean {
  const value = own(labels, key);
  switch (operator) {
    case "In":
      return value !== undefined && values.includes(value);
    case "NotIn":
      return value === undefined || !values.includes(value);
    case "Exists":
      return value !== undefined;
    case "DoesNotExist":
      return value === undefined;
    default:
      return false;
  }
}
