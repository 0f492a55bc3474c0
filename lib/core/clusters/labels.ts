/** Labels of clusters: what may be one, how a person writes them, and which clusters carry them. */

/** Labels of a cluster, in the syntax of Kubernetes: a key with an optional DNS prefix, and a value that may be empty. */
export type Labels = Readonly<Record<string, string>>;

const name = /^[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/;
const prefix = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/;
const longestPrefix = 253;
export const mostLabels = 32;

export function isLabelKey(key: string): boolean {
  const [last = "", first, ...more] = key.split("/").reverse();
  return more.length === 0 && name.test(last) && (first === undefined || (first.length <= longestPrefix && prefix.test(first)));
}

export const keyRule =
  "A label's key is up to 63 letters, digits, dots, dashes and underscores, with an optional prefix such as example.com/.";
export const valueRule = "A label's value is empty, or up to 63 letters, digits, dots, dashes and underscores.";

export function isLabelValue(value: string): boolean {
  return value === "" || name.test(value);
}

/** @returns labels as a person writes them: `env=prod, team=payments`, by key. */
export function formatLabels(labels: Labels): string {
  return labelTexts(labels).join(", ");
}

/** @returns each label as `key=value`, by key; a label without a value is its key alone. */
export function labelTexts(labels: Labels): string[] {
  return Object.entries(labels)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => (value === "" ? key : `${key}=${value}`));
}

/** Reads what a person wrote: `key=value` separated by commas or white space. @returns the labels, or a sentence about the first mistake. */
export function parseLabels(text: string): { readonly labels: Labels } | { readonly problem: string } {
  const entries: [string, string][] = [];
  for (const part of text.split(/[\s,]+/).filter((one) => one !== "")) {
    const [key = "", ...rest] = part.split("=");
    const value = rest.join("=");
    if (!isLabelKey(key)) return { problem: `“${key}” cannot be a key. ${keyRule}` };
    if (!isLabelValue(value)) return { problem: `“${value}” cannot be a value. ${valueRule}` };
    if (entries.some(([known]) => known === key)) return { problem: `${key} stands there twice.` };
    entries.push([key, value]);
  }
  if (entries.length > mostLabels) return { problem: `A cluster has ${mostLabels} labels at most.` };
  return { labels: Object.fromEntries(entries) };
}

/** @returns whether a cluster with these labels carries every wanted one. */
export function carries(labels: Labels, wanted: Labels): boolean {
  return Object.entries(wanted).every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value);
}
