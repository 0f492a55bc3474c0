/** What is known of the commit that a trail names, from rows alone: the links `commit` and `pullRequest`, with when they were looked at. */
import { type LookFailure, unknown } from "../../core/supply-chain/discovery/look.ts";
import { type SourceLinks, staleSource, unseenSource } from "../../core/supply-chain/source/source-links.ts";
import type { NamedSource } from "../../core/supply-chain/trail/trail.ts";
import type { Repositories } from "../database/repositories.ts";
import type { Scope } from "../database/scope.ts";
import type { ListedForge, SourceReportRow, SourceRow } from "../database/supply-chain/sources.ts";
import { loadJudgement } from "./judgement.ts";
import { sourceTrust } from "./source-trust.ts";

export interface SourceLook {
  readonly links: SourceLinks;
  readonly lookedAt?: Date;
  /** Of the last try, where an older answer is shown. */
  readonly failure?: LookFailure;
  readonly reports: readonly SourceReportRow[];
}

export interface SourceQuestion {
  readonly scope: Scope;
  /** As the trail names it; undefined where nothing does. */
  readonly source: NamedSource | undefined;
  readonly now: Date;
}

const mostDays = 7;

/** @returns whether what a forge answered is too old to be told as if it were of today. */
export function isOldSource(lookedAt: Date, now: Date): boolean {
  return now.getTime() - lookedAt.getTime() > mostDays * 86_400_000;
}

/** @param repositories the rows. @returns the links, unknown with the reason where nobody looked. */
export async function sourceLook(
  { sources, judgement }: Pick<Repositories, "sources" | "judgement">,
  { scope, source, now }: SourceQuestion,
): Promise<SourceLook> {
  if (source === undefined) return unseen(noSource);
  const { repository, commit } = source;
  if (commit === undefined) return unseen(noCommit);
  const row = await sources.get(scope, { repository, commit });
  const answers = row?.answers;
  if (row === undefined || answers === undefined)
    return { ...unseen(whyUnseen(repository, row, await sources.forges())), ...of(row) };
  const { judge } = sourceTrust(await sources.signers(), await loadJudgement(judgement));
  const links = await judge(commit, answers);
  const { lookedAt } = row;
  const isOld = lookedAt !== undefined && isOldSource(lookedAt, now);
  return { links: isOld ? staleSource(links, lookedAt.toISOString().slice(0, 10)) : links, ...of(row) };
}

function of(row: SourceRow | undefined): Omit<SourceLook, "links"> {
  return {
    reports: row?.reports ?? [],
    ...(row?.lookedAt && { lookedAt: row.lookedAt }),
    ...(row?.failure && { failure: row.failure }),
  };
}

function unseen(failure: LookFailure): SourceLook {
  return { links: unseenSource(failure), reports: [] };
}

const noSource = unknown("missing", "Nothing names the source, so there is no commit to look at.").failure;
const noCommit = unknown("missing", "What names the source names no commit.").failure;
const where = "Settings, Forges";

/** What the settings say comes before an older failure: that is what a person can change. */
function whyUnseen(repository: string, row: SourceRow | undefined, forges: readonly ListedForge[]): LookFailure {
  const host = URL.parse(repository)?.host ?? repository;
  const listed = forges.find((one) => one.kind !== "scorecard" && one.host === host.toLowerCase());
  if (listed === undefined)
    return unknown("hostNotAllowed", `Not looked: ${host} is not among the forges that may be asked.`, `Add it under ${where}.`)
      .failure;
  if (!listed.hasToken) return unknown("noToken", `Not looked: no token is set for ${host}.`, `Give one under ${where}.`).failure;
  return row?.failure ?? unknown("missing", "The commit was not looked at yet.").failure;
}
