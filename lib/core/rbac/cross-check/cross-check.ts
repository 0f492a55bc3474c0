/** What the API server itself answered to a sample of questions: facts of a look, judged by nobody yet. */
import type { ReviewQuestion } from "../can.ts";

export interface AskedQuestion extends ReviewQuestion {
  readonly allowed: boolean;
  /** An authorizer said no before RBAC was asked. */
  readonly denied?: true;
  /** What the server said of why, cut to 200 characters and stripped of control characters. */
  readonly reason?: string;
  /**
   * Where RBAC as it was read did not answer so, it was read again and the question asked again: `changed` where they agree
   * then, `differs` where they do not. Absent also where reading again failed.
   */
  readonly again?: "changed" | "differs";
}

export type CrossCheck =
  | {
      readonly state: "asked";
      readonly seed: string;
      readonly answers: readonly AskedQuestion[];
      /** Questions that were drawn and not answered in time. */
      readonly unanswered: number;
    }
  | {
      readonly state: "notAsked";
      /** The credential may not create SubjectAccessReviews, RBAC was not seen, or the server did not answer. */
      readonly reason: "forbidden" | "rbacUnseen" | "unanswered";
      readonly detail?: string;
    };
