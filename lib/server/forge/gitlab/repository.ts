/**
 * A project on a GitLab. Its API gives no raw commit and no signature's bytes, only its own verdict, so nothing of a commit can be
 * verified from here.
 */
import type { z } from "zod";
import { absent, found, type Look, unknown } from "#core/supply-chain/discovery/look.ts";
import type { ReportedRegistryPush } from "#core/supply-chain/source/registry-push.ts";
import type {
  ReportedCommit,
  ReportedCommits,
  ReportedProtection,
  ReportedPullRequest,
  ReportedPushAccess,
  ReportedReview,
} from "#core/supply-chain/source/reported.ts";
import type { ForgeApi } from "../api.ts";
import { malformed } from "../failures.ts";
import { type ForgeRepository, isCommitId, mostPullRequests } from "../repository.ts";
import { RepositoryApi } from "../repository-api.ts";
import { commitOf, levels, mergeRequestOf, protectionOf, roleOf } from "./read.ts";
import {
  approvalsShape,
  commitShape,
  deployKeyShape,
  deployTokenShape,
  listedCommitShape,
  type MergeRequest,
  memberShape,
  mergeRequestShape,
  projectShape,
  protectedBranchShape,
  signatureShape,
} from "./shapes.ts";

/** Commits of a merge request whose signatures are asked for one by one. */
const mostCommits = 30;

export class GitlabRepository implements ForgeRepository {
  readonly kind = "gitlab";
  readonly name: string;
  readonly #api: RepositoryApi<z.infer<typeof projectShape>>;

  constructor(api: ForgeApi, host: string, path: string) {
    this.name = `${host}/${path}`;
    this.#api = new RepositoryApi(api, { path: `/projects/${encodeURIComponent(path)}`, name: this.name, shape: projectShape });
  }

  async defaultBranch(signal?: AbortSignal): Promise<Look<string>> {
    const seen = await this.#api.itself(signal);
    if (seen.kind !== "found") return seen;
    const branch = seen.value.default_branch;
    return branch ? found(branch) : unknown("missing", `${this.name} names no default branch.`);
  }

