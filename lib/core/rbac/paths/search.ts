/** Searches backwards from an end, so that one search answers for every subject. */
import type { BindingEntry } from "../rbac-index.ts";
import { type Edge, type HopKind, hopKinds, type PathGraph } from "./graph.ts";

export interface SearchOptions {
  /** Bindings that count as taken away. */
  readonly removed?: ReadonlySet<BindingEntry>;
  /** The places that may be passed; all where it is absent. */
  readonly within?: Uint8Array;
}

export interface Reach {
  /** @returns the edges of a shortest way from a place to the end, or undefined where there is none. */
  pathFrom(place: number): readonly Edge[] | undefined;
  /** @returns hops to the end, and where they are equal the shorter proof first; undefined where it is not reached. */
  distance(place: number): number | undefined;
}

/** A hop weighs more than all that can lie between two hops; of several kinds the plainer one. */
const hopCosts = new Map<HopKind | undefined, number>([
  [undefined, 1],
  ...hopKinds.map((kind, place): [HopKind, number] => [kind, 512 + place]),
]);
/** Where as many hops do, one right is the better proof. */
const combinationCost = 3;

function costOf({ hop, parts }: Edge): number {
  return (hopCosts.get(hop) ?? 0) + (parts === undefined ? 0 : combinationCost);
}

/** @returns how every place reaches any of the ends. */
export function reachOf(graph: PathGraph, ends: readonly number[], { removed, within }: SearchOptions = {}): Reach {
  const distances = new Int32Array(graph.places.length).fill(-1);
  const next = new Array<Edge | undefined>(graph.places.length);
  const queue = new Buckets();
  const gone = new Uint8Array(graph.places.length);
  for (const binding of removed ?? []) gone[graph.find({ kind: "binding", binding }) ?? -1] = 1;
  for (const end of ends) {
    distances[end] = 0;
    queue.push(0, end);
  }
  for (let entry = queue.pop(); entry !== undefined; entry = queue.pop()) {
    const { cost, place } = entry;
    if (cost !== distances[place]) continue;
    for (const edge of graph.in[place] ?? []) {
      const { from } = edge;
      const total = cost + costOf(edge);
      const known = distances[from] as number;
      if ((known !== -1 && known <= total) || (within && !within[from]) || gone[from]) continue;
      if (removed && edge.parts && !isGiven(edge.parts, removed)) continue;
      distances[from] = total;
      next[from] = edge;
      queue.push(total, from);
    }
  }
  return {
    distance: (place) => (distances[place] === -1 ? undefined : distances[place]),
    pathFrom: (place) => (distances[place] === -1 || distances[place] === undefined ? undefined : follow(next, place)),
  };
}

/** @returns whether every right that an edge needs is still given by somebody. */
function isGiven(parts: NonNullable<Edge["parts"]>, removed: ReadonlySet<BindingEntry>): boolean {
  return parts.every((part) => part.some(({ binding }) => binding === undefined || !removed.has(binding)));
}

function follow(next: readonly (Edge | undefined)[], place: number): readonly Edge[] {
  const path: Edge[] = [];
  for (let edge = next[place]; edge !== undefined; edge = next[edge.to]) path.push(edge);
  return path;
}

/** @returns the places that one gets to from some; those at an end are not passed. */
export function placesFrom(graph: PathGraph, starts: readonly number[], ends: ReadonlySet<number>): Uint8Array {
  const met = new Uint8Array(graph.places.length);
  const stack = [...starts];
  for (const start of starts) met[start] = 1;
  for (let place = stack.pop(); place !== undefined; place = stack.pop()) {
    if (ends.has(place)) continue;
    for (const { to } of graph.out[place] ?? [])
      if (!met[to]) {
        met[to] = 1;
        stack.push(to);
      }
  }
  return met;
}

/** A queue of small whole costs. */
class Buckets {
  readonly #buckets: number[][] = [];
  #at = 0;

  push(cost: number, place: number): void {
    const bucket = this.#buckets[cost];
    if (bucket === undefined) this.#buckets[cost] = [place];
    else bucket.push(place);
  }

  pop(): { readonly cost: number; readonly place: number } | undefined {
    for (; this.#at < this.#buckets.length; this.#at++) {
      const place = this.#buckets[this.#at]?.pop();
      if (place !== undefined) return { cost: this.#at, place };
    }
    return undefined;
  }
}
