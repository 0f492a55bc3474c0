/** A trail for programs and for people. */
import type { LookedAt } from "#core/supply-chain/discovery/artifact.ts";
import { shortDigest } from "#core/supply-chain/images/digest.ts";
import type { SourceLink, SourceLinks } from "#core/supply-chain/source/source-links.ts";
import type { JudgedArtifact } from "#core/supply-chain/trail/judged-artifact.ts";
import type { Trail, TrailLink } from "#core/supply-chain/trail/trail.ts";
import type { VerificationState } from "#core/supply-chain/verification/result.ts";
import { clean, json } from "#core/text/clean.ts";
import { exitCodes } from "../exit-codes.ts";
import { table } from "../terminal/table.ts";

/** A trail with what forges answered of its source. */
export interface TrailAnswer extends Omit<Trail, "links"> {
  readonly links: readonly (TrailLink | SourceLink)[];
}

/** @returns the trail with the commit and its pull request as they were judged. */
export function withSource({ links, ...trail }: Trail, { commit, pullRequest }: SourceLinks): TrailAnswer {
  const all = links.flatMap((link): TrailAnswer["links"] => (link.id === "commit" ? [commit, pullRequest] : [link]));
  return { ...trail, links: all };
}

/** @param asOf when it was looked at, ISO 8601. */
export function* asJson({ artifacts, resolved, ...trail }: TrailAnswer, asOf: string): Generator<string> {
  const { image, state, reason, links, looked } = trail;
  yield json(
    { image, asOf, ...(resolved && { resolved }), state, reason, links, artifacts: artifacts.map(presented), looked },
    2,
  );
}

function presented({ result, ...artifact }: JudgedArtifact): object {
  const { signer, checks, profile, statement } = result ?? {};
  return {
    ...artifact,
    ...(statement && { predicateType: statement.predicateType }),
    ...(signer && { signer }),
    ...(profile && { profile }),
    ...(checks && { checks }),
  };
}

export function* asText({ image, state, reason, links, artifacts, looked }: TrailAnswer): Generator<string> {
  yield `${clean(image)}\n${state}\n${clean(reason)}\n\n`;
  yield* table(
    ["LINK", "STATE", "WHY"],
    links.map((link) => [link.id, link.state, link.reason]),
  );
  const said = links.flatMap((link) => ("reported" in link ? link.reported : []));
  if (said.length > 0) {
    yield "\n";
    const unlike = new Map(said.map(({ by, says }) => [`${by} ${says}`, [by, says]]));
    yield* table(["SAID BY", "WHAT NOBODY VERIFIED"], [...unlike.values()]);
  }
  if (artifacts.length > 0) {
    yield "\n";
    const rows = artifacts.map((one) => [one.role, one.state, one.layout, covering(one), whyOf(one)]);
    yield* table(["EVIDENCE", "STATE", "FOUND AS", "ABOUT", "WHY"], rows);
  }
  if (looked.length > 0) {
    yield "\n";
    yield* table(["LOOKED FOR", "ANSWER", "WHERE"], placesOf(looked));
  }
}

function whyOf({ reason, built }: JudgedArtifact): string {
  return built === undefined ? reason : `${reason} SLSA build level ${built.level.level}: ${built.level.reason}`;
}

function covering({ covers }: JudgedArtifact): string {
  return covers.map(shortDigest).join(", ");
}

/** Places of one layout that answered alike are one line: an image has as many of each as it has platforms. */
function placesOf(looked: readonly LookedAt[]): readonly (readonly string[])[] {
  const alike = Map.groupBy(looked, (one) => `${one.layout} ${answerOf(one)}`);
  return [...alike.values()].flatMap(([first, ...more]) => {
    if (first === undefined) return [];
    const others = more.length === 0 ? "" : `, and ${more.length} more`;
    return [[first.layout, answerOf(first), `${first.place}${others}`]];
  });
}

function answerOf({ answer }: LookedAt): string {
  if (answer.kind === "found") return `${answer.count} found`;
  return answer.kind === "absent" ? "none" : `not known (${answer.failure.code})`;
}

const definite: ReadonlySet<VerificationState> = new Set(["invalid", "unsigned", "signed-untrusted", "claim-only"]);

/** @returns 0 for verified alone, with nothing invalid beside it; 1 for a definite no; 2 for what could not be judged. */
export function exitCodeOf({ state, artifacts, links }: TrailAnswer): number {
  const built = artifacts.flatMap((one) => (one.built ? [one.built.state, one.built.sourceState] : []));
  const all = [...[...artifacts, ...links].map((one) => one.state), ...built];
  if (definite.has(state) || all.includes("invalid")) return exitCodes.no;
  return state === "verified" ? exitCodes.yes : exitCodes.unsure;
}
