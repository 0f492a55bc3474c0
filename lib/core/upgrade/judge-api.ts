/** What a target minor makes of an API that somebody writes in. */
import { type ApiLifecycle, apiVersionOf, catalogueReach, replacementIn, servedIn } from "./lifecycle.ts";
import { formatMinor, type Minor } from "./minor.ts";

/** `blocker`: it fails on the target; `warning`: it will later; `info`: nothing to do now. */
export type ApiVerdict = "blocker" | "warning" | "info";

export interface ApiJudgement {
  readonly verdict: ApiVerdict;
  /** What to write instead on the target. */
  readonly replacement?: ApiLifecycle;
  /** Sentences: why. */
  readonly evidence: string;
}

/**
 * Judges an API as something that will be sent to the target, so that what the target does not serve fails.
 *
 * @param from the minor that runs today, where it is known: it tells when one can change.
 * @returns undefined where nothing is to be said. Past the catalogue's reach that means not known: {@link isKnownTarget}.
 */
export function judgeApi(entry: ApiLifecycle, target: Minor, from?: Minor): ApiJudgement | undefined {
  const served = servedIn(entry, target);
  const serves = entry.stage === "config" ? "reads" : "serves";
  const name = apiVersionOf(entry);
  if (served === "notYet") {
    const since = `from ${formatMinor(entry.introduced ?? 0)} on`;
    return { verdict: "blocker", evidence: `${formatMinor(target)} does not have ${name} yet: it is there ${since}.` };
  }
  const replacement = replacementIn(entry, target);
  const found = { ...(replacement !== undefined && { replacement }) };
  if (served === "removed") {
    const gone = `From ${formatMinor(entry.removed ?? 0)} on nothing ${serves} ${name}.`;
    return { verdict: "blocker", ...found, evidence: [gone, ...whatNow(replacement, target, from)].join(" ") };
  }
  if (entry.deprecated !== undefined && entry.deprecated <= target) {
    const since = `Deprecated since ${formatMinor(entry.deprecated)}`;
    if (entry.removed === undefined) return { verdict: "info", ...found, evidence: `${since}; no removal is declared.` };
    const until = `${since}, ${entry.removed <= catalogueReach.newest ? "gone" : "declared to go"} in ${formatMinor(entry.removed)}.`;
    return { verdict: "warning", ...found, evidence: [until, ...whatNow(replacement, target, from)].join(" ") };
  }
  if (served !== "offByDefault") return undefined;
  return { verdict: "info", ...found, evidence: `${formatMinor(target)} serves ${name} only where it was turned on.` };
}

/** @returns whether the catalogue can judge everything on a target. */
export function isKnownTarget(target: Minor): boolean {
  return target >= catalogueReach.oldest && target <= catalogueReach.newest;
}

function whatNow(replacement: ApiLifecycle | undefined, target: Minor, from: Minor | undefined): readonly string[] {
  if (replacement === undefined) return ["Nothing takes its place."];
  const since = replacement.introduced;
  if (since === undefined) return [`Write ${apiVersionOf(replacement)}.`];
  if (since > target) return [`${apiVersionOf(replacement)} takes its place, from ${formatMinor(since)} on.`];
  if (from === undefined) return [`${apiVersionOf(replacement)} is there from ${formatMinor(since)} on.`];
  if (since <= from) return [`${apiVersionOf(replacement)} is there today: change it before the upgrade.`];
  return [`${apiVersionOf(replacement)} comes with ${formatMinor(since)}: change it at that step.`];
}
