/** What the checks of upgrades ask of discovery: which versions a cluster serves, and what of that was not read. */
import type { Gap } from "../../inventory/gap.ts";
import { outside } from "../../inventory/gap.ts";
import type { ClusterFacts, Coverage } from "../../inventory/inventory.ts";
import { isGoing } from "../../upgrade/evidence/judge-use.ts";
import { type ApiLifecycle, apiLifecycles, catalogueReach } from "../../upgrade/lifecycle.ts";
import { formatMinor, type Minor } from "../../upgrade/minor.ts";

type Discovery = ClusterFacts["discovery"];

const unread: Gap = { resource: "discovery", reason: "notCollected", detail: "what the cluster serves was not read" };

/** @returns what keeps one from saying which APIs a cluster serves and a target does not. */
export function unseenApis(discovery: Discovery, target: Minor | undefined): readonly Gap[] {
  return [
    ...discovery.gaps,
    ...(discovery.resources.length === 0 ? [unread] : []),
    ...(target !== undefined && target > catalogueReach.newest
      ? [outside("version", `what Kubernetes ${formatMinor(target)} takes away is not in this release's catalogue`)]
      : []),
  ];
}

/** @returns a question to discovery: whether it lists an API; undefined where it does not and could not tell of everything. */
export function servedBy({ resources, gaps }: Discovery): (api: ApiLifecycle) => boolean | undefined {
  const served = new Set(resources.map(({ group, version, kind }) => `${group}/${version}/${kind}`));
  const whole = resources.length > 0 && gaps.length === 0;
  return ({ group, version, kind }) => served.has(`${group}/${version}/${kind}`) || (whole ? false : undefined);
}

interface Step {
  readonly discovery: Discovery;
  readonly current: Minor | undefined;
  readonly target: Minor | undefined;
}

/** @returns the stored versions that a cluster serves today and that are gone on the target, or have a day to go. */
export function goingToday({ discovery, current, target }: Step): readonly ApiLifecycle[] {
  if (current === undefined || target === undefined) return [];
  const isServed = servedBy(discovery);
  return apiLifecycles.filter((api) => api.stored && isGoing(api, { current, target }) && isServed(api) === true);
}

/** @returns the sentence that a target removes nothing, where that is so and discovery told of everything. */
export function nothingGoes(step: Step): string | undefined {
  if (step.current === undefined || step.target === undefined || goingToday(step).length > 0) return undefined;
  return `0 removals: Kubernetes ${formatMinor(step.target)} takes away nothing that this cluster serves, and nothing of that has a day to go.`;
}

/** @returns that sentence, where nobody asked for a resource and all of discovery was read: then nothing is missed without it. */
export function nothingGoesUnasked(step: Step, coverage: Coverage): string | undefined {
  const unasked = coverage.state === "unseen" && coverage.gaps.every(({ reason }) => reason === "notCollected");
  return unasked && unseenApis(step.discovery, step.target).length === 0 ? nothingGoes(step) : undefined;
}