  async commit(id: string, signal?: AbortSignal): Promise<Look<ReportedCommit>> {
    if (!isCommitId(id)) return unknown("malformed", "What is named is no commit.");
    const path = `/repository/commits/${id}`;
    const commit = await this.#api.get(path, commitShape, { what: "a commit", no: [404], signal });
    if (commit.kind !== "found") return commit;
    if (commit.value.id !== id) return unknown("wrongDigest", `${this.#api.host} gives another commit than the one asked for.`);
    return found(commitOf(commit.value, await this.#signature(id, signal)));
  }

  #signature(id: string, signal?: AbortSignal): Promise<Look<z.infer<typeof signatureShape>>> {
    const path = `/repository/commits/${id}/signature`;
    return this.#api.get(path, signatureShape, { what: "a commit's signature", no: [404], signal });
  }

  async pullRequests(id: string, signal?: AbortSignal): Promise<Look<readonly ReportedPullRequest[]>> {
    if (!isCommitId(id)) return unknown("malformed", "What is named is no commit.");
    const path = `/repository/commits/${id}/merge_requests`;
    const listed = await this.#api.list(path, mergeRequestShape, { what: "merge requests", no: [404], signal });
    if (listed.kind !== "found") return listed;
    if (listed.value.length === 0) return absent;
    const merged = listed.value.toSorted((one, other) => Number(other.state === "merged") - Number(one.state === "merged"));
    return found(await Promise.all(merged.slice(0, mostPullRequests).map((one) => this.#mergeRequest(one, signal))));
  }

  async #mergeRequest(told: MergeRequest, signal?: AbortSignal): Promise<ReportedPullRequest> {
    const path = `/merge_requests/${told.iid}`;
    const [approvals, commits] = await Promise.all([
      this.#api.get(`${path}/approvals`, approvalsShape, { what: "approvals", signal }),
      this.#commits(path, signal),
    ]);
    const approved = approvals.kind === "found" ? found(reviewsOf(approvals.value)) : approvals;
    return mergeRequestOf(told, { reviews: approved, commits });
  }

  async #commits(path: string, signal?: AbortSignal): Promise<Look<ReportedCommits>> {
    const listed = await this.#api.list(`${path}/commits`, listedCommitShape, { what: "commits of a merge request", signal });
    if (listed.kind !== "found") return listed;
    const total = listed.value.length;
    if (total > mostCommits)
      return unknown("tooLarge", `The merge request has ${total} commits; ${mostCommits} are asked about.`);
    let signed = 0;
    for (const { id } of listed.value) {
      const signature = isCommitId(id) ? await this.#signature(id, signal) : malformed(this.#api.host, "a commit");
      if (signature.kind === "unknown") return signature;
      if (signature.kind === "found" && signature.value.verification_status === "verified") signed += 1;
    }
    return found({ total, signed });
  }

  async protection(branch: string, signal?: AbortSignal): Promise<Look<ReportedProtection>> {
    const listed = await this.#api.list("/protected_branches", protectedBranchShape, { what: "protected branches", signal });
    return listed.kind === "found" ? found(protectionOf(branch, listed.value)) : listed;
  }

  async pushAccess(signal?: AbortSignal): Promise<Look<ReportedPushAccess>> {
    const members = await this.#api.list("/members/all", memberShape, { what: "members", signal });
    if (members.kind !== "found") return members;
    const keys = await this.#api.list("/deploy_keys", deployKeyShape, { what: "deploy keys", signal });
    const may = members.value.filter((one) => one.access_level >= levels.developer);
    return found({
      people: may.map(({ username: name, access_level: level }) => ({ name, role: roleOf(level) })),
      keys: keys.kind === "found" ? found(keys.value.filter((key) => key.can_push).map(({ title }) => title)) : keys,
    });
  }

  /** @returns who may push images to the project's registry: who may push to the project, and deploy tokens that may write to it. */
  async registryPush(signal?: AbortSignal): Promise<Look<ReportedRegistryPush>> {
    const project = await this.#api.itself(signal);
    if (project.kind !== "found") return project;
    const members = await this.#api.list("/members/all", memberShape, { what: "members", signal });
    if (members.kind !== "found") return members;
    const tokens = await this.#api.list("/deploy_tokens", deployTokenShape, { what: "deploy tokens", signal });
    const written = tokens.kind === "found" ? tokens.value.filter(mayWriteImages) : [];
    return found({
      place: `project ${project.value.path_with_namespace}`,
      pushers: [
        ...members.value
          .filter((one) => one.access_level >= levels.developer)
          .map(({ username: name, access_level: level }) => ({ name, kind: "person" as const, role: roleOf(level) })),
        ...written.map(({ name, scopes }) => ({ name, kind: "token" as const, role: scopes.join(", ") })),
      ],
      unseen: [
        ...(tokens.kind === "unknown" ? [`Deploy tokens were not looked at: ${tokens.failure.message}`] : []),
        "Jobs of the project’s pipelines may push, too; deploy tokens of its groups are not looked at.",
      ],
    });
  }

  async attestations(): Promise<Look<readonly unknown[]>> {
    return absent;
  }

  async codeAnalyses(): Promise<Look<readonly unknown[]>> {
    return unknown("noApi", "GitLab's API gives no SARIF of a commit.", "Upload the report of the pipeline.");
  }
}

function mayWriteImages({ revoked, expired, scopes }: z.infer<typeof deployTokenShape>): boolean {
  return revoked !== true && expired !== true && scopes.includes("write_registry");
}

/** GitLab tells who approved, and neither when nor of which commit. */
function reviewsOf({ approved_by: by }: z.infer<typeof approvalsShape>): readonly ReportedReview[] {
  return by.map(({ user }) => ({ reviewer: user?.username ?? "a removed account", state: "approved" }));
}
