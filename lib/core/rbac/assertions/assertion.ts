/** What somebody wants to be true of who can do what. */
import type { AskedQuestion, AskedSubject } from "../ask/question.ts";
import type { ReviewQuestion } from "../can.ts";

/** Nobody may but these; system:masters, whom no binding gives anything, is never meant. */
export interface OnlyClaim {
  readonly kind: "only";
  /** `group:x`, `sa:ns/name`, a user; with `*` at the end everybody whose text begins so, such as `sa:payments/*`. */
  readonly allowed: readonly string[];
  readonly question: AskedQuestion;
}

/** Somebody may all of it, or none of it, as real requests are evaluated. */
export interface SubjectClaim {
  readonly kind: "can" | "cannot";
  readonly as: AskedSubject;
  readonly question: AskedQuestion;
}

/** SubjectAccessReview answers this. */
export interface ReviewClaim {
  readonly kind: "review";
  readonly review: ReviewQuestion;
  readonly expect: "allowed" | "notAllowed";
}

export interface Assertion {
  /** Unique in its file. */
  readonly name: string;
  readonly why?: string;
  readonly claim: OnlyClaim | SubjectClaim | ReviewClaim;
}
