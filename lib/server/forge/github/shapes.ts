/** What is read of GitHub's answers: https://docs.github.com/rest. What is not of the expected shape is no answer. */
import { z } from "zod";

export const login = z.object({ login: z.string().max(200) }).nullish();
const sha = z.string().regex(/^[0-9a-f]{40,64}$/);
const person = z.object({ name: z.string(), email: z.string(), date: z.string() });

export const repositoryShape = z.object({ default_branch: z.string().min(1).max(1_000), full_name: z.string().max(500) });

const verification = z.object({
  verified: z.boolean(),
  reason: z.string().max(200),
  signature: z.string().nullish(),
  payload: z.string().nullish(),
});

/** `GET /repos/{owner}/{repo}/git/commits/{sha}` */
export const gitCommitShape = z.object({
  sha,
  tree: z.object({ sha }),
  parents: z.array(z.object({ sha })).max(1_000),
  author: person,
  committer: person,
  message: z.string(),
  verification: verification.nullish(),
});
export type GitCommit = z.infer<typeof gitCommitShape>;

/** `GET /repos/{owner}/{repo}/commits/{sha}`, and what lists commits. */
export const listedCommitShape = z.object({
  sha,
  author: login,
  committer: login,
  commit: z.object({ verification: verification.nullish() }),
});

export const pullRequestShape = z.object({
  number: z.int(),
  title: z.string(),
  html_url: z.string().max(2_000),
  state: z.enum(["open", "closed"]),
  user: login,
  merged_at: z.string().nullish(),
  merge_commit_sha: z.string().nullish(),
  merged_by: login,
  base: z.object({ ref: z.string().max(1_000), repo: z.object({ full_name: z.string() }).nullish() }),
  head: z.object({ sha }),
});
export type PullRequest = z.infer<typeof pullRequestShape>;

export const reviewShape = z.object({
  user: login,
  state: z.string(),
  submitted_at: z.string().nullish(),
  commit_id: z.string().nullish(),
});

export const branchShape = z.object({ name: z.string(), protected: z.boolean() });

const names = z.array(z.object({ login: z.string().optional(), slug: z.string().optional() })).max(1_000);
const enabled = z.object({ enabled: z.boolean() }).nullish();
/** `GET /repos/{owner}/{repo}/branches/{branch}/protection`, for administrators alone. */
export const protectionShape = z.object({
  required_pull_request_reviews: z
    .object({
      required_approving_review_count: z.int().nullish(),
      require_code_owner_reviews: z.boolean().nullish(),
    })
    .nullish(),
  required_signatures: enabled,
  enforce_admins: enabled,
  allow_force_pushes: enabled,
  allow_deletions: enabled,
  restrictions: z.object({ users: names, teams: names, apps: names }).nullish(),
});

/** `GET /repos/{owner}/{repo}/rules/branches/{branch}`: the rulesets' rules that hold for a branch. */
export const ruleShape = z.object({
  type: z.string(),
  parameters: z
    .object({ required_approving_review_count: z.int().nullish(), require_code_owner_review: z.boolean().nullish() })
    .nullish(),
});

export const collaboratorShape = z.object({ login: z.string().max(200), role_name: z.string().max(200) });
export const deployKeyShape = z.object({ title: z.string(), read_only: z.boolean() });
export const attestationsShape = z.object({
  attestations: z.array(z.object({ bundle: z.unknown().nullish(), bundle_url: z.string().nullish() })).max(1_000),
});
export const analysisShape = z.object({ id: z.int(), commit_sha: z.string(), tool: z.object({ name: z.string() }) });
