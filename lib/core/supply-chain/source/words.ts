/** What a forge says, in sentences that name it as the one who says so. What was not looked at is said too. */
import type { Look } from "../discovery/look.ts";
import type { SourceAnswers } from "./answers.ts";
import type { ReportedCommit, ReportedProtection, ReportedPullRequest, ReportedPushAccess } from "./reported.ts";
import type { Scorecard } from "./scorecard.ts";

export interface Reported {
  /** Who says it, such as `github.com` or `OpenSSF Scorecard`. */
  readonly by: string;
  readonly says: string;
}

const mostNames = 20;

export function commitWords(answers: SourceAnswers, commit: ReportedCommit): readonly Reported[] {
  const { author, committer, committedAt, madeByForge, signature, parents } = commit;
  const when = committedAt === undefined ? "" : ` on ${committedAt.slice(0, 10)}`;
  const words = [
    author !== undefined && `Written by ${author}, committed by ${committer ?? "nobody named"}${when}.`,
    parents > 1 && `It is a merge of ${parents} commits.`,
    madeByForge && "Made on the forge's own pages, and signed by the forge for whoever was signed in.",
    signature === undefined ? "Nothing is said of its signature." : signatureWords(signature),
  ];
  return say(answers, words);
}

function signatureWords({ present, verified, reason, by }: NonNullable<ReportedCommit["signature"]>): string {
  if (!present && !verified) return "The commit has no signature.";
  const whose = by === undefined ? "" : ` of ${by}`;
  return verified ? `The signature${whose} is verified (${reason}).` : `The signature${whose} is not verified (${reason}).`;
}

export function requestWords(
  answers: SourceAnswers,
  { commits, reviews, title, mergedAt }: ReportedPullRequest,
): readonly Reported[] {
  const when = mergedAt === undefined ? "" : `, merged on ${mergedAt.slice(0, 10)}`;
  return say(answers, [
    `“${title}”${when}.`,
    reviews.kind === "unknown" && `Reviews not looked at: ${reviews.failure.message}`,
    commits.kind === "unknown" && `Commits of the request not looked at: ${commits.failure.message}`,
    commits.kind === "found" &&
      `${commits.value.signed} of its ${commits.value.total} commits have a signature that the forge verified.`,
  ]);
}

/** Protection, who may push, and Scorecard: of the repository as it was when it was asked, not when the commit came in. */
export function repositoryWords(answers: SourceAnswers): readonly Reported[] {
  const { protection, pushAccess, scorecard } = answers;
  return [
    ...say(answers, [
      ...lookWords(protection, "Branch protection", protectionWords),
      ...lookWords(pushAccess, "Who may push", pushWords),
    ]),
    ...(scorecard.kind === "found" ? [{ by: "OpenSSF Scorecard", says: scorecardWords(scorecard.value) }] : []),
    ...(scorecard.kind === "absent" ? [{ by: "OpenSSF Scorecard", says: "It has no result for this repository." }] : []),
  ];
}

function lookWords<T>(look: Look<T>, what: string, words: (value: T) => readonly string[]): readonly string[] {
  if (look.kind === "unknown") return [`${what} not looked at: ${look.failure.message}`];
  return look.kind === "found" ? words(look.value) : [`${what}: the branch is not there any more.`];
}

function protectionWords(told: ReportedProtection): readonly string[] {
  const { branch, unseen } = told;
  if (!told.protected) return [`The branch ${branch} is not protected: whoever may push may push to it.`];
  const rules = [
    told.pullRequest === true && "changes need a request",
    told.pullRequest === false && "changes need no request",
    told.approvals !== undefined && `${told.approvals} ${told.approvals === 1 ? "approval" : "approvals"}`,
    told.codeOwners === true && "code owners have to approve",
    told.signedCommits === true && "commits have to be signed",
    told.signedCommits === false && "commits need no signature",
    told.forcePush === true && "history may be rewritten",
    told.administrators === false && "administrators are not bound by it",
    told.pushers !== undefined && told.pushers.length > 0 && `pushing is for ${list(told.pushers)}`,
  ].filter((one) => one !== false);
  const known = rules.length === 0 ? "its rules were not told" : rules.join(", ");
  return [`The branch ${branch} is protected: ${known}.`, ...unseen];
}

function pushWords({ people, keys }: ReportedPushAccess): readonly string[] {
  const names = people.map(({ name, role }) => `${name} (${role})`);
  const may = people.length === 0 ? "Nobody is named who may push." : `${people.length} may push: ${list(names)}.`;
  if (keys.kind === "unknown") return [may, `Deploy keys not looked at: ${keys.failure.message}`];
  const titles = keys.kind === "found" ? keys.value : [];
  return [may, titles.length === 0 ? "No deploy key may push." : `${titles.length} deploy keys may push: ${list(titles)}.`];
}

function scorecardWords({ score, checks, date, commit }: Scorecard): string {
  const open = checks.filter((check) => check.score === undefined).length;
  const all = score === undefined ? "No score" : `${score} of 10`;
  return `${all} on ${date.slice(0, 10)} at ${commit.slice(0, 12)}; ${open} of ${checks.length} checks could not tell.`;
}

function list(names: readonly string[]): string {
  const more = names.length - mostNames;
  return more > 0 ? `${names.slice(0, mostNames).join(", ")} and ${more} more` : names.join(", ");
}

function say({ repository }: SourceAnswers, words: readonly (string | false)[]): readonly Reported[] {
  const by = repository.split("/")[0] ?? repository;
  return words.filter((one) => one !== false).map((says) => ({ by, says }));
}
