/** What a check is given of an inventory: the looks that it declares, and views that are built once for all checks. */
import { gapsOf } from "../inventory/build.ts";
import { hasFact } from "../inventory/facts.ts";
import type { Inventory, Look } from "../inventory/inventory.ts";
import type { ResourceId } from "../inventory/resources.ts";
import type { Assertion } from "../rbac/assertions/assertion.ts";
import { type Minor, parseMinor } from "../upgrade/minor.ts";
import type { CheckContext, View, ViewSight } from "./define.ts";
import type { Evidence } from "./evidence.ts";

export interface ContextSource {
  readonly inventory: Inventory;
  readonly now: Date;
  readonly assertions: readonly Assertion[];
  readonly target: Minor | undefined;
  readonly evidence: Evidence;
  /** The views that were built for this inventory so far. */
  readonly views: BuiltViews;
}

/** What was built of an inventory so far. */
export type BuiltViews = Map<View<ResourceId, unknown>, unknown>;

/** @returns the sight of an inventory through a list of resources; anything else throws. Each view is built at most once for `views`. */
export function createSight<R extends ResourceId>(
  inventory: Inventory,
  reads: readonly R[],
  views: BuiltViews = new Map(),
): ViewSight<R> {
  const granted = new Set<ResourceId>(reads);
  const look = <K extends R>(resource: K): Look<K> => {
    if (!granted.has(resource)) throw new Error(`${resource} is not among what the check declares to read`);
    return inventory.looks[resource] as unknown as Look<K>;
  };
  return {
    look,
    list: (resource) => look(resource).items,
    complete: (resource, namespace) => isComplete(look(resource) as Look, namespace),
    minor: inventory.cluster.minor,
    version: inventory.cluster.version,
    discovery: inventory.cluster.discovery,
    source: inventory.source,
    knows: (fact) => hasFact(inventory.version, fact),
    apiMetric: inventory.apiMetric,
    anonymous: inventory.anonymous,
    hostPorts: inventory.hostPorts,
    credential: inventory.credential,
    view: (view) => {
      const undeclared = view.reads.find((resource) => !granted.has(resource));
      if (undeclared) throw new Error(`the view ${view.name} reads ${undeclared}, which is not among what is declared`);
      const key = view as unknown as View<ResourceId, unknown>;
      if (!views.has(key)) views.set(key, view.build(createSight(inventory, view.reads, views)));
      return views.get(key) as ReturnType<typeof view.build>;
    },
  };
}

/** @returns whether every object of the look's resource was seen, in the namespace or in the whole cluster. */
export function isComplete(look: Look, namespace?: string): boolean {
  if (look.coverage.state === "complete" || look.coverage.state === "absent") return true;
  if (look.coverage.state === "unseen" || namespace === undefined) return false;
  return gapsOf(look).every((gap) => gap.namespace !== undefined && gap.namespace !== namespace);
}

/** @returns the context of one check. */
export function createContext<R extends ResourceId>(
  reads: readonly R[],
  { inventory, now, assertions, target, evidence, views }: ContextSource,
): CheckContext<R> {
  return {
    ...createSight(inventory, reads, views),
    now,
    assertions,
    current: parseMinor(inventory.cluster.minor),
    target,
    evidence,
  };
}
