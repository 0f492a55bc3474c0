/** How the engines that judge images at admission stand: what they do, whether they answer, and whom they leave out. */

import { createSight } from "../../checks/sight.ts";
import { type EnforcementView, enforcementResources, enforcementView } from "../../checks/supply-chain/enforcement.ts";
import { backendResources, backends, stateOfBackend } from "../../checks/upgrade/backends.ts";
import { gapsOf } from "../../inventory/build.ts";
import { compareGaps, compareText, type Gap } from "../../inventory/gap.ts";
import type { Inventory, Look } from "../../inventory/inventory.ts";
import type { ResourceId } from "../../inventory/resources.ts";
import { anyOf } from "./answer.ts";
import { type ConstraintStanding, constraintResources, constraintStandings, unreadTemplates } from "./constraints.ts";
import { type CoverageState, coverageStates } from "./coverage.ts";
import { type EngineMode, type EngineWebhooks, judgesPods, reachOf, unreadEngines, webhookEngineOf } from "./engines.ts";
import type { EngineName, ImageGuard } from "./guards.ts";
import { type RatifyStanding, ratifyResources, ratifyStanding } from "./ratify.ts";
import type { AdmittedPod } from "./scope.ts";

const ownResources = [...enforcementResources, ...constraintResources, ...ratifyResources] as const;
export const standingResources: readonly ResourceId[] = [...new Set([...ownResources, ...backendResources])];

export interface EngineStanding {
  readonly name: EngineName;
  /** Rules about images that are read; absent where its policies are not. */
  readonly rules?: { readonly enforcing: number; readonly reporting: number };
  /** Whether it refuses, or only tells, of one whose policies are not read; absent where its settings do not say. */
  readonly mode?: EngineMode;
  /** Of Gatekeeper and Ratify: the constraints that look at images. */
  readonly constraints?: readonly ConstraintStanding[];
  /** Of Gatekeeper: kinds of constraints that are not evaluated, sorted; they may look at images, too. */
  readonly notEvaluated?: readonly string[];
  /** Of Ratify: what it verifies with. */
  readonly ratify?: RatifyStanding;
  /** Whether it must answer for a pod to be made; `itself`: the API server evaluates it, and calls nobody. */
  readonly answer: "must" | "needNot" | "itself" | "notAsked" | "unknown";
  readonly health: "answers" | "silent" | "unknown" | "itself";
  /** Namespaces in which pods run that it is not asked about, sorted. */
  readonly skipped: readonly string[];
  /** Namespaces of which nobody can tell. */
  readonly doubtful: number;
}

export interface EnforcementStanding {
  readonly engines: readonly EngineStanding[];
  /** Every webhook and policy was seen: an engine that is not in the list is not there. */
  readonly complete: boolean;
  /** Containers that run, by how their image was covered by policies that verify signatures. */
  readonly containers: Readonly<Record<CoverageState, number>>;
  readonly gaps: readonly Gap[];
}

/** @returns how the engines of an inventory's cluster stand. */
export function enforcementStanding(inventory: Inventory): EnforcementStanding {
  const sight = createSight(inventory, [...new Set(ownResources)]);
  const view = enforcementView.build(createSight(inventory, enforcementResources));
  const { guards, engines, webhooksSeen, policiesSeen } = view.enforcement;
  const pods = podsOf(view);
  const constraints = constraintStandings(sight.list, pods);
  const served = (resource: (typeof ownResources)[number]) => sight.look(resource).coverage.state !== "absent";
  const ratify = ratifyStanding(sight.list, { complete: sight.complete, served });
  const names = new Set<EngineName>([
    ...engines.map(({ engine }) => engine),
    ...guards.map(({ engine }) => engine),
    ...constraints.map(({ asks }) => (asks === "signatures" ? "Ratify" : "Gatekeeper")),
    ...(ratify.verifiers.length + ratify.stores + ratify.policies === 0 ? [] : (["Ratify"] as const)),
  ]);
  const seen: Seen = {
    ...{ view, pods, constraints, ratify, health: healthOf(inventory), notEvaluated: unreadTemplates(sight.list) },
  };
  const standings = [...names].map((name) => standingOf(name, seen));
  const counts = Object.fromEntries(coverageStates.map((state) => [state, 0])) as Record<CoverageState, number>;
  for (const { covered } of view.workloads.flatMap(({ images }) => images)) counts[covered.state]++;
  return {
    engines: standings.sort((one, other) => compareText(one.name, other.name)),
    complete: webhooksSeen && policiesSeen,
    containers: counts,
    gaps: standingResources.flatMap((resource) => gapsOf(inventory.looks[resource] as Look)).sort(compareGaps),
  };
}

