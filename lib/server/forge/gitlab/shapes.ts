/** What is read of GitLab's answers: https://docs.gitlab.com/api. What is not of the expected shape is no answer. */
import { z } from "zod";

const user = z.object({ username: z.string().max(300) }).nullish();

export const projectShape = z.object({
  default_branch: z.string().min(1).max(1_000).nullish(),
  path_with_namespace: z.string().max(1_000),
});

export const commitShape = z.object({
  id: z.string(),
  author_name: z.string(),
  committer_name: z.string(),
  committed_date: z.string(),
  parent_ids: z.array(z.string()).max(1_000),
});

/** `GET /projects/:id/repository/commits/:sha/signature`; 404 of a commit without one. */
export const signatureShape = z.object({
  signature_type: z.string().max(100),
  verification_status: z.string().max(100),
  commit_source: z.string().nullish(),
  gpg_key_user_email: z.string().max(500).nullish(),
  gpg_key_primary_keyid: z.string().max(200).nullish(),
  key: z.object({ title: z.string().max(500) }).nullish(),
  x509_certificate: z.object({ email: z.string().max(500).nullish(), subject: z.string().max(1_000).nullish() }).nullish(),
});

export const mergeRequestShape = z.object({
  iid: z.int(),
  title: z.string(),
  web_url: z.string().max(2_000),
  state: z.string(),
  author: user,
  merge_user: user,
  merged_at: z.string().nullish(),
  target_branch: z.string().max(1_000),
  sha: z.string().nullish(),
  merge_commit_sha: z.string().nullish(),
  squash_commit_sha: z.string().nullish(),
});
export type MergeRequest = z.infer<typeof mergeRequestShape>;

export const approvalsShape = z.object({ approved_by: z.array(z.object({ user })).max(1_000) });
export const listedCommitShape = z.object({ id: z.string() });

const level = z.object({ access_level: z.int().nullish(), access_level_description: z.string().max(300) });
export const protectedBranchShape = z.object({
  name: z.string(),
  push_access_levels: z.array(level).max(1_000),
  allow_force_push: z.boolean().nullish(),
  code_owner_approval_required: z.boolean().nullish(),
});

export const memberShape = z.object({ username: z.string().max(300), access_level: z.int() });
export const deployKeyShape = z.object({ title: z.string(), can_push: z.boolean() });

/** `GET /projects/:id/deploy_tokens`. */
export const deployTokenShape = z.object({
  name: z.string().max(500),
  username: z.string().max(300).nullish(),
  revoked: z.boolean().nullish(),
  expired: z.boolean().nullish(),
  scopes: z.array(z.string().max(100)).max(100),
});
