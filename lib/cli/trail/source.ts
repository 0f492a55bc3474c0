/** Asks the forge of a trail's source for the commit and how it came in, and judges the commit as the product does. */
import { type LookFailure, unknown } from "#core/supply-chain/discovery/look.ts";
import { type SourceLinks, unseenSource, whyNoCommit } from "#core/supply-chain/source/source-links.ts";
import type { NamedSource } from "#core/supply-chain/trail/trail.ts";
import type { TrustProfile } from "#core/supply-chain/trust/profile.ts";
import { forgeOf, parseRepository } from "#server/forge/access.ts";
import type { Forges } from "#server/forge/client.ts";
import { lookAtSource } from "#server/supply-chain/look-at-source.ts";
import { sourceTrust } from "#server/supply-chain/source-trust.ts";
import type { SourceAccess } from "./forges.ts";

export interface AskedSource {
  /** As the trail names it. */
  readonly source: NamedSource | undefined;
  readonly access: SourceAccess;
  /** Absent where no network may be asked. */
  readonly forges: Forges | undefined;
  /** By which the certificates of commits are judged. */
  readonly profiles: readonly TrustProfile[];
  readonly signal?: AbortSignal | undefined;
}

/** @returns the links `commit` and `pullRequest`, unknown with the reason where nobody looked. */
export async function sourceOf({ source, access, forges, profiles, signal }: AskedSource): Promise<SourceLinks> {
  const without = whyNoCommit(source) ?? whyUnasked(source?.repository ?? "", access);
  if (without !== undefined || source?.commit === undefined || forges === undefined)
    return unseenSource(without ?? unknown("hostNotAllowed", "No forge was asked.").failure);
  const { repository, commit } = source;
  const { answers, failure } = await lookAtSource(forges, { repository, commit }, signal ?? new AbortController().signal);
  if (answers === undefined) return unseenSource(failure ?? unknown("missing", "The forge gave no answer.").failure);
  return sourceTrust(access.signers, { profiles, trustRevision: "" }).judge(commit, answers);
}

function whyUnasked(repository: string, { settings }: SourceAccess): LookFailure | undefined {
  if (settings === undefined) return unknown("hostNotAllowed", "Not looked: the network is closed by --offline.").failure;
  const host = parseRepository(repository)?.host ?? repository;
  if (forgeOf(settings, host) !== undefined) return undefined;
  const remedy = "Set GITHUB_TOKEN or GITLAB_TOKEN, or list it with --forges.";
  return unknown("hostNotAllowed", `Not looked: there is no token for ${host}.`, remedy).failure;
}
