/** What stood between an image and a pod that runs it: whether a policy verified its signature when the pod was made. */

import { type EngineWebhooks, type Reach, reachOf, unreadEngines, webhookEngineOf } from "./engines.ts";
import type { EngineName, ImageGuard, NamedImage } from "./guards.ts";
import type { AdmittedPod } from "./scope.ts";

/**
 * In the order of what is worth more. `verified`: a rule would refuse the pod without a signature; it says nothing of whether
 * the signature still is there. `failOpen`: it would, but lets pods pass while the engine does not answer. `older`: the pod is
 * older than the policy. `reported`: what is found is only told. `skipped`: rules are about the image, and their engine is not
 * asked in the namespace. `unmatched`: no rule is about it.
 */
export const coverageStates = ["verified", "failOpen", "unknown", "older", "reported", "skipped", "unmatched"] as const;
export type CoverageState = (typeof coverageStates)[number];

export interface Covered {
  readonly state: CoverageState;
  /** Of the best answer; absent where no rule gave one. */
  readonly guard?: ImageGuard;
}

export interface Enforcement {
  readonly guards: readonly ImageGuard[];
  readonly engines: readonly EngineWebhooks[];
  /** Whether every webhook was seen: else one that was not may ask an engine. */
  readonly webhooksSeen: boolean;
  /** Whether every policy was seen. */
  readonly policiesSeen: boolean;
  /** Whether the engines' own settings were seen whole: Kyverno's take namespaces out of its sight. */
  readonly settingsSeen: boolean;
  /** What policy-controller does with an image that no policy is about; absent where its settings were not seen. */
  readonly noMatch?: string;
}

/** @returns how well an image of a pod was covered by policies that verify signatures. */
export function coverageOf(enforcement: Enforcement, pod: AdmittedPod, image: NamedImage): Covered {
  const { guards, engines } = enforcement;
  const reaches = new Map(engines.map((one) => [one.engine, reachOf(one, pod)]));
  const found = guards
    .filter(({ purpose }) => purpose === "signature")
    .map((guard): Covered => ({ guard, state: stateOf(guard, enforcement, { pod, image, reaches }) }));
  const unread = engines.filter(({ engine }) => unreadEngines.has(engine) && reaches.get(engine)?.asked !== "no");
  const silent = unread.some(({ mode }) => mode !== "reports");
  // What it refuses nobody can say, and in this mode it refuses nothing.
  const told = unread.filter(({ engine, mode }) => mode === "reports" && reaches.get(engine)?.asked === "yes");
  const refuses = reaches.get("policy-controller")?.asked !== "no" && reaches.has("policy-controller");
  const doubt = silent || !enforcement.policiesSeen || (refuses && !/^(allow|warn)$/.test(enforcement.noMatch ?? ""));
  return best([...found, ...told.map((): Covered => ({ state: "reported" })), { state: doubt ? "unknown" : "unmatched" }]);
}

function best(all: readonly Covered[]): Covered {
  const rank = ({ state }: Covered) => coverageStates.indexOf(state);
  return all.reduce((one, other) => (rank(other) < rank(one) ? other : one));
}

interface Asked {
  readonly pod: AdmittedPod;
  readonly image: NamedImage;
  readonly reaches: ReadonlyMap<EngineName, Reach>;
}

/** Kubernetes evaluates its own policies without anybody. */
function reachFor({ engine }: ImageGuard, { webhooksSeen }: Enforcement, reaches: Asked["reaches"]): Reach {
  if (engine === "ValidatingAdmissionPolicy") return { asked: "yes", failOpen: false };
  const found = reaches.get(webhookEngineOf(engine));
  const none = { asked: "no", failOpen: false } as const;
  if (webhooksSeen) return found ?? none;
  return found?.asked === "yes" ? found : { asked: "unknown", failOpen: false };
}

function stateOf(guard: ImageGuard, enforcement: Enforcement, { pod, image, reaches }: Asked): CoverageState {
  const about = [guard.about(pod), guard.image(image)];
  if (about.includes("no")) return "unmatched";
  const { asked, failOpen } = reachFor(guard, enforcement, reaches);
  const action = guard.action(pod);
  if (asked === "no") return about.includes("unknown") ? "unknown" : "skipped";
  if (about.includes("unknown") || asked === "unknown" || action === "unknown") return "unknown";
  if (action !== "enforce") return "reported";
  if (isOlder(pod, guard)) return "older";
  if (failOpen || guard.failOpen) return "failOpen";
  return guard.engine === "Kyverno" && !enforcement.settingsSeen ? "unknown" : "verified";
}

/** Of a policy only its making is known: one that was changed since may have been younger. */
function isOlder({ createdAt }: AdmittedPod, { policy }: ImageGuard): boolean {
  if (createdAt === undefined || policy.meta.createdAt === undefined) return false;
  return Date.parse(createdAt) < Date.parse(policy.meta.createdAt);
}
