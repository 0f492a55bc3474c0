/** GitLab's answers in the shape that every forge's have. */
import type { z } from "zod";
import type { Look } from "#core/supply-chain/discovery/look.ts";
import type {
  ReportedCommit,
  ReportedProtection,
  ReportedPullRequest,
  ReportedSignature,
} from "#core/supply-chain/source/reported.ts";
import type { commitShape, MergeRequest, protectedBranchShape, signatureShape } from "./shapes.ts";

const withoutRaw = "GitLab's API gives no raw commit, so nothing of it can be verified from here.";

export function commitOf(commit: z.infer<typeof commitShape>, signature: Look<z.infer<typeof signatureShape>>): ReportedCommit {
  const told = signatureOf(signature);
  return {
    author: commit.author_name,
    committer: commit.committer_name,
    committedAt: commit.committed_date,
    parents: commit.parent_ids.length,
    madeByForge: signature.kind === "found" && signature.value.verification_status === "verified_system",
    withoutRaw,
    ...(told && { signature: told }),
  };
}

function signatureOf(look: Look<z.infer<typeof signatureShape>>): ReportedSignature | undefined {
  if (look.kind === "unknown") return undefined;
  if (look.kind === "absent") return { present: false, verified: false, reason: "unsigned" };
  const {
    signature_type: type,
    verification_status: status,
    gpg_key_user_email: email,
    key,
    x509_certificate: x509,
  } = look.value;
  const by = email ?? look.value.gpg_key_primary_keyid ?? key?.title ?? x509?.email ?? x509?.subject;
  return {
    present: true,
    verified: status === "verified" || status === "verified_system",
    reason: `${type} ${status}`,
    ...(by && { by }),
  };
}

export function mergeRequestOf(told: MergeRequest, looks: Pick<ReportedPullRequest, "reviews" | "commits">): ReportedPullRequest {
  const { iid, title, web_url: url, state, author, merge_user: by, merged_at: at, target_branch: base, sha } = told;
  const mergeCommit = told.merge_commit_sha ?? told.squash_commit_sha;
  return {
    number: iid,
    title: title.slice(0, 300),
    url,
    state: state === "merged" ? "merged" : state === "opened" ? "open" : "closed",
    base,
    ...(sha && { head: sha }),
    ...(author && { author: author.username }),
    ...(by && { mergedBy: by.username }),
    ...(at && { mergedAt: at }),
    ...(mergeCommit && { mergeCommit }),
    ...looks,
  };
}

/** The access levels that count here: from the first on, a member may push to what is not protected. */
export const levels = { developer: 30, maintainer: 40, owner: 50 } as const;

export function roleOf(level: number): string {
  if (level >= levels.owner) return "owner";
  return level >= levels.maintainer ? "maintainer" : "developer";
}

type ProtectedBranch = z.infer<typeof protectedBranchShape>;

/** Several rules may hold for one branch: of these the most permissive counts for pushing, as GitLab has it. */
export function protectionOf(branch: string, all: readonly ProtectedBranch[]): ReportedProtection {
  const rules = all.filter(({ name }) => matches(name, branch));
  if (rules.length === 0) return { branch, protected: false, unseen: [] };
  const pushers = rules.flatMap((rule) => rule.push_access_levels).filter((level) => level.access_level !== 0);
  return {
    branch,
    protected: true,
    // Who may not push must propose.
    pullRequest: pushers.length === 0,
    codeOwners: rules.every((rule) => rule.code_owner_approval_required === true),
    forcePush: rules.some((rule) => rule.allow_force_push === true),
    deletion: false,
    pushers: [...new Set(pushers.map((level) => level.access_level_description))],
    unseen: ["How many approvals it takes is a rule of the project, which is not asked for."],
  };
}

/** `*` stands for any characters, and is the only one that is special. */
function matches(pattern: string, branch: string): boolean {
  const [first = "", ...rest] = pattern.split("*");
  if (rest.length === 0) return pattern === branch;
  if (!branch.startsWith(first)) return false;
  const last = rest.pop() ?? "";
  let at = first.length;
  for (const part of rest) {
    const found = branch.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return branch.length - last.length >= at && branch.endsWith(last);
}
