/** A commit that images name as their source, with what is known of it and reports about its code. */
import type { NewSourceReport, SourceView } from "../../../contracts/supply-chain/sources.ts";
import { ok, type Result } from "../../../core/result.ts";
import { readSarif, type resultLevels } from "../../../core/supply-chain/source/sarif.ts";
import { readScorecard, type Scorecard } from "../../../core/supply-chain/source/scorecard.ts";
import type { SourceLink } from "../../../core/supply-chain/source/source-links.ts";
import type { Actor } from "../../auth/actor.ts";
import type { SourceKey } from "../../database/supply-chain/source-work.ts";
import type { ReportContent, SourceReportRow } from "../../database/supply-chain/sources.ts";
import { loadJudgement } from "../../supply-chain/judgement.ts";
import { lookOf } from "../../supply-chain/source-looks.ts";
import { record } from "../audit/audit.ts";
import { defineUseCase, type Outcome, refuse } from "../outcome.ts";
import type { Services } from "../services.ts";
import { signerText } from "./signer-text.ts";

const mostShown = 200;

export const getSource = defineUseCase<SourceKey, SourceView>("report:read", (actor, key, services) =>
  shown(actor, key, services),
);

export const lookAgain = defineUseCase<SourceKey, undefined>(
  "scan:run",
  async (actor, { repository, commit }, { repositories }) => {
    if (!(await repositories.sources.look(actor.scope, { repository, commit }))) return refuse("notFound");
    await record(repositories, actor, { action: "source.look", subject: commit, detail: { repository } });
    return ok(undefined);
  },
);

export const addSourceReport = defineUseCase<NewSourceReport, SourceView>(
  "scan:run",
  async (actor, { repository, commit, report }, services) => {
    const { repositories } = services;
    const key = { repository, commit };
    if (!(await repositories.sources.isSeen(actor.scope, key))) return refuse("notFound");
    const read = readReport(report, key);
    if (!read.ok) return refuse("sourceReportRefused", { detail: read.error, issues: [{ path: "report", message: read.error }] });
    if (!(await repositories.sources.addReports(actor.scope, key, read.value, actor.name))) return refuse("notFound");
    const tools = read.value.map((one) => (one.kind === "sarif" ? one.value.tool : "OpenSSF Scorecard"));
    await record(repositories, actor, { action: "source.report", subject: commit, detail: { repository, tools } });
    return shown(actor, key, services);
  },
);

export const removeSourceReport = defineUseCase<{ readonly id: string }, undefined>(
  "scan:run",
  async (actor, { id }, { repositories }) => {
    const removed = await repositories.sources.removeReport(actor.scope, id);
    if (removed === undefined) return refuse("notFound");
    const { repository, commit, tool } = removed;
    await record(repositories, actor, { action: "source.removeReport", subject: commit, detail: { repository, tool } });
    return ok(undefined);
  },
);

/** What says of itself that it is about something else is not joined to this commit. */
function readReport(report: unknown, { repository, commit }: SourceKey): Result<readonly ReportContent[], string> {
  const scorecard = readScorecard(report);
  if (scorecard !== undefined) {
    const same = `https://${scorecard.repository}`.toLowerCase() === repository.toLowerCase();
    if (!same) return { ok: false, error: `It is the scorecard of ${scorecard.repository}, not of ${repository}.` };
    return ok([{ kind: "scorecard", value: scorecard }]);
  }
  const read = readSarif(report);
  if (!read.ok) return read;
  const other = read.value.find((one) => one.commit !== undefined && one.commit !== commit);
  if (other !== undefined)
    return { ok: false, error: `The analysis of ${other.tool} is of the commit ${other.commit}, not of ${commit}.` };
  const tools = new Set(read.value.map(({ tool }) => tool));
  if (tools.size !== read.value.length)
    return { ok: false, error: "It has two runs of one tool: upload them as files of their own." };
  return ok(read.value.map((value) => ({ kind: "sarif", value })));
}

async function shown({ scope }: Actor, key: SourceKey, { repositories, now }: Services): Promise<Outcome<SourceView>> {
  const row = await repositories.sources.get(scope, key);
  if (row === undefined) return refuse("notFound");
  const judgement = await loadJudgement(repositories.judgement);
  const { links, lookedAt, failure, reports } = await lookOf(repositories.sources, row, { judgement, now: now() });
  const requests = row.answers?.pullRequests.kind === "found" ? row.answers.pullRequests.value : [];
  const asked = row.answers?.scorecard.kind === "found" ? [scorecardView(row.answers.scorecard.value, key)] : [];
  return ok({
    ...{ repository: key.repository, commit: key.commit },
    commitLink: linkView(links.commit),
    pullRequestLink: linkView(links.pullRequest),
    requests: requests.map(({ number, title, url: href, state }) => ({ number, title, href, state })),
    analyses: reports.flatMap((one) => (one.kind === "sarif" ? [analysisView(one)] : [])),
    scorecards: [
      ...asked,
      ...reports.flatMap((one) => (one.kind === "scorecard" ? [{ ...scorecardView(one.value, key), ...uploadOf(one) }] : [])),
    ],
    ...(lookedAt && { lookedAt: lookedAt.toISOString() }),
    ...(failure && { failure: failure.message }),
  });
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

function analysisView(row: Extract<SourceReportRow, { kind: "sarif" }>): SourceView["analyses"][number] {
  const { tool, version, rules, results, omitted, successful, problems } = row.value;
  const open = results.filter((one) => !one.suppressed);
  const of = (level: (typeof resultLevels)[number]) => open.filter((one) => one.level === level).length;
  return {
    ...uploadOf(row),
    ...{ origin: row.origin, tool, rules, problems: [...problems], at: row.createdAt.toISOString() },
    ...(version !== undefined && { version }),
    counts: {
      ...{ error: of("error"), warning: of("warning"), note: of("note"), none: of("none") },
      suppressed: results.length - open.length,
    },
    results: results.slice(0, mostShown).map((one) => ({ ...one })),
    omitted: omitted + Math.max(0, results.length - mostShown),
    ended: successful === undefined ? "notTold" : successful ? "well" : "badly",
  };
}

function scorecardView({ commit, date, version, score, checks }: Scorecard, key: SourceKey): SourceView["scorecards"][number] {
  return {
    ...{ commit, date, sameCommit: commit === key.commit, checks: checks.map((one) => ({ ...one })) },
    ...(version !== undefined && { version }),
    ...(score !== undefined && { score }),
  };
}
