/** A commit that images name as their source, with what is known of it and reports about its code. */
import type { NewSourceReport, SourceView } from "../../../contracts/supply-chain/sources.ts";
import { ok, type Result } from "../../../core/result.ts";
import { byTool } from "../../../core/supply-chain/source/analyses.ts";
import { readSarif } from "../../../core/supply-chain/source/sarif.ts";
import { readScorecard } from "../../../core/supply-chain/source/scorecard.ts";
import type { Actor } from "../../auth/actor.ts";
import type { SourceKey } from "../../database/supply-chain/source-work.ts";
import type { ReportContent } from "../../database/supply-chain/sources.ts";
import { loadJudgement } from "../../supply-chain/judgement.ts";
import { lookOf } from "../../supply-chain/source-looks.ts";
import { record } from "../audit/audit.ts";
import { defineUseCase, type Outcome, refuse } from "../outcome.ts";
import type { Services } from "../services.ts";
import { sourceView } from "./source-views.ts";

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
  return ok(byTool(read.value).map((value) => ({ kind: "sarif", value })));
}

async function shown({ scope }: Actor, key: SourceKey, { repositories, now }: Services): Promise<Outcome<SourceView>> {
  const row = await repositories.sources.get(scope, key);
  if (row === undefined) return refuse("notFound");
  const [judgement, others] = await Promise.all([
    loadJudgement(repositories.judgement),
    repositories.sources.otherReports(scope, key),
  ]);
  const look = await lookOf(repositories.sources, row, { judgement, now: now() });
  return ok(sourceView(row, look, others));
}
