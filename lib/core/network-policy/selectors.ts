/** Selectors of pods and namespaces, where what they choose among was not always seen. */
import type { LabelSelector } from "../inventory/items.ts";
import { matchesSelector } from "../inventory/selector.ts";

type Labels = Readonly<Record<string, string>>;

/** `maybe`: nobody can tell from what was seen. */
export type Match = "yes" | "no" | "maybe";

/** The API server gives every namespace its name as a label. */
const nameLabel = "kubernetes.io/metadata.name";

/** @returns the keys of the labels that a selector looks at. */
export function selectorKeys({ matchLabels = {}, matchExpressions = [] }: LabelSelector): readonly string[] {
  return [...Object.keys(matchLabels), ...matchExpressions.map(({ key }) => key)];
}

/** Of each label that selectors look at, the values that they name: pods that differ in others alone are the same to all of them. */
export type NamedValues = ReadonlyMap<string, Pick<ReadonlySet<string>, "has">>;

/** @returns what the selectors look at, of all of them together. */
export function namedValues(selectors: readonly LabelSelector[]): NamedValues {
  const named = new Map<string, Set<string>>();
  const add = (key: string, values: readonly string[]) => {
    const known = named.get(key) ?? new Set();
    for (const value of values) known.add(value);
    named.set(key, known);
  };
  for (const { matchLabels = {}, matchExpressions = [] } of selectors) {
    for (const [key, value] of Object.entries(matchLabels)) add(key, [value]);
    for (const { key, values = [] } of matchExpressions) add(key, values);
  }
  return named;
}

export function isEmptySelector(selector: LabelSelector): boolean {
  return selectorKeys(selector).length === 0;
}

/** @returns whether a selector chooses a namespace; its labels are undefined where it was not seen. */
export function matchNamespace(selector: LabelSelector, name: string, labels: Labels | undefined): Match {
  if (labels !== undefined) return matchesSelector(selector, { [nameLabel]: name, ...labels }) ? "yes" : "no";
  const { matchLabels = {}, matchExpressions = [] } = selector;
  const known = {
    matchLabels: Object.fromEntries(Object.entries(matchLabels).filter(([key]) => key === nameLabel)),
    matchExpressions: matchExpressions.filter(({ key }) => key === nameLabel),
  };
  if (!matchesSelector(known, { [nameLabel]: name })) return "no";
  return selectorKeys(selector).every((key) => key === nameLabel) ? "yes" : "maybe";
}

/** @returns what holds where both must. */
export function both(a: Match, b: Match): Match {
  if (a === "no" || b === "no") return "no";
  return a === "yes" && b === "yes" ? "yes" : "maybe";
}
