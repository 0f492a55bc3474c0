/** The cells of the matrix: what a role gives in each column, as bits, and what a subject has of it, as small numbers. */
import type { PolicyRule } from "../inventory/items.ts";
import type { Column } from "./columns.ts";
import type { RoleEntry } from "./rbac-index.ts";

export const matrixVerbs = ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"] as const;
export const verbCount = matrixVerbs.length;
const everyVerb = 0xff;
/** No request carries the name of what it deletes as a collection, so that a rule with names never gives it. */
const nameableVerbs = everyVerb & ~(1 << matrixVerbs.indexOf("deletecollection"));

export const cellStates = ["none", "named", "namespaces", "everywhere", "unknown"] as const;
export type CellState = (typeof cellStates)[number];

export interface Cell {
  readonly state: CellState;
  /** Of `namespaces`: in how many. */
  readonly count: number;
}

const stateBits = 3;
const mostCounted = 0xffff >> stateBits;

/** @returns a cell as one number of 16 bits. */
export function cellCode(state: CellState, count = 0): number {
  return cellStates.indexOf(state) | (Math.min(count, mostCounted) << stateBits);
}

/** @returns what a number of a window means. */
export function readCell(code: number): Cell {
  return { state: cellStates[stateOf(code)] ?? "unknown", count: code >> stateBits };
}

/** @returns whether each code says that there is no right. */
export function givesNothing(codes: ArrayLike<number>): boolean {
  for (let place = 0; place < codes.length; place++) if (stateOf(codes[place] ?? 0) !== 0) return false;
  return true;
}

/** @returns the place of a cell's state among `cellStates`. */
export function stateOf(code: number): number {
  return code & 0b111;
}

/** Finds the columns that a rule's groups and resources mean. */
export interface ColumnFinder {
  readonly size: number;
  find(rule: PolicyRule): Iterable<number>;
}

/** @returns a finder over the columns. */
export function createColumnFinder(columns: readonly Column[]): ColumnFinder {
  const byGroup = new Map<string, Map<string, number>>();
  const bySubresource = new Map<string, Map<string, number[]>>();
  for (const [number, { group, resource }] of columns.entries()) {
    nested(byGroup, group, () => new Map<string, number>()).set(resource, number);
    const slash = resource.indexOf("/");
    if (slash < 0) continue;
    nested(
      nested(bySubresource, group, () => new Map<string, number[]>()),
      resource.slice(slash + 1),
      (): number[] => [],
    ).push(number);
  }
  return { size: columns.length, find: (rule) => findColumns(rule, byGroup, bySubresource) };
}

function nested<T>(map: Map<string, T>, key: string, make: () => T): T {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

function* findColumns(
  { apiGroups = [], resources = [] }: PolicyRule,
  byGroup: ReadonlyMap<string, ReadonlyMap<string, number>>,
  bySubresource: ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>,
): Generator<number, void> {
  for (const group of apiGroups.includes("*") ? byGroup.keys() : apiGroups) {
    const inGroup = byGroup.get(group);
    if (inGroup === undefined) continue;
    if (resources.includes("*")) yield* inGroup.values();
    else
      for (const resource of resources) {
        const number = inGroup.get(resource);
        if (number !== undefined) yield number;
        if (resource.startsWith("*/")) yield* bySubresource.get(group)?.get(resource.slice(2)) ?? [];
      }
  }
}

/** What a role gives, without the columns in which it gives nothing. */
export interface RoleMask {
  readonly columns: Uint32Array;
  /** For each of these columns the verbs for every name (low eight bits) and for some names only (high eight bits). */
  readonly bits: Uint16Array;
}

/** @returns the mask of a role. */
export function maskOf(role: RoleEntry, finder: ColumnFinder): RoleMask {
  const found = new Map<number, number>();
  for (const rule of role.rules) {
    const verbs = verbBits(rule);
    const bits = rule.resourceNames?.length ? (verbs & nameableVerbs) << verbCount : verbs;
    if (bits === 0) continue;
    for (const column of finder.find(rule)) found.set(column, (found.get(column) ?? 0) | bits);
  }
  return { columns: Uint32Array.from(found.keys()), bits: Uint16Array.from(found.values()) };
}

function verbBits(rule: PolicyRule): number {
  if (rule.verbs.includes("*")) return everyVerb;
  return matrixVerbs.reduce((bits, verb, place) => (rule.verbs.includes(verb) ? bits | (1 << place) : bits), 0);
}
