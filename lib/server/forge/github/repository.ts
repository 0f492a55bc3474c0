/** A repository on GitHub, or on a GitHub Enterprise server. */
import { z } from "zod";
import { absent, found, type Look, unknown } from "#core/supply-chain/discovery/look.ts";
import type {
  ReportedCommit,
  ReportedProtection,
  ReportedPullRequest,
  ReportedPushAccess,
} from "#core/supply-chain/source/reported.ts";
import type { ForgeApi } from "../api.ts";
import { type ForgeRepository, isCommitId, mostPullRequests } from "../repository.ts";
import { RepositoryApi } from "../repository-api.ts";
import { commitOf, commitsOf, protectionOf, pullRequestOf, reviewsOf } from "./read.ts";
import {
  analysisShape,
  attestationsShape,
  branchShape,
  collaboratorShape,
  deployKeyShape,
  gitCommitShape,
  listedCommitShape,
  type PullRequest,
  protectionShape,
  pullRequestShape,
  repositoryShape,
  reviewShape,
  ruleShape,
} from "./shapes.ts";

/** Nothing, and a commit whose object is no commit. */
const noCommit = [404, 409, 422];
const longestLog = 32 * 1024 * 1024;
const mostAnalyses = 10;

export class GithubRepository implements ForgeRepository {
  readonly kind = "github";
  readonly name: string;
  readonly #api: RepositoryApi<z.infer<typeof repositoryShape>>;

  /** @param path `owner/name`, of characters that stand in an address as they are. */
  constructor(api: ForgeApi, host: string, path: string) {
    this.name = `${host}/${path}`;
    this.#api = new RepositoryApi(api, { path: `/repos/${path}`, name: this.name, shape: repositoryShape });
  }

  async defaultBranch(signal?: AbortSignal): Promise<Look<string>> {
    const seen = await this.#api.itself(signal);
    return seen.kind === "found" ? found(seen.value.default_branch) : seen;
  }

  async commit(id: string, signal?: AbortSignal): Promise<Look<ReportedCommit>> {
    if (!isCommitId(id)) return unknown("malformed", "What is named is no commit.");
    const git = await this.#api.get(`/git/commits/${id}`, gitCommitShape, { what: "a commit", no: noCommit, signal });
    if (git.kind !== "found") return git;
    if (git.value.sha !== id) return unknown("wrongDigest", `${this.#api.host} gives another commit than the one asked for.`);
    const listed = await this.#api.get(`/commits/${id}`, listedCommitShape, { what: "a commit's people", signal });
    return found(commitOf(git.value, id, listed.kind === "found" ? listed.value : undefined));
  }

  async pullRequests(id: string, signal?: AbortSignal): Promise<Look<readonly ReportedPullRequest[]>> {
    if (!isCommitId(id)) return unknown("malformed", "What is named is no commit.");
    const asking = { what: "pull requests", no: noCommit, signal };
    const listed = await this.#api.list(`/commits/${id}/pulls`, pullRequestShape, asking);
    if (listed.kind !== "found") return listed;
    if (listed.value.length === 0) return absent;
    const merged = listed.value.toSorted((one, other) => Number(isMerged(other)) - Number(isMerged(one)));
    return found(await Promise.all(merged.slice(0, mostPullRequests).map((one) => this.#pullRequest(one, signal))));
  }

  async #pullRequest(listed: PullRequest, signal?: AbortSignal): Promise<ReportedPullRequest> {
    const path = `/pulls/${listed.number}`;
    const [whole, reviews, commits] = await Promise.all([
      this.#api.get(path, pullRequestShape, { what: "a pull request", signal }),
      this.#api.list(`${path}/reviews`, reviewShape, { what: "reviews", signal }),
      this.#api.list(`${path}/commits`, listedCommitShape, { what: "commits of a pull request", signal }),
    ]);
    const told = whole.kind === "found" ? whole.value : listed;
    return pullRequestOf(told, {
      reviews: reviews.kind === "found" ? found(reviewsOf(reviews.value)) : reviews,
      commits: commits.kind === "found" ? found(commitsOf(commits.value)) : commits,
    });
  }

  async protection(branch: string, signal?: AbortSignal): Promise<Look<ReportedProtection>> {
    const path = `/branches/${encodeURIComponent(branch)}`;
    const seen = await this.#api.get(path, branchShape, { what: "a branch", no: [404], signal });
    if (seen.kind !== "found") return seen;
    const [protection, rules] = await Promise.all([
      this.#api.get(`${path}/protection`, protectionShape, { what: "the protection of a branch", no: [404], signal }),
      this.#api.list(`/rules/branches/${encodeURIComponent(branch)}`, ruleShape, { what: "the rules of a branch", signal }),
    ]);
    return found(protectionOf(seen.value, protection, rules));
  }

  async pushAccess(signal?: AbortSignal): Promise<Look<ReportedPushAccess>> {
    const people = await this.#api.list("/collaborators?permission=push", collaboratorShape, { what: "who may push", signal });
    if (people.kind !== "found") return people;
    const keys = await this.#api.list("/keys", deployKeyShape, { what: "deploy keys", signal });
    return found({
      people: people.value.map(({ login: name, role_name: role }) => ({ name, role })),
      keys: keys.kind === "found" ? found(keys.value.filter((key) => !key.read_only).map(({ title }) => title)) : keys,
    });
  }

  async attestations(digest: string, signal?: AbortSignal): Promise<Look<readonly unknown[]>> {
    const asking = { what: "attestations", no: [404], maxBytes: longestLog, signal };
    const listed = await this.#api.get(`/attestations/${digest}?per_page=100`, attestationsShape, asking);
    if (listed.kind !== "found") return listed;
    const { attestations } = listed.value;
    if (attestations.length === 0) return absent;
    if (attestations.length >= 100) return unknown("tooLarge", `${this.name} has more attestations of this image than are read.`);
    const bundles = attestations.map(({ bundle }) => bundle ?? undefined);
    if (bundles.includes(undefined))
      return unknown("redirectNotAllowed", `${this.name} keeps its attestations in a store on another host, which is not asked.`);
    return found(bundles);
  }

  async codeAnalyses(id: string, signal?: AbortSignal): Promise<Look<readonly unknown[]>> {
    const listed = await this.#api.list("/code-scanning/analyses", analysisShape, { what: "code analyses", signal });
    if (listed.kind !== "found") return listed;
    const ofCommit = listed.value.filter((one) => one.commit_sha === id);
    if (ofCommit.length === 0) return absent;
    if (ofCommit.length > mostAnalyses)
      return unknown("tooLarge", `${this.name} has ${ofCommit.length} analyses of this commit; ${mostAnalyses} are read.`);
    const logs: unknown[] = [];
    for (const { id: analysis } of ofCommit) {
      const asking = { what: "a code analysis", accept: "application/sarif+json", maxBytes: longestLog, signal };
      const log = await this.#api.get(`/code-scanning/analyses/${analysis}`, z.unknown(), asking);
      if (log.kind !== "found") return log;
      logs.push(log.value);
    }
    return found(logs);
  }
}

function isMerged({ merged_at }: PullRequest): boolean {
  return typeof merged_at === "string";
}
