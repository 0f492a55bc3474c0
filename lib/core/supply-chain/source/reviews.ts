/** Who stands behind a pull request: each reviewer's last word, and whether it is about what was merged. */
import type { ReportedPullRequest, ReportedReview } from "./reported.ts";

export interface Approvals {
  /** Reviewers whose last word is an approval; the author's own does not count. */
  readonly by: readonly string[];
  /** Of these, those who looked at an earlier state than the one that was merged. */
  readonly earlier: readonly string[];
  /** Reviewers whose last word asks for changes. */
  readonly against: readonly string[];
}

/** A comment takes nothing back: approvals and refusals stay until the same person says otherwise, or they are dismissed. */
export function approvalsOf(
  { author, head }: Pick<ReportedPullRequest, "author" | "head">,
  reviews: readonly ReportedReview[],
): Approvals {
  const last = new Map<string, ReportedReview>();
  for (const review of reviews) if (review.state !== "commented" && review.reviewer !== author) last.set(review.reviewer, review);
  const words = [...last.values()];
  const approving = words.filter(({ state }) => state === "approved");
  const isEarlier = ({ commit }: ReportedReview) => commit !== undefined && head !== undefined && commit !== head;
  return {
    by: approving.map(({ reviewer }) => reviewer),
    earlier: approving.filter(isEarlier).map(({ reviewer }) => reviewer),
    against: words.filter(({ state }) => state === "changesRequested").map(({ reviewer }) => reviewer),
  };
}
