/** GitHub's answers in the shape that every forge's have. */
import type { z } from "zod";
import { rebuildSigned, rebuildUnsigned } from "#core/supply-chain/commit/rebuild.ts";
import type { Look } from "#core/supply-chain/discovery/look.ts";
import type {
  ReportedCommit,
  ReportedCommits,
  ReportedProtection,
  ReportedPullRequest,
  ReportedReview,
  ReviewState,
} from "#core/supply-chain/source/reported.ts";
import type {
  branchShape,
  GitCommit,
  listedCommitShape,
  PullRequest,
  protectionShape,
  reviewShape,
  ruleShape,
} from "./shapes.ts";

type ListedCommit = z.infer<typeof listedCommitShape>;

/** The account that signs what is made on GitHub's own pages. */
const webFlow = "web-flow";

/** @param id that the raw object must have. */
export function commitOf(git: GitCommit, id: string, listed: ListedCommit | undefined): ReportedCommit {
  const { verification } = git;
  const raw = rawOf(git, id);
  return {
    author: listed?.author?.login ?? git.author.name,
    committer: listed?.committer?.login ?? git.committer.name,
    committedAt: git.committer.date,
    parents: git.parents.length,
    madeByForge: listed?.committer?.login === webFlow && verification?.verified === true,
    ...(verification && {
      signature: {
        present: typeof verification.signature === "string" && verification.signature !== "",
        verified: verification.verified,
        reason: verification.reason,
      },
    }),
    ...(raw === undefined ? { withoutRaw: notRebuilt } : { raw: raw.toString("base64") }),
  };
}

const notRebuilt = "The raw commit could not be put together from what GitHub tells of it, so its id proves nothing.";

function rawOf({ verification, tree, parents, author, committer, message }: GitCommit, id: string): Buffer | undefined {
  const { payload, signature } = verification ?? {};
  if (payload && signature) return rebuildSigned({ payload, signature }, id);
  return rebuildUnsigned({ tree: tree.sha, parents: parents.map(({ sha }) => sha), author, committer, message }, id);
}

const reviewStates: Readonly<Record<string, ReviewState>> = {
  APPROVED: "approved",
  CHANGES_REQUESTED: "changesRequested",
  COMMENTED: "commented",
  DISMISSED: "dismissed",
};

/** A review that is not sent in yet is nobody's word. */
export function reviewsOf(reviews: readonly z.infer<typeof reviewShape>[]): readonly ReportedReview[] {
  return reviews.flatMap(({ user, state, submitted_at: at, commit_id: commit }) => {
    const known = reviewStates[state];
    if (known === undefined) return [];
    return [{ reviewer: user?.login ?? "a removed account", state: known, ...(at && { at }), ...(commit && { commit }) }];
  });
}

export function commitsOf(commits: readonly ListedCommit[]): ReportedCommits {
  return { total: commits.length, signed: commits.filter(({ commit }) => commit.verification?.verified === true).length };
}

export function pullRequestOf(told: PullRequest, looks: Pick<ReportedPullRequest, "reviews" | "commits">): ReportedPullRequest {
  const { number, title, html_url: url, state, user, merged_by: by, merged_at: at, merge_commit_sha: mergeCommit } = told;
  return {
    number,
    title: title.slice(0, 300),
    url,
    state: at ? "merged" : state,
    base: told.base.ref,
    head: told.head.sha,
    ...(user && { author: user.login }),
    ...(by && { mergedBy: by.login }),
    ...(at && { mergedAt: at }),
    ...(mergeCommit && { mergeCommit }),
    ...looks,
  };
}

/** Rules of both kinds hold together: the stricter one counts. */
export function protectionOf(
  branch: z.infer<typeof branchShape>,
  protection: Look<z.infer<typeof protectionShape>>,
  rules: Look<readonly z.infer<typeof ruleShape>[]>,
): ReportedProtection {
  const failures = [protection, rules].flatMap((look) => (look.kind === "unknown" ? [look.failure.message] : []));
  const unseen = branch.protected && protection.kind === "absent" ? [administratorsAlone, ...failures] : failures;
  const classic = protection.kind === "found" ? classicRules(protection.value) : {};
  const sets = rules.kind === "found" ? rulesetRules(rules.value) : {};
  return {
    branch: branch.name,
    protected: branch.protected || (rules.kind === "found" && rules.value.length > 0),
    ...classic,
    ...sets,
    ...stricter(classic, sets),
    unseen,
  };
}

const administratorsAlone = "GitHub tells the protection of a branch to administrators alone; rulesets may be all that there is.";

type Rules = Partial<Omit<ReportedProtection, "branch" | "protected" | "unseen">>;

function classicRules(told: z.infer<typeof protectionShape>): Rules {
  const reviews = told.required_pull_request_reviews;
  const pushers = told.restrictions && Object.values(told.restrictions).flat();
  return {
    pullRequest: reviews !== null && reviews !== undefined,
    approvals: reviews?.required_approving_review_count ?? 0,
    codeOwners: reviews?.require_code_owner_reviews ?? false,
    signedCommits: told.required_signatures?.enabled ?? false,
    administrators: told.enforce_admins?.enabled ?? false,
    forcePush: told.allow_force_pushes?.enabled ?? false,
    deletion: told.allow_deletions?.enabled ?? false,
    ...(pushers && { pushers: pushers.map(({ login, slug }) => login ?? slug ?? "") }),
  };
}

/** A set says only what it demands; what it leaves open another set or the protection may close. */
function rulesetRules(rules: readonly z.infer<typeof ruleShape>[]): Rules {
  const types = new Set(rules.map(({ type }) => type));
  const reviews = rules.filter(({ type }) => type === "pull_request").map(({ parameters }) => parameters);
  return {
    ...(reviews.length > 0 && {
      pullRequest: true,
      approvals: Math.max(...reviews.map((one) => one?.required_approving_review_count ?? 0)),
      codeOwners: reviews.some((one) => one?.require_code_owner_review === true),
    }),
    ...(types.has("required_signatures") && { signedCommits: true }),
    ...(types.has("non_fast_forward") && { forcePush: false }),
    ...(types.has("deletion") && { deletion: false }),
  };
}

function stricter(one: Rules, other: Rules): Rules {
  return {
    ...(one.approvals !== undefined && other.approvals !== undefined && { approvals: Math.max(one.approvals, other.approvals) }),
    ...(one.codeOwners && { codeOwners: true }),
    ...(one.pullRequest && { pullRequest: true }),
    ...(one.signedCommits && { signedCommits: true }),
  };
}
