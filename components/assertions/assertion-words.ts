/** Sentences and counts of the page Assertions. */
import type { AssertionVerdict, CheckedAssertion } from "#contracts/assertions.ts";
import { counted } from "../access/subject-words.ts";

export type Verdict = AssertionVerdict["verdict"];
export const shownVerdicts = ["all", "broken", "unknown", "holds"] as const;
export type Shown = (typeof shownVerdicts)[number];

/** @returns the worst of its clusters: broken before unknown before holds. */
export function worstOf({ clusters }: Pick<CheckedAssertion, "clusters">): Verdict {
  if (clusters.some(({ verdict }) => verdict === "broken")) return "broken";
  return clusters.every(({ verdict }) => verdict === "holds") && clusters.length > 0 ? "holds" : "unknown";
}

/** @returns how many assertions are worst how. */
export function countsOf(items: readonly CheckedAssertion[]): Readonly<Record<Shown, number>> {
  const counts = { all: items.length, broken: 0, unknown: 0, holds: 0 };
  for (const item of items) counts[worstOf(item)] += 1;
  return counts;
}

/** @returns the page's answer: `2 of 12 assertions are broken.` */
export function titleOf({ all, broken, unknown }: Readonly<Record<Shown, number>>): string {
  if (all === 0) return "No assertions yet.";
  if (broken > 0) return `${broken} of ${counted(all, "assertion")} ${broken === 1 ? "is" : "are"} broken.`;
  if (unknown > 0) return `None of ${counted(all, "assertion")} is broken, as far as was seen.`;
  return all === 1 ? "The one assertion holds." : `All ${all} assertions hold.`;
}

export const verdictNames: Readonly<Record<Verdict, string>> = { holds: "holds", broken: "broken", unknown: "not assessed" };
