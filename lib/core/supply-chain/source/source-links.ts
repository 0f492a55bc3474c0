/**
 * The links from a source to who wrote it: the commit, by what we verified of its raw object, and the pull request, by what the
 * forge says. What the forge says stands apart from what was verified, and makes nothing verified.
 */
import { type CommitTrust, type CommitVerdict, verifyCommit } from "../commit/verify-commit.ts";
import { type Look, type LookFailure, unknown } from "../discovery/look.ts";
import type { Signer } from "../identity/signer.ts";
import type { NamedSource } from "../trail/trail.ts";
import type { VerificationCheck, VerificationState } from "../verification/result.ts";
import type { SourceAnswers } from "./answers.ts";
import type { ReportedCommit, ReportedPullRequest } from "./reported.ts";
import { approvalsOf } from "./reviews.ts";
import { commitWords, type Reported, repositoryWords, requestWords } from "./words.ts";

export interface SourceLink {
  readonly id: "commit" | "pullRequest";
  readonly state: VerificationState;
  /** One sentence. What came from a commit or a forge in it may be hostile. */
  readonly reason: string;
  readonly remedy?: string;
  /** Checks that ran over the commit's signature. */
  readonly checks: readonly VerificationCheck[];
  readonly signer?: NonNullable<CommitVerdict["signer"]> | Signer;
  /** The forge's own words. */
  readonly reported: readonly Reported[];
}

export interface SourceLinks {
  readonly commit: SourceLink;
  readonly pullRequest: SourceLink;
}

/** @returns why there is no commit to look at; undefined where there is one. */
export function whyNoCommit(source: NamedSource | undefined): LookFailure | undefined {
  if (source === undefined) return unknown("missing", "Nothing names the source, so there is no commit to look at.").failure;
  return source.commit === undefined ? unknown("missing", "What names the source names no commit.").failure : undefined;
}

/** @returns the links of a source that nobody looked at, for one reason. */
export function unseenSource({ message, remedy }: Pick<LookFailure, "message" | "remedy">): SourceLinks {
  const seen = { state: "unknown", reason: message, checks: [], reported: [], ...(remedy !== "" && { remedy }) } as const;
  return { commit: { id: "commit", ...seen }, pullRequest: { id: "pullRequest", ...seen } };
}

/** @returns the links of an answer that is older than it may be. What could not be seen then stays unknown. */
export function staleSource({ commit, pullRequest }: SourceLinks, since: string): SourceLinks {
  const older = (link: SourceLink): SourceLink =>
    link.state === "unknown" ? link : { ...link, state: "stale", reason: `It was last looked at on ${since}. ${link.reason}` };
  return { commit: older(commit), pullRequest: older(pullRequest) };
}

/** @param id of the commit, as the provenance names it. */
export function sourceLinks(id: string, answers: SourceAnswers, trust: CommitTrust): SourceLinks {
  return { commit: commitLink(id, answers, trust), pullRequest: pullRequestLink(answers) };
}

function commitLink(id: string, answers: SourceAnswers, trust: CommitTrust): SourceLink {
  const { commit, repository } = answers;
  if (commit.kind === "unknown") return unseen("commit", commit);
  if (commit.kind === "absent")
    return {
      id: "commit",
      state: "invalid",
      reason: `${repository} has no commit ${short(id)}: it was written out of the history, or it never was in it.`,
      checks: [],
      reported: [],
    };
  const reported = [...commitWords(answers, commit.value), ...repositoryWords(answers)];
  return { id: "commit", reported, ...verdictOn(id, commit.value, trust) };
}

function verdictOn(id: string, { raw, withoutRaw }: ReportedCommit, trust: CommitTrust): Omit<SourceLink, "id" | "reported"> {
  if (raw === undefined) return { state: "unknown", reason: withoutRaw ?? "Its raw object is not known.", checks: [] };
  const { state, reason, signer, checks = [] } = verifyCommit(Buffer.from(raw, "base64"), id, trust);
  return { state, reason, checks, ...(signer && { signer }) };
}

function pullRequestLink(answers: SourceAnswers): SourceLink {
  const { pullRequests, repository, commit } = answers;
  const id = "pullRequest";
  if (commit.kind === "absent")
    return { ...unseen(id), reason: `${repository} does not have the commit, so nothing is known of how it came in.` };
  if (pullRequests.kind === "unknown") return unseen(id, pullRequests);
  const [first] = pullRequests.kind === "found" ? pullRequests.value : [];
  const reported =
    first === undefined ? repositoryWords(answers) : [...requestWords(answers, first), ...repositoryWords(answers)];
  if (first === undefined)
    return { id, state: "unsigned", reason: `${repository} names no request by which it came in.`, checks: [], reported };
  if (first.state !== "merged")
    return {
      ...{ id, state: "unsigned", checks: [], reported },
      reason: `It came in by no request that was merged: ${mark(answers)}${first.number} is ${first.state}.`,
    };
  return { id, state: "claim-only", reason: `${answers.repository} says: ${told(answers, first)}`, checks: [], reported };
}

function told(answers: SourceAnswers, request: ReportedPullRequest): string {
  const { number, author, base, mergedBy, reviews } = request;
  const by = author === undefined ? "" : ` by ${author}`;
  const merged = mergedBy === undefined ? "" : `, merged by ${mergedBy}`;
  return `${mark(answers)}${number}${by} into ${base}, ${approved(request, reviews)}${merged}.`;
}

function approved(request: ReportedPullRequest, reviews: ReportedPullRequest["reviews"]): string {
  if (reviews.kind === "unknown") return "reviews not seen";
  const { by, earlier, against } = approvalsOf(request, reviews.kind === "found" ? reviews.value : []);
  const refused = against.length === 0 ? "" : `, changes asked for by ${against.join(", ")}`;
  if (by.length === 0) return `approved by nobody else${refused}`;
  const older = earlier.length === 0 ? "" : ` (${earlier.join(", ")} saw an earlier state)`;
  return `approved by ${by.join(", ")}${older}${refused}`;
}

function mark({ forge }: SourceAnswers): string {
  return forge === "gitlab" ? "!" : "#";
}

function short(id: string): string {
  return id.slice(0, 12);
}

function unseen(id: SourceLink["id"], look?: Extract<Look<unknown>, { kind: "unknown" }>): SourceLink {
  const { message = "", remedy = "" } = look?.failure ?? {};
  return { id, state: "unknown", reason: message, checks: [], reported: [], ...(remedy !== "" && { remedy }) };
}
