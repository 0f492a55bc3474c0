import type { z } from "zod";
import type { gapSchema } from "#contracts/common.ts";

export type Gap = z.infer<typeof gapSchema>;

const words: Record<Gap["reason"], string> = {
  forbidden: "the API server refused to list it",
  notServed: "the API server does not list it",
  notCollected: "it was not part of this look",
  throttled: "the API server answered “too many requests” until the deadline",
  timeout: "the answer did not come in time",
  truncated: "the list ended in the middle",
  decodeError: "the answer was not what the API promises",
  discoveryFailed: "the discovery of its group failed",
  cancelled: "the scan was cancelled before",
  notNamespaceComplete: "it was read in some namespaces only",
  outside: "the cluster’s API does not show it, whoever asks",
};

/** @returns why something was not seen, as the end of a sentence. */
export function reasonOf(gap: Gap): string {
  return words[gap.reason];
}

interface GapGroup {
  reason: Gap["reason"];
  sentence: string;
  resources: readonly string[];
}

/** @returns gaps by their reason, the most frequent first, each resource once. */
export function groupGaps(gaps: readonly Gap[]): readonly GapGroup[] {
  const byReason = Map.groupBy(gaps, (gap) => gap.reason);
  return [...byReason]
    .map(([reason, group]) => ({
      reason,
      sentence: words[reason],
      resources: [
        ...new Set(group.map((gap) => (gap.namespace === undefined ? gap.resource : `${gap.resource} in ${gap.namespace}`))),
      ].sort(),
    }))
    .sort((a, b) => b.resources.length - a.resources.length);
}
