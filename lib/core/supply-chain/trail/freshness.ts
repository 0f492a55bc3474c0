/** How long what was seen in a registry is news. */

const day = 24 * 60 * 60 * 1000;

/** Milliseconds between looks at an image that answered. */
export const lookEvery = day;

/** An answer that is older than this should have been looked at again, and was not. */
export const staleAfter = 2 * day;

/** A report that is older than this knows nothing of the flaws that were found since. */
const reportStaleAfter = 30 * day;

/** @returns whether a scanner's report is too old to stand for today. */
export function isReportStale(at: Date, now: Date): boolean {
  return now.getTime() - at.getTime() > reportStaleAfter;
}

/** @returns whether an answer is too old to be told as if it were of today. */
export function isStale(lookedAt: Date, now: Date): boolean {
  return now.getTime() - lookedAt.getTime() > staleAfter;
}
