/** What is known of the commit that a trail names, from rows alone: the links `commit` and `pullRequest`, with when they were looked at. */
import { type LookFailure, unknown } from "../../core/supply-chain/discovery/look.ts";
import { type SourceLinks, staleSource, unseenSource, whyNoCommit } from "../../core/supply-chain/source/source-links.ts";
import type { NamedSource } from "../../core/supply-chain/trail/trail.ts";
import type { Scope } from "../database/scope.ts";
import type { ListedForge, SourceReportRow, SourceRow, SourcesRepository } from "../database/supply-chain/sources.ts";
import type { Judgement } from "./judgement.ts";
import { sourceTrust } from "./source-trust.ts";

export interface SourceLook {
  readonly links: SourceLinks;
  readonly lookedAt?: Date;
  /** Of the last try, where an older answer is shown. */
  readonly failure?: LookFailure;
  readonly reports: readonly SourceReportRow[];
}

/** What an answer is held to. */
export interface SourceHeldTo {
  readonly judgement: Pick<Judgement, "profiles" | "trustRevision">;
  readonly now: Date;
}

export interface SourceQuestion extends SourceHeldTo {
  readonly scope: Scope;
  /** As the trail names it; undefined where nothing does. */
  readonly source: NamedSource | undefined;
}

const mostDays = 7;

/** @returns whether what a forge answered is too old to be told as if it were of today. */
export function isOldSource(lookedAt: Date, now: Date): boolean {
  return now.getTime() - lookedAt.getTime() > mostDays * 86_400_000;
}

/** @returns the links, unknown with the reason where nobody looked. */
export async function sourceLook(sources: SourcesRepository, { scope, source, ...held }: SourceQuestion): Promise<SourceLook> {
  const without = whyNoCommit(source);
  if (without !== undefined || source?.commit === undefined) return unseen(without ?? notYet);
  const { repository, commit } = source;
  const row = await sources.get(scope, { repository, commit });
  return row ? lookOf(sources, row, held) : unseen(whyUnseen(repository, undefined, await sources.forges()));
}

/** @returns what a row that the reader sees tells. */
export async function lookOf(sources: SourcesRepository, row: SourceRow, { judgement, now }: SourceHeldTo): Promise<SourceLook> {
  const { repository, commit, answers, lookedAt } = row;
  if (answers === undefined) return { ...unseen(whyUnseen(repository, row, await sources.forges())), ...of(row) };
  const { judge } = sourceTrust(await sources.signers(), judgement);
  const links = await judge(commit, answers);
  const isOld = lookedAt !== undefined && isOldSource(lookedAt, now);
  return { links: isOld ? staleSource(links, lookedAt.toISOString().slice(0, 10)) : links, ...of(row) };
}

function of({ reports, lookedAt, failure }: SourceRow): Omit<SourceLook, "links"> {
  return { reports, ...(lookedAt && { lookedAt }), ...(failure && { failure }) };
}

function unseen(failure: LookFailure): SourceLook {
  return { links: unseenSource(failure), reports: [] };
}

const notYet = unknown("missing", "The commit was not looked at yet.").failure;
const where = "Settings, Forges";

/** What the settings say comes before an older failure: that is what a person can change. */
function whyUnseen(repository: string, row: SourceRow | undefined, forges: readonly ListedForge[]): LookFailure {
  const host = URL.parse(repository)?.host ?? repository;
  const listed = forges.find((one) => one.kind !== "scorecard" && one.host === host.toLowerCase());
  if (listed === undefined)
    return unknown("hostNotAllowed", `Not looked: ${host} is not among the forges that may be asked.`, `Add it under ${where}.`)
      .failure;
  if (!listed.hasToken) return unknown("noToken", `Not looked: no token is set for ${host}.`, `Give one under ${where}.`).failure;
  return row?.failure ?? notYet;
}
