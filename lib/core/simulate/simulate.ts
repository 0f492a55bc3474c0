/**
 * What changes between two inventories of RBAC: who gains and loses what, and which findings come and go. One of the two may be
 * what a change to roles and bindings would make of the other, before it is applied.
 */
import { type Assessment, assess } from "../checks/assess.ts";
import { type Diff, diffAssessments } from "../findings/diff.ts";
import type { Inventory } from "../inventory/inventory.ts";
import { type AccessDifference, diffAccess } from "../rbac/difference/difference.ts";
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
  const [before, after] = [buildRbacIndex(earlier), buildRbacIndex(later)];
  const assessed = (inventory: Inventory) => assess(inventory, { ...options, checks: accessChecks });
  const assessments = { before: assessed(earlier), after: assessed(later) };
  const risks = diffAssessments(assessments.before, assessments.after);
  return { before, after, difference: diffAccess(before, after), risks, assessments };
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
  const applied = applyPlan(inventory, plan);
  const compared = compareAccess(inventory, applied.inventory, options);
  const changes = compared.difference.subjects.flatMap((subject) => subject.changes);
  const causes = new Set(changes.flatMap((change) => change.causes.map(objectKey)));
  const objects = applied.fates.map((fate) => ({ ...fate, matters: causes.has(objectKey(fate.planned)) }));
  return { ...compared, objects };
}
