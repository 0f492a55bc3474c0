/**
 * What changes between two inventories of RBAC: who gains and loses what, and which findings come and go. One of the two may be
 * what a change to roles and bindings would make of the other, before it is applied.
 */
import { type Assessment, assessInSteps } from "../checks/assess.ts";
import { type Diff, diffAssessments } from "../findings/diff.ts";
import type { Inventory } from "../inventory/inventory.ts";
import { type AccessDifference, diffAccessInSteps } from "../rbac/difference/difference.ts";
import { objectKey } from "../rbac/difference/objects.ts";
import { buildRbacIndex, type RbacIndex } from "../rbac/rbac-index.ts";
import { accessChecks } from "./access-checks.ts";
import { applyPlan, type PlannedFate } from "./apply.ts";
import type { PlannedObject } from "./planned.ts";

export interface CompareOptions {
  readonly now: Date;
  /** Of both: a finding is the same by the names of its objects. */
  readonly clusterIdentity: string;
}

export interface AccessComparison {
  readonly before: RbacIndex;
  readonly after: RbacIndex;
  readonly difference: AccessDifference;
  /** Findings of the checks of access. */
  readonly risks: Diff;
  readonly assessments: { readonly before: Assessment; readonly after: Assessment };
}

/** @returns what changes from one inventory to the other. */
export function compareAccess(earlier: Inventory, later: Inventory, options: CompareOptions): AccessComparison {
  return toTheEnd(compareAccessInSteps(earlier, later, options));
}

/** The same, with pauses, for whoever has something else to do in between. */
export function* compareAccessInSteps(
  earlier: Inventory,
  later: Inventory,
  options: CompareOptions,
): Generator<unknown, AccessComparison> {
  const [before, after] = [buildRbacIndex(earlier), buildRbacIndex(later)];
  yield;
  const difference = yield* diffAccessInSteps(before, after);
  const assessing = { ...options, checks: accessChecks };
  const assessments = {
    before: yield* assessInSteps(earlier, assessing),
    after: yield* assessInSteps(later, assessing),
  };
  return { before, after, difference, risks: diffAssessments(assessments.before, assessments.after), assessments };
}

function toTheEnd<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

export interface ObjectOutcome extends PlannedFate {
  /** Whether anybody gains or loses anything by it. */
  readonly matters: boolean;
}

export interface Simulation extends AccessComparison {
  readonly objects: readonly ObjectOutcome[];
}

/** @returns what applying the plan to the cluster would change. Nothing is kept. */
export function simulate(inventory: Inventory, plan: readonly PlannedObject[], options: CompareOptions): Simulation {
  return toTheEnd(simulateInSteps(inventory, plan, options));
}

/** The same, with pauses. */
export function* simulateInSteps(
  inventory: Inventory,
  plan: readonly PlannedObject[],
  options: CompareOptions,
): Generator<unknown, Simulation> {
  const applied = applyPlan(inventory, plan);
  const compared = yield* compareAccessInSteps(inventory, applied.inventory, options);
  const changes = compared.difference.subjects.flatMap((subject) => subject.changes);
  const causes = new Set(changes.flatMap((change) => change.causes.map(objectKey)));
  const objects = applied.fates.map((fate) => ({ ...fate, matters: causes.has(objectKey(fate.planned)) }));
  return { ...compared, objects };
}