type Health = (webhooks: EngineWebhooks["webhooks"]) => EngineStanding["health"];

function healthOf(inventory: Inventory): Health {
  const sight = createSight(inventory, backendResources);
  const found = backends.build(sight);
  return (webhooks) => {
    const states = webhooks.map(({ service }) =>
      service === undefined ? "unknown" : stateOfBackend(service, { found, complete: sight.complete }),
    );
    if (states.some((state) => state === "missing" || state === "noPort" || state === "notReady")) return "silent";
    return states.length > 0 && states.every((state) => state === "ready" || state === "single" || state === "untold")
      ? "answers"
      : "unknown";
  };
}

type Pods = ReadonlyMap<string, readonly AdmittedPod[]>;

interface Seen {
  readonly view: EnforcementView;
  /** Those that run, by their namespaces. */
  readonly pods: Pods;
  readonly health: Health;
  readonly constraints: readonly ConstraintStanding[];
  readonly notEvaluated: readonly string[];
  readonly ratify: RatifyStanding;
}

function standingOf(name: EngineName, seen: Seen): EngineStanding {
  return { ...reachedStanding(name, seen), ...ownStanding(name, seen) };
}

/** What is particular to one engine. */
function ownStanding(name: EngineName, seen: Seen): Partial<EngineStanding> {
  const { view, constraints, notEvaluated, ratify } = seen;
  if (name === "Gatekeeper") {
    const own = constraints.filter(({ asks }) => asks !== "signatures");
    const enforcing = own.filter(({ action }) => action === "enforce").length;
    return { rules: { enforcing, reporting: own.length - enforcing }, constraints: own, notEvaluated };
  }
  if (name === "Ratify") return { constraints: constraints.filter(({ asks }) => asks === "signatures"), ratify };
  const mode = view.enforcement.engines.find(({ engine }) => engine === name)?.mode;
  return mode === undefined ? {} : { mode };
}

function reachedStanding(name: EngineName, { view, pods, health }: Seen): EngineStanding {
  const { guards, engines } = view.enforcement;
  const own = guards.filter(({ engine }) => engine === name);
  const rules = unreadEngines.has(name) ? {} : { rules: rulesOf(own) };
  if (name === "ValidatingAdmissionPolicy")
    return { name, ...rules, answer: "itself", health: "itself", skipped: [], doubtful: 0 };
  const asked = engines.find(({ engine }) => engine === webhookEngineOf(name));
  const webhooks = asked?.webhooks.filter(judgesPods) ?? [];
  if (asked === undefined || webhooks.length === 0) {
    const namespaces = [...pods.keys()].sort();
    return view.enforcement.webhooksSeen
      ? { name, ...rules, answer: "notAsked", health: "unknown", skipped: namespaces, doubtful: 0 }
      : { name, ...rules, answer: "unknown", health: "unknown", skipped: [], doubtful: namespaces.length };
  }
  const open = webhooks.every(({ failurePolicy }) => failurePolicy === "Ignore");
  return { name, ...rules, answer: open ? "needNot" : "must", health: health(webhooks), ...reachedBy(asked, pods) };
}

function rulesOf(guards: readonly ImageGuard[]): NonNullable<EngineStanding["rules"]> {
  const nowhere = { namespace: "", name: "", labels: {}, workload: { kind: "Pod", name: "" } };
  const enforcing = guards.filter((guard) => guard.action(nowhere) === "enforce").length;
  return { enforcing, reporting: guards.length - enforcing };
}

function podsOf({ workloads }: EnforcementView): Pods {
  const pods = new Set(workloads.flatMap(({ images }) => images.map(({ pod }) => pod)));
  return Map.groupBy(pods, ({ namespace }) => namespace);
}

function reachedBy(engine: EngineWebhooks, pods: Pods): Pick<EngineStanding, "skipped" | "doubtful"> {
  const together = [...pods].map(([namespace, own]) => ({
    namespace,
    answer: anyOf(own.map((pod) => reachOf(engine, pod).asked)),
  }));
  return {
    skipped: together.flatMap(({ namespace, answer }) => (answer === "no" ? [namespace] : [])).sort(),
    doubtful: together.filter(({ answer }) => answer === "unknown").length,
  };
}
