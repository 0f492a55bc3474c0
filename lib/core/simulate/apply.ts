/**
 * An inventory as it would be after a change: each object replaced as a whole, deletions first, and the rules of aggregated
 * roles as the controller would leave them. It says of each object what becomes of it.
 */
import { gapsOf, withLooks } from "../inventory/build.ts";
import type { Inventory, Look } from "../inventory/inventory.ts";
import type { BindingItem, ClusterRoleItem, Item, PolicyRule, RoleItem } from "../inventory/items.ts";
import { aggregateRules, type ClusterRoles, ruleKey } from "../rbac/aggregation.ts";
import { gapsIn } from "../rbac/rbac-index.ts";
import { type AccessKind, accessKinds, type PlannedObject } from "./planned.ts";
import { resourceOfAccess } from "./read-object.ts";

export type Fate =
  | "added"
  | "changed"
  /** The cluster has it already, as far as rights go. */
  | "unchanged"
  | "deleted"
  /** Deleted and made again: so may a roleRef change. */
  | "replaced"
  /** It was to be deleted, and is not there. */
  | "absent"
  /** The API server would refuse it: the roleRef of a binding never changes. */
  | "refused"
  /** Whether it is there already could not be seen. */
  | "unseen";

export interface PlannedFate {
  readonly planned: PlannedObject;
  readonly fate: Fate;
}

export interface Applied {
  readonly inventory: Inventory;
  readonly fates: readonly PlannedFate[];
}

type AccessItem = RoleItem | ClusterRoleItem | BindingItem;

/** @param plan names no object twice, except once to delete and once to apply */
export function applyPlan(inventory: Inventory, plan: readonly PlannedObject[]): Applied {
  const fates: PlannedFate[] = [];
  const looks = accessKinds.flatMap((kind): Look[] => {
    const ofKind = plan.filter((planned) => planned.kind === kind);
    if (ofKind.length === 0) return [];
    const look = inventory.looks[resourceOfAccess(kind)] as Look;
    const items = new Map(look.items.map((item) => [keyOf(item.meta), item as AccessItem]));
    fates.push(...applyKind(kind, ofKind, items, look));
    return [{ ...look, items: [...items.values()] as readonly Item[] }];
  });
  const applied = withLooks(inventory, looks);
  return { inventory: reaggregate(inventory, applied), fates: sortLike(plan, fates) };
}

function keyOf({ namespace = "", name }: { readonly namespace?: string; readonly name: string }): string {
  return `${namespace}/${name}`;
}

function sortLike(plan: readonly PlannedObject[], fates: readonly PlannedFate[]): readonly PlannedFate[] {
  const places = new Map(plan.map((planned, place) => [planned, place]));
  return fates.toSorted((a, b) => (places.get(a.planned) ?? 0) - (places.get(b.planned) ?? 0));
}

function applyKind(kind: AccessKind, plan: readonly PlannedObject[], items: Map<string, AccessItem>, look: Look): PlannedFate[] {
  const applied = new Set(plan.filter(({ item }) => item).map(keyOf));
  const gone = new Set<string>();
  const hidden = ({ namespace }: PlannedObject) =>
    look.coverage.state === "absent" || (namespace === undefined ? gapsOf(look) : gapsIn(gapsOf(look), namespace)).length > 0;
  const deletions = plan.flatMap((planned): PlannedFate[] => {
    if (planned.item) return [];
    const key = keyOf(planned);
    const there = items.delete(key);
    if (there) gone.add(key);
    if (there && applied.has(key)) return [{ planned, fate: "replaced" }];
    return [{ planned, fate: there ? "deleted" : hidden(planned) ? "unseen" : "absent" }];
  });
  const others = plan.flatMap((planned): PlannedFate[] => {
    if (!planned.item) return [];
    const key = keyOf(planned);
    const before = items.get(key);
    const fate = before ? fateOf(kind, before, planned.item) : gone.has(key) ? "replaced" : hidden(planned) ? "unseen" : "added";
    if (fate !== "refused" && fate !== "unchanged") items.set(key, before ? keepIdentity(before, planned.item) : planned.item);
    return [{ planned, fate }];
  });
  return [...deletions, ...others];
}

function keepIdentity(before: AccessItem, after: AccessItem): AccessItem {
  const { uid, createdAt } = before.meta;
  return { ...after, meta: { ...after.meta, ...(uid ? { uid } : {}), ...(createdAt ? { createdAt } : {}) } };
}

function fateOf(kind: AccessKind, before: AccessItem, after: AccessItem): Fate {
  if ("roleRef" in before && "roleRef" in after) {
    if (before.roleRef.kind !== after.roleRef.kind || before.roleRef.name !== after.roleRef.name) return "refused";
    return subjectsKey(before) === subjectsKey(after) ? "unchanged" : "changed";
  }
  return roleKeyOf(kind, before as ClusterRoleItem) === roleKeyOf(kind, after as ClusterRoleItem) ? "unchanged" : "changed";
}

function subjectsKey({ subjects }: BindingItem): string {
  return JSON.stringify(subjects.map(({ kind, name, namespace = "" }) => JSON.stringify([kind, name, namespace])).sort());
}

/** Labels choose what a cluster role is aggregated into; the rules of an aggregated role are not its own. */
function roleKeyOf(kind: AccessKind, { meta, rules, aggregation }: ClusterRoleItem): string {
  const labels = kind === "ClusterRole" ? Object.entries(meta.labels ?? {}).sort() : [];
  return JSON.stringify([labels, aggregation ? [] : rules.map(ruleKey).sort(), aggregation ?? null]);
}

const clusterRoles = "clusterroles.rbac.authorization.k8s.io";

function byName(inventory: Inventory): ClusterRoles {
  return new Map(inventory.looks[clusterRoles].items.map((role) => [role.meta.name, role]));
}

/** Manifests are aggregated when they are indexed; a cluster's stored rules move by what the change adds and takes away. */
function reaggregate(before: Inventory, after: Inventory): Inventory {
  const look = after.looks[clusterRoles];
  if (after.source === "manifests" || look === before.looks[clusterRoles]) return after;
  const [was, is] = [byName(before), byName(after)];
  const [computedBefore, computedAfter] = [aggregateRules(was), aggregateRules(is)];
  const items = look.items.map((role): ClusterRoleItem => {
    if (role.aggregation === undefined) return role;
    const stored = was.get(role.meta.name);
    const wanted = computedAfter.get(role.meta.name) ?? [];
    if (stored?.aggregation === undefined) return { ...role, rules: wanted };
    return { ...role, rules: moved(stored.rules, computedBefore.get(role.meta.name) ?? [], wanted) };
  });
  return withLooks(after, [{ ...look, items } as Look]);
}

function moved(
  stored: readonly PolicyRule[],
  before: readonly PolicyRule[],
  after: readonly PolicyRule[],
): readonly PolicyRule[] {
  const [was, is] = [new Set(before.map(ruleKey)), new Set(after.map(ruleKey))];
  const kept = stored.filter((rule) => is.has(ruleKey(rule)) || !was.has(ruleKey(rule)));
  const there = new Set(kept.map(ruleKey));
  return [...kept, ...after.filter((rule) => !was.has(ruleKey(rule)) && !there.has(ruleKey(rule)))];
}
