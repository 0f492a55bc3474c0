/** One repository of a forge, as the rest of Drydock asks for it. */
import type { Look } from "#core/supply-chain/discovery/look.ts";
import type {
  ForgeKind,
  ReportedCommit,
  ReportedProtection,
  ReportedPullRequest,
  ReportedPushAccess,
} from "#core/supply-chain/source/reported.ts";

/** Every answer is one of three, and a 404 is a definite no only where the repository itself can be seen. */
export interface ForgeRepository {
  readonly kind: ForgeKind;
  /** Such as `github.com/acme/shop`. */
  readonly name: string;
  /** @returns the name of the branch that work goes into. */
  defaultBranch(signal?: AbortSignal): Promise<Look<string>>;
  commit(id: string, signal?: AbortSignal): Promise<Look<ReportedCommit>>;
  /** @returns the pull or merge requests that brought a commit in; absent where there is none. */
  pullRequests(id: string, signal?: AbortSignal): Promise<Look<readonly ReportedPullRequest[]>>;
  protection(branch: string, signal?: AbortSignal): Promise<Look<ReportedProtection>>;
  pushAccess(signal?: AbortSignal): Promise<Look<ReportedPushAccess>>;
  /** @param digest of an image. @returns bundles, as the forge keeps them. */
  attestations(digest: string, signal?: AbortSignal): Promise<Look<readonly unknown[]>>;
  /** @returns the logs of code analysis of exactly this commit, as SARIF. */
  codeAnalyses(id: string, signal?: AbortSignal): Promise<Look<readonly unknown[]>>;
}

/** Pull requests of one commit that are looked into. */
export const mostPullRequests = 5;

/** @returns whether a text is the id of a commit. */
export function isCommitId(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}
