/** A commit that images name, as it is shown: what was verified, what its forge says, and reports about its code. */
import type { CodeAnalysisView, SourceView } from "../../../contracts/supply-chain/sources.ts";
import { analysisKindOf, analysisKinds } from "../../../core/supply-chain/source/analyses.ts";
import type { CodeResult, resultLevels } from "../../../core/supply-chain/source/sarif.ts";
import type { Scorecard } from "../../../core/supply-chain/source/scorecard.ts";
import type { SourceLink } from "../../../core/supply-chain/source/source-links.ts";
import type { SourceKey } from "../../database/supply-chain/source-work.ts";
import type { OtherCommitReports, SourceReportRow, SourceRow } from "../../database/supply-chain/sources.ts";
import type { SourceLook } from "../../supply-chain/source-looks.ts";
import { signerText } from "./signer-text.ts";

const mostShown = 200;

/** @param others reports about other commits of the repository; they are named and say nothing of this one. */
export function sourceView(row: SourceRow, look: SourceLook, others: readonly OtherCommitReports[]): SourceView {
  const { links, lookedAt, failure, reports } = look;
  const { repository, commit, answers } = row;
  const requests = answers?.pullRequests.kind === "found" ? answers.pullRequests.value : [];
  const asked = answers?.scorecard.kind === "found" ? [scorecardView(answers.scorecard.value, row)] : [];
  const analyses = reports.flatMap((one) => (one.kind === "sarif" ? [analysisView(one)] : []));
  const noScorecard = scorecardLook(row, links.commit);
  return {
    ...{ repository, commit },
    commitLink: linkView(links.commit),
    pullRequestLink: linkView(links.pullRequest),
    requests: requests.map(({ number, title, url: href, state }) => ({ number, title, href, state })),
    analyses,
    forgeAnalyses: forgeAnalyses(row, links.commit),
    missingKinds: analysisKinds.filter((kind) => !analyses.some(({ looksAt }) => looksAt === kind)),
    otherCommits: others.map((one) => ({ commit: one.commit, tools: [...one.tools], at: one.at.toISOString() })),
    scorecards: [
      ...asked,
      ...reports.flatMap((one) => (one.kind === "scorecard" ? [{ ...scorecardView(one.value, row), ...uploadOf(one) }] : [])),
    ],
    ...(noScorecard && { scorecardLook: noScorecard }),
    ...(lookedAt && { lookedAt: lookedAt.toISOString() }),
    ...(failure && { failure: failure.message }),
  };
}

/** Where nobody was asked about the commit, nobody was asked about its analyses, for the same reason. */
function forgeAnalyses({ answers }: SourceRow, link: SourceLink): SourceView["forgeAnalyses"] {
  if (answers === undefined) return { answer: "unknown", ...whyUnseen(link) };
  const host = answers.repository.split("/")[0] ?? answers.repository;
  const told = answers.codeAnalyses;
  if (told === undefined) return { answer: "unknown", reason: `${host} was not asked for analyses yet.` };
  if (told.kind === "unknown") return { answer: "unknown", ...failed(told.failure) };
  if (told.kind === "absent") return { answer: "absent", reason: `${host} has no analysis of this commit.` };
  const named = told.value === 1 ? "an analysis by one tool" : `analyses by ${told.value} tools`;
  return { answer: "found", reason: `${host} has ${named}.` };
}

function scorecardLook({ answers }: SourceRow, link: SourceLink): SourceView["scorecardLook"] {
  if (answers === undefined) return whyUnseen(link);
  if (answers.scorecard.kind === "unknown") return failed(answers.scorecard.failure);
  if (answers.scorecard.kind === "found") return undefined;
  return { reason: "The service of OpenSSF Scorecard has no result for this repository." };
}

function failed({ message: reason, remedy }: { readonly message: string; readonly remedy: string }) {
  return { reason, ...(remedy !== "" && { remedy }) };
}

function whyUnseen({ reason, remedy }: SourceLink) {
  return { reason, ...(remedy !== undefined && { remedy }) };
}

function linkView({ state, reason, remedy, signer, reported }: SourceLink): SourceView["commitLink"] {
  const name = signer && signerText(signer);
  return {
    state,
    reason,
    reported: [...reported],
    ...(remedy !== undefined && { remedy }),
    ...(name !== undefined && { signer: name }),
  };
}

function uploadOf({ id, uploadedBy }: SourceReportRow) {
  return { id, ...(uploadedBy !== undefined && { uploadedBy }) };
}

function analysisView(row: Extract<SourceReportRow, { kind: "sarif" }>): CodeAnalysisView {
  const { tool, version, commit, rules, results, omitted, successful, problems } = row.value;
  const open = results.filter((one) => !one.suppressed);
  const of = (level: (typeof resultLevels)[number]) => open.filter((one) => one.level === level).length;
  const looksAt = analysisKindOf(tool);
  return {
    ...uploadOf(row),
    ...{ origin: row.origin, tool, rules, problems: [...problems], at: row.createdAt.toISOString() },
    ...(version !== undefined && { version }),
    ...(looksAt !== undefined && { looksAt }),
    namesCommit: row.origin === "forge" || commit !== undefined,
    counts: {
      ...{ error: of("error"), warning: of("warning"), note: of("note"), none: of("none") },
      suppressed: results.length - open.length,
    },
    scored: scoredOf(open),
    uncounted: omitted,
    results: results.slice(0, mostShown).map((one) => ({ ...one })),
    omitted: omitted + Math.max(0, results.length - mostShown),
    ended: successful === undefined ? "notTold" : successful ? "well" : "badly",
  };
}

/** By the bounds that GitHub gives `security-severity`. */
function scoredOf(open: readonly CodeResult[]): CodeAnalysisView["scored"] {
  const within = (least: number, below: number) => open.filter(({ score = -1 }) => score >= least && score < below).length;
  return { critical: within(9, 11), high: within(7, 9), medium: within(4, 7), low: within(0.1, 4) };
}

function scorecardView({ commit, date, version, score, checks }: Scorecard, key: SourceKey): SourceView["scorecards"][number] {
  return {
    ...{ commit, date, sameCommit: commit === key.commit, checks: checks.map((one) => ({ ...one })) },
    ...(version !== undefined && { version }),
    ...(score !== undefined && { score }),
  };
}
