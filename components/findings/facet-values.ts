import type { FindingFacets } from "#contracts/findings.ts";
import { clusterScoped } from "./finding-url.ts";

export interface FacetValue {
  readonly value: string;
  readonly label: string;
  readonly count: number;
}

interface FacetInput {
  readonly found: FindingFacets[keyof FindingFacets] | undefined;
  readonly chosen: readonly string[];
  /** Words for values; what has none is shown as it is. */
  readonly labels?: Readonly<Record<string, string>>;
  /** The order of a closed set; every value of it is listed, also with a count of 0. Absent: by count. */
  readonly order?: readonly string[];
}

/** @returns the values to choose from. One that is chosen stays in the list, also when nothing is left of it. */
export function facetValues({ found = [], chosen, labels = {}, order }: FacetInput): readonly FacetValue[] {
  const values = new Map<string, FacetValue>();
  const add = (value: string, label: string | undefined, count: number) =>
    values.set(value, { value, label: labels[value] ?? label ?? value, count });
  for (const value of order ?? []) add(value, undefined, 0);
  for (const { value, label, count } of found) add(value === "" ? clusterScoped : value, label, count);
  for (const value of chosen) if (!values.has(value)) add(value, undefined, 0);
  const all = [...values.values()];
  return order === undefined ? all.sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1)) : all;
}

/** @returns the list with the value added or taken away. */
export function toggled<T>(values: readonly T[], value: T): T[] {
  return values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
}
