/** What a forge says of a commit and of the way it came in. Nothing of it is verified: it is the forge's word, and shown as that. */
import type { Look } from "../discovery/look.ts";

export type ForgeKind = "github" | "gitlab";

export interface ReportedSignature {
  readonly present: boolean;
  readonly verified: boolean;
  /** As the forge calls it, such as `unknown_key` or `verified`. */
  readonly reason: string;
  /** The key or person that it names. */
  readonly by?: string;
}

export interface ReportedCommit {
  readonly author?: string;
  readonly committer?: string;
  /** RFC 3339. */
  readonly committedAt?: string;
  readonly parents: number;
  /** Made on the forge's own pages, and signed by the forge. */
  readonly madeByForge: boolean;
  /** Absent where the forge does not tell. */
  readonly signature?: ReportedSignature;
  /** The raw object in base64: rebuilt, and its id is the commit's. */
  readonly raw?: string;
  /** Why there is no raw object, in a sentence. */
  readonly withoutRaw?: string;
}

export type ReviewState = "approved" | "changesRequested" | "commented" | "dismissed";

export interface ReportedReview {
  readonly reviewer: string;
  readonly state: ReviewState;
  readonly at?: string;
  /** The commit that was looked at. */
  readonly commit?: string;
}

/** Of the commits of a pull request, by the forge's word. */
export interface ReportedCommits {
  readonly total: number;
  readonly signed: number;
}

export interface ReportedPullRequest {
  readonly number: number;
  readonly title: string;
  readonly url: string;
  readonly state: "open" | "closed" | "merged";
  readonly author?: string;
  readonly mergedBy?: string;
  readonly mergedAt?: string;
  /** The branch that it goes into. */
  readonly base: string;
  /** The last commit of what was proposed. */
  readonly head?: string;
  readonly mergeCommit?: string;
  readonly reviews: Look<readonly ReportedReview[]>;
  readonly commits: Look<ReportedCommits>;
}

/** Rules of a branch. A rule that is absent is one that the forge did not tell us of. */
export interface ReportedProtection {
  readonly branch: string;
  readonly protected: boolean;
  readonly pullRequest?: boolean;
  readonly approvals?: number;
  readonly codeOwners?: boolean;
  readonly signedCommits?: boolean;
  readonly forcePush?: boolean;
  readonly deletion?: boolean;
  /** The rules hold for administrators, too. */
  readonly administrators?: boolean;
  /** Who may push to it, where that is restricted. */
  readonly pushers?: readonly string[];
  /** What could not be seen of it, in sentences. */
  readonly unseen: readonly string[];
}

/** Who and what may push to a repository. */
export interface ReportedPushAccess {
  readonly people: readonly { readonly name: string; readonly role: string }[];
  readonly keys: Look<readonly string[]>;
}
