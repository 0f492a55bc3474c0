/** Gaps in words. */
import { compareGaps, type Gap, type GapReason } from "./gap.ts";

const words: Readonly<Record<GapReason, string>> = {
  forbidden: "the API server refused it",
  notServed: "the cluster does not serve it",
  notCollected: "it was not read",
  throttled: "the API server was too busy",
  timeout: "it took too long",
  truncated: "the list ended in the middle",
  decodeError: "the answer could not be read",
  discoveryFailed: "the cluster could not say whether it serves it",
  cancelled: "the look was cancelled",
  notNamespaceComplete: "it was read in some namespaces only",
  outside: "the cluster's API does not show it",
};

/** @returns a reason in words, such as `the API server refused it`. */
export function reasonWords(reason: GapReason): string {
  return words[reason];
}

/** @returns `secrets in payments: the API server refused it (…)`. */
export function formatGap({ resource, reason, namespace, detail }: Gap): string {
  const where = namespace === undefined ? resource : `${resource} in ${namespace}`;
  return `${where}: ${words[reason]}${detail === undefined ? "" : ` (${detail})`}`;
}

/** @returns each gap once, in order. */
export function uniqueGaps(gaps: Iterable<Gap>): readonly Gap[] {
  return [...new Map([...gaps].map((gap) => [JSON.stringify(gap), gap])).values()].sort(compareGaps);
}
