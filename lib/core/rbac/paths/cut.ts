/** The fewest bindings whose removal ends every path, and the one whose removal ends most. */
import type { BindingEntry } from "../rbac-index.ts";
import { type FlowQuestion, smallestCut } from "./flow.ts";
import type { Edge, PathGraph } from "./graph.ts";
import { placesFrom, type Reach, reachOf } from "./search.ts";

export interface Cut {
  readonly bindings: readonly BindingEntry[];
  /** Whether it is proven that no fewer do; else so many end it, and fewer might. */
  readonly proven: boolean;
}

export interface CutQuestion {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** Whether a binding may be taken away at all. */
  readonly cuttable: (binding: BindingEntry) => boolean;
}

/** Larger cuts are left as the flow found them. */
const mostExact = 6;
const mostPaths = 24;
const mostTries = 500;

/**
 * @param reach how the graph reaches the ends with every binding
 * @returns the cheapest cut; undefined where a path rests on nothing that may be taken away.
 */
export function cheapestCut(
  graph: PathGraph,
  { starts, ends, cuttable }: CutQuestion,
  reach: Reach = reachOf(graph, ends),
): Cut | undefined {
  const onward = placesFrom(graph, starts, new Set(ends));
  const within = onward.map((met, place) => (met === 1 && reach.distance(place) !== undefined ? 1 : 0));
  const question = { starts, ends, cuttable, within };
  const counted = smallestCut(graph, question);
  if (counted !== undefined && counted.length <= 1) return { bindings: counted, proven: true };
  const least = smallestCut(graph, question, "left out");
  if (counted !== undefined && least?.length === counted.length) return { bindings: counted, proven: true };
  const exact = counted === undefined || counted.length <= mostExact ? cutPathByPath(graph, question) : undefined;
  return exact ?? (counted && { bindings: counted, proven: false });
}

/**
 * Paths are found one after the other, each without the bindings that cut those before it, until none is left: the fewest
 * bindings that meet all paths that were found are then the fewest of all.
 */
function cutPathByPath(graph: PathGraph, { starts, ends, cuttable, within }: FlowQuestion): Cut | undefined {
  const paths: (readonly BindingEntry[])[] = [];
  for (let proven = true; proven && paths.length < mostPaths; ) {
    const hit = hittingSet(paths);
    proven = hit.proven;
    const removed = new Set(hit.bindings);
    const path = shortestOf(reachOf(graph, ends, { removed, within }), starts);
    if (path === undefined) return { bindings: hit.bindings, proven };
    const bindings = bindingsOf(graph, path, removed).filter(cuttable);
    if (bindings.length === 0) return undefined;
    paths.push(bindings);
  }
  return undefined;
}

/** @returns the shortest path from any of the starts. */
export function shortestOf(reach: Reach, starts: readonly number[]): readonly Edge[] | undefined {
  const [best] = starts
    .filter((start) => reach.distance(start) !== undefined)
    .sort((a, b) => (reach.distance(a) ?? 0) - (reach.distance(b) ?? 0));
  return best === undefined ? undefined : reach.pathFrom(best);
}

/** @returns the bindings without each of which this path would not be; of several givers of a right the first that is left. */
export function bindingsOf(
  graph: PathGraph,
  path: readonly Edge[],
  removed: ReadonlySet<BindingEntry> = new Set(),
): readonly BindingEntry[] {
  const found = new Set<BindingEntry>();
  for (const { from, parts = [] } of path) {
    const place = graph.places[from];
    if (place?.kind === "binding") found.add(place.binding);
    for (const part of parts) {
      const giver = part.find(({ binding }) => binding === undefined || !removed.has(binding));
      if (giver?.binding) found.add(giver.binding);
    }
  }
  return [...found];
}

/** @returns the fewest bindings of which each path has one: tried in full as far as the bound goes, then greedily. */
function hittingSet(paths: readonly (readonly BindingEntry[])[]): Cut {
  let best = greedySet(paths);
  let tries = 0;
  const visit = (chosen: readonly BindingEntry[]) => {
    if (++tries > mostTries) return;
    const open = paths.find((path) => !path.some((binding) => chosen.includes(binding)));
    if (open === undefined) {
      if (chosen.length < best.length) best = chosen;
      return;
    }
    if (chosen.length + disjoint(paths, chosen) >= best.length) return;
    for (const binding of open) visit([...chosen, binding]);
  };
  visit([]);
  return { bindings: best, proven: tries <= mostTries };
}

/** @returns how many of the paths that are left share no binding: so many more are needed at least. */
function disjoint(paths: readonly (readonly BindingEntry[])[], chosen: readonly BindingEntry[]): number {
  const met = new Set<BindingEntry>();
  let count = 0;
  for (const path of paths) {
    if (path.some((binding) => chosen.includes(binding) || met.has(binding))) continue;
    for (const binding of path) met.add(binding);
    count += 1;
  }
  return count;
}

function greedySet(paths: readonly (readonly BindingEntry[])[]): readonly BindingEntry[] {
  const chosen: BindingEntry[] = [];
  for (let open = [...paths]; open.length > 0; ) {
    const counts = new Map<BindingEntry, number>();
    for (const binding of open.flat()) counts.set(binding, (counts.get(binding) ?? 0) + 1);
    const [most] = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a));
    chosen.push(most);
    open = open.filter((path) => !path.includes(most));
  }
  return chosen;
}

export interface BestCut {
  readonly binding: BindingEntry;
  /** How many of the places no longer reach the end without it. */
  readonly ends: number;
  /** Whether every binding that could end more was tried. */
  readonly proven: boolean;
}

/** A trial goes over every edge. */
const mostTrialEdges = 4_000_000;

/**
 * @param reach how the graph reaches the end with every binding
 * @returns the one binding whose removal ends the most paths. A binding ends only paths that it lies on, so that those that few
 *   shortest paths rest on need not be tried.
 */
export function bestCut(
  graph: PathGraph,
  { starts, ends, cuttable }: CutQuestion,
  reach: Reach = reachOf(graph, ends),
): BestCut | undefined {
  const open = starts.filter((start) => reach.distance(start) !== undefined);
  const counts = new Map<BindingEntry, number>();
  for (const start of open)
    for (const binding of bindingsOf(graph, reach.pathFrom(start) ?? []))
      if (cuttable(binding)) counts.set(binding, (counts.get(binding) ?? 0) + 1);
  const candidates = [...counts].sort((a, b) => b[1] - a[1]);
  let best: { binding: BindingEntry; ends: number } | undefined;
  const mostTrials = Math.max(4, Math.floor(mostTrialEdges / Math.max(1, graph.edges)));
  let trials = 0;
  for (const [binding, most] of candidates) {
    if (best !== undefined && most <= best.ends) return { ...best, proven: true };
    if (++trials > mostTrials) return best && { ...best, proven: false };
    const without = reachOf(graph, ends, { removed: new Set([binding]) });
    const ended = open.filter((start) => without.distance(start) === undefined).length;
    if (ended > (best?.ends ?? 0)) best = { binding, ends: ended };
  }
  return best && { ...best, proven: true };
}
