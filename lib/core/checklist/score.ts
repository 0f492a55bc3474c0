/** The one number of the checklist, with what it is made from: nothing that nobody assessed is in it, to neither side. */
import type { ItemStanding, ItemState } from "./assess.ts";

export interface ChecklistScore {
  readonly counts: Readonly<Record<ItemState, number>>;
  /** Items of the list. */
  readonly of: number;
  /** Met and attested items of those that were assessed and apply, 0 to 1; absent where none was. */
  readonly share?: number;
  /** Assessed items of all, 0 to 1. */
  readonly coverage: number;
}

/** How the score is made, in sentences that stand beside it. */
export const scoreRules: readonly string[] = [
  "The score is the share of items that are met or attested, of those that were assessed and apply. All items weigh the same.",
  "An item fails as soon as one of its checks found something; where the list leaves a choice, as soon as none of them is left. A statement fills what no check saw, and never outweighs a finding.",
  "An item is met where all of its checks looked at all of it, and nothing of it lies where no check can look.",
  "Open items, also those that nobody could look at, count to neither side: they lower the coverage, and not the score.",
  "A statement counts until its day, and until the list says the item in other words. Waived findings are findings here.",
];

/** @returns the score of some items, all of them or those of a layer. */
export function checklistScore(standings: readonly Pick<ItemStanding, "state">[]): ChecklistScore {
  const counts = { failed: 0, open: 0, attested: 0, met: 0, notApplicable: 0 };
  for (const { state } of standings) counts[state] += 1;
  const good = counts.met + counts.attested;
  const assessed = good + counts.failed;
  const of = standings.length;
  return {
    ...{ counts, of },
    ...(assessed > 0 && { share: good / assessed }),
    coverage: of === 0 ? 0 : (of - counts.open) / of,
  };
}
