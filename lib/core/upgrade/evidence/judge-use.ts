/** What a target minor makes of evidence that somebody writes in a version. */
import { type ApiLifecycle, servedIn } from "../lifecycle.ts";
import type { Minor } from "../minor.ts";
import type { ApiUse } from "./api-use.ts";

/**
 * `removed`: the writer fails on the target. `deprecated`: it will on a later minor. The rest asks for nothing: `stale`, the
 * writer has changed since; `annotation`, only last-applied says so; `notServed`, it is turned off in the cluster, so that the
 * writer fails already or is no more.
 */
export type UseVerdict = "removed" | "deprecated" | "stale" | "annotation" | "notServed";

export interface UseAim {
  readonly current: Minor;
  readonly target: Minor;
  /** Whether discovery lists the version; undefined where discovery could not tell. */
  readonly isServed: (api: ApiLifecycle) => boolean | undefined;
}

/**
 * @returns whether a step to the target is a reason to ask who writes in a version: it is gone there, or has a day to go. What
 *   is gone already is no matter of the step.
 */
export function isGoing(api: ApiLifecycle, { current, target }: Pick<UseAim, "current" | "target">): boolean {
  if (api.removed === undefined || servedIn(api, current) === "removed") return false;
  return servedIn(api, target) === "removed" || (api.deprecated !== undefined && api.deprecated <= target);
}

/** @returns the verdict about a use, or undefined where the target has nothing against it. */
export function judgeUse({ api, source, stale }: Pick<ApiUse, "api" | "source" | "stale">, aim: UseAim): UseVerdict | undefined {
  if (!isGoing(api, aim)) return undefined;
  if (stale) return "stale";
  const served = aim.isServed(api);
  if (served === false || (served === undefined && api.onByDefault === false)) return "notServed";
  if (source === "lastApplied") return "annotation";
  return servedIn(api, aim.target) === "removed" ? "removed" : "deprecated";
}
