/** What one forge answered about one commit, as it is kept. */
import type { Look } from "../discovery/look.ts";
import type { ForgeKind, ReportedCommit, ReportedProtection, ReportedPullRequest, ReportedPushAccess } from "./reported.ts";
import type { Scorecard } from "./scorecard.ts";

export interface SourceAnswers {
  readonly forge: ForgeKind;
  /** Such as `github.com/acme/shop`. */
  readonly repository: string;
  /** The branch that the commit came into: that of its pull request, else the default one. */
  readonly branch: Look<string>;
  readonly commit: Look<ReportedCommit>;
  readonly pullRequests: Look<readonly ReportedPullRequest[]>;
  readonly protection: Look<ReportedProtection>;
  readonly pushAccess: Look<ReportedPushAccess>;
  readonly scorecard: Look<Scorecard>;
  /** How many analyses of exactly this commit it has; absent in answers that are older than the question. */
  readonly codeAnalyses?: Look<number>;
}
