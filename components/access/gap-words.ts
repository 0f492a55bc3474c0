import type { z } from "zod";
import type { gapSchema } from "#contracts/common.ts";

export type Gap = z.infer<typeof gapSchema>;

const reasons: Readonly<Record<Gap["reason"], string>> = {
  forbidden: "reading them is not granted",
  notServed: "the API server does not serve them",
  notCollected: "this look did not ask for them",
  throttled: "the API server throttled until the deadline",
  timeout: "the API server did not answer in time",
  truncated: "the list ended in the middle",
  decodeError: "an answer could not be read",
  discoveryFailed: "discovery of their API failed",
  cancelled: "the scan was cancelled",
  notNamespaceComplete: "they were read in some namespaces only",
};

export interface GapLine {
  readonly resource: string;
  readonly reason: string;
  readonly namespaces: readonly string[];
  readonly detail?: string | undefined;
}

/** @returns gaps of the same resource and reason joined into one line, in the order in which they came. */
export function gapLines(gaps: readonly Gap[]): readonly GapLine[] {
  const lines = new Map<string, { resource: string; reason: string; namespaces: string[]; detail?: string | undefined }>();
  for (const gap of gaps) {
    const key = `${gap.resource}\n${gap.reason}\n${gap.namespace === undefined}`;
    const line = lines.get(key) ?? { resource: gap.resource, reason: reasons[gap.reason], namespaces: [], detail: gap.detail };
    if (gap.namespace !== undefined && !line.namespaces.includes(gap.namespace)) line.namespaces.push(gap.namespace);
    lines.set(key, line);
  }
  return [...lines.values()];
}

/** @returns `rolebindings in 2 namespaces could not be read` for a sentence that limits an answer. */
export function gapSummary(gaps: readonly Gap[]): string {
  const places = new Map<string, Set<string> | "cluster">();
  for (const { resource, namespace } of gaps) {
    const known = places.get(resource);
    if (namespace === undefined || known === "cluster") places.set(resource, "cluster");
    else places.set(resource, (known ?? new Set<string>()).add(namespace));
  }
  const words = [...places].map(([resource, where]) => {
    if (where === "cluster") return resource;
    return `${resource} in ${where.size === 1 ? "1 namespace" : `${where.size} namespaces`}`;
  });
  const shown = words.length > 3 ? [...words.slice(0, 2), `${words.length - 2} other kinds`] : words;
  if (shown.length === 0) return "";
  const list = shown.length === 1 ? shown[0] : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
  return `${list} could not be read in full`;
}
