/** Asks a forge everything that there is to say about one commit. It judges nothing, and an answer that did not come stays unknown. */
import { absent, found, type Look, type LookFailure, unknown } from "../../core/supply-chain/discovery/look.ts";
import { byTool } from "../../core/supply-chain/source/analyses.ts";
import type { SourceAnswers } from "../../core/supply-chain/source/answers.ts";
import type { ReportedPullRequest } from "../../core/supply-chain/source/reported.ts";
import { type CodeAnalysis, readSarif } from "../../core/supply-chain/source/sarif.ts";
import type { SourceKey } from "../database/supply-chain/source-work.ts";
import type { Forges } from "../forge/client.ts";
import type { ForgeRepository } from "../forge/repository.ts";

export interface SourceLooked {
  /** Absent where nobody was asked. */
  readonly answers?: SourceAnswers;
  readonly analyses?: Look<readonly CodeAnalysis[]>;
  /** The first thing that kept us from seeing the commit or how it came in. */
  readonly failure?: LookFailure;
}

export async function lookAtSource(
  forges: Forges,
  { repository, commit }: SourceKey,
  signal: AbortSignal,
): Promise<SourceLooked> {
  const opened = forges.repository(repository);
  if (!opened.ok) return { failure: opened.error };
  const forge = opened.value;
  const seen = await forge.commit(commit, signal);
  if (seen.kind !== "found") {
    const nothing = seen.kind === "absent" ? absent : seen;
    const answers = {
      ...nameOf(forge),
      commit: seen,
      pullRequests: nothing,
      codeAnalyses: nothing,
      ...(await ofRepository(forges, { forge, repository }, signal)),
    };
    return { answers, ...failureOf([seen]) };
  }
  const pullRequests = await forge.pullRequests(commit, signal);
  const base = pullRequests.kind === "found" ? mergedInto(pullRequests.value) : undefined;
  const rest = await ofRepository(forges, { forge, repository, base }, signal);
  const analyses = readLogs(await forge.codeAnalyses(commit, signal));
  const codeAnalyses = analyses.kind === "found" ? found(analyses.value.length) : analyses;
  const answers = { ...nameOf(forge), commit: seen, pullRequests, ...rest, codeAnalyses };
  return { answers, analyses, ...failureOf([pullRequests]) };
}

function nameOf({ kind, name }: ForgeRepository): Pick<SourceAnswers, "forge" | "repository"> {
  return { forge: kind, repository: name };
}

function mergedInto(requests: readonly ReportedPullRequest[]): string | undefined {
  return requests.find(({ state }) => state === "merged")?.base;
}

interface Asked {
  readonly forge: ForgeRepository;
  readonly repository: string;
  readonly base?: string | undefined;
}

async function ofRepository(
  forges: Forges,
  { forge, repository, base }: Asked,
  signal: AbortSignal,
): Promise<Pick<SourceAnswers, "branch" | "protection" | "pushAccess" | "scorecard">> {
  const branch = base === undefined ? await forge.defaultBranch(signal) : found(base);
  const [protection, pushAccess, scorecard] = await Promise.all([
    branch.kind === "found" ? forge.protection(branch.value, signal) : branch,
    forge.pushAccess(signal),
    forges.scorecard(repository, signal),
  ]);
  return { branch, protection, pushAccess, scorecard };
}

function failureOf(looks: readonly Look<unknown>[]): Pick<SourceLooked, "failure"> {
  const [failure] = looks.flatMap((look) => (look.kind === "unknown" ? [look.failure] : []));
  return failure === undefined ? {} : { failure };
}

function readLogs(logs: Look<readonly unknown[]>): Look<readonly CodeAnalysis[]> {
  if (logs.kind !== "found") return logs;
  const all: CodeAnalysis[] = [];
  for (const log of logs.value) {
    const read = readSarif(log);
    if (!read.ok) return unknown("malformed", `A code analysis of the forge cannot be read. ${read.error}`);
    all.push(...read.value);
  }
  return found(byTool(all));
}
