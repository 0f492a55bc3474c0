/** What GitHub's API would say of one repository and one commit in it, in the shapes that it documents. */
import { hash } from "node:crypto";

export const repository = "acme/shop";

/** @param raw object of a commit. @returns what `/git/commits/{sha}` says of it, as GitHub takes it apart. */
export function gitCommit(raw: Buffer): { readonly sha: string; readonly answer: Record<string, unknown> } {
  const sha = hash("sha1", Buffer.concat([Buffer.from(`commit ${raw.length}\0`), raw]));
  const text = raw.toString();
  const end = text.indexOf("\n\n");
  const headers = text.slice(0, end).split(/\n(?! )/);
  const values = (name: string) => headers.filter((one) => one.startsWith(`${name} `)).map((one) => one.slice(name.length + 1));
  const signature = values("gpgsig")[0]?.replaceAll("\n ", "\n");
  const payload = `${headers.filter((one) => !one.startsWith("gpgsig ")).join("\n")}${text.slice(end)}`;
  return {
    sha,
    answer: {
      sha,
      tree: { sha: values("tree")[0] },
      parents: values("parent").map((parent) => ({ sha: parent })),
      author: person(values("author")[0] ?? ""),
      committer: person(values("committer")[0] ?? ""),
      message: text.slice(end + 2).replace(/\n$/, ""),
      verification:
        signature === undefined
          ? { verified: false, reason: "unsigned", signature: null, payload: null }
          : { verified: true, reason: "valid", signature, payload },
    },
  };
}

function person(line: string): { name: string; email: string; date: string } {
  const [, name = "", email = "", seconds = "0"] = /^(.*) <(.*)> (\d+) [+-]\d{4}$/.exec(line) ?? [];
  return { name, email, date: new Date(Number(seconds) * 1_000).toISOString().replace(".000Z", "Z") };
}

/** @returns the answers of a repository in which the commit came in by pull request 318, with one approval. */
export function githubWorld(raw: Buffer): Record<string, unknown> {
  const { sha, answer } = gitCommit(raw);
  const base = `/repos/${repository}`;
  const pull = {
    number: 318,
    title: "Change something",
    html_url: `https://github.com/${repository}/pull/318`,
    state: "closed",
    user: { login: "jane" },
    merged_at: "2026-11-01T10:00:00Z",
    merge_commit_sha: sha,
    merged_by: { login: "ada" },
    base: { ref: "main", repo: { full_name: repository } },
    head: { sha: "b".repeat(40) },
  };
  const listed = { sha, author: { login: "jane" }, committer: { login: "jane" }, commit: { verification: answer.verification } };
  return {
    [base]: { default_branch: "main", full_name: repository },
    [`${base}/git/commits/${sha}`]: answer,
    [`${base}/commits/${sha}`]: listed,
    [`${base}/commits/${sha}/pulls`]: [pull],
    [`${base}/pulls/318`]: pull,
    [`${base}/pulls/318/reviews`]: [
      { user: { login: "ada" }, state: "APPROVED", submitted_at: "2026-11-01T09:00:00Z", commit_id: "b".repeat(40) },
      { user: { login: "bob" }, state: "PENDING" },
    ],
    [`${base}/pulls/318/commits`]: [
      listed,
      { ...listed, sha: "c".repeat(40), commit: { verification: { verified: false, reason: "unsigned" } } },
    ],
    [`${base}/branches/main`]: { name: "main", protected: true },
    [`${base}/branches/main/protection`]: {
      required_pull_request_reviews: { required_approving_review_count: 1, require_code_owner_reviews: true },
      required_signatures: { enabled: false },
      enforce_admins: { enabled: true },
      restrictions: { users: [{ login: "ada" }], teams: [{ slug: "release" }], apps: [] },
    },
    [`${base}/rules/branches/main`]: [
      { type: "pull_request", parameters: { required_approving_review_count: 2 } },
      { type: "non_fast_forward" },
    ],
    [`${base}/collaborators`]: [{ login: "ada", role_name: "admin" }],
    [`${base}/keys`]: [
      { title: "deploy", read_only: true },
      { title: "bot", read_only: false },
    ],
    [`${base}/code-scanning/analyses`]: [
      { id: 7, commit_sha: sha, tool: { name: "CodeQL" } },
      { id: 8, commit_sha: "d".repeat(40), tool: { name: "CodeQL" } },
    ],
    [`${base}/code-scanning/analyses/7`]: { version: "2.1.0", runs: [{ tool: { driver: { name: "CodeQL" } }, results: [] }] },
  };
}
