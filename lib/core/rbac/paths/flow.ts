/**
 * The fewest bindings between two sets of places, as a maximal flow through bindings that each let one unit pass. An edge that
 * needs several rights counts as if it needed the one that fewest bindings give, so that what is found always cuts, and is proven
 * the fewest where there is no such edge or leaving them all out gives as many.
 */
import type { BindingEntry } from "../rbac-index.ts";
import type { Edge, Part, PathGraph } from "./graph.ts";

export interface FlowQuestion {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly cuttable: (binding: BindingEntry) => boolean;
  /** The places that count. */
  readonly within: Uint8Array;
}

const endless = 1_000_000;

/** Arcs in pairs: what flows along one can flow back along the other. */
class Network {
  readonly heads: number[] = [];
  readonly rooms: number[] = [];
  readonly arcs: number[][] = [];

  vertex(): number {
    return this.arcs.push([]) - 1;
  }

  arc(from: number, to: number, room: number): void {
    this.arcs[from]?.push(this.heads.push(to) - 1);
    this.rooms.push(room);
    this.arcs[to]?.push(this.heads.push(from) - 1);
    this.rooms.push(0);
  }

  /** @returns for each vertex the arc by which it is reached from the source, -1 for none and -2 for the source. */
  reached(source: number, sink: number): Int32Array {
    const by = new Int32Array(this.arcs.length).fill(-1);
    by[source] = -2;
    const queue = [source];
    for (let at = 0; at < queue.length && by[sink] === -1; at++)
      for (const arc of this.arcs[queue[at] as number] as number[]) {
        const head = this.heads[arc] as number;
        if (by[head] !== -1 || (this.rooms[arc] as number) <= 0) continue;
        by[head] = arc;
        queue.push(head);
      }
    return by;
  }

  /** Sends one unit along the way that was found. */
  push(source: number, sink: number, by: Int32Array): void {
    for (let vertex = sink; vertex !== source; ) {
      const arc = by[vertex] as number;
      this.rooms[arc] = (this.rooms[arc] as number) - 1;
      this.rooms[arc ^ 1] = (this.rooms[arc ^ 1] as number) + 1;
      vertex = this.heads[arc ^ 1] as number;
    }
  }
}

/** @returns the bindings, nearest to the start where there is a choice; undefined where some way passes none. */
export function smallestCut(
  graph: PathGraph,
  question: FlowQuestion,
  combined: "counted" | "left out" = "counted",
): readonly BindingEntry[] | undefined {
  const network = new Network();
  const source = network.vertex();
  const sink = network.vertex();
  const doors = new Map<BindingEntry, readonly [entry: number, exit: number]>();
  const door = (binding: BindingEntry) => {
    const known = doors.get(binding);
    if (known) return known;
    const made = [network.vertex(), network.vertex()] as const;
    network.arc(made[0], made[1], question.cuttable(binding) ? 1 : endless);
    doors.set(binding, made);
    return made;
  };
  const vertices = graph.places.map((place, number) => {
    if (!question.within[number]) return [-1, -1] as const;
    if (place.kind === "binding") return door(place.binding);
    const vertex = network.vertex();
    return [vertex, vertex] as const;
  });
  const link = (edge: Edge) => {
    const from = vertices[edge.from]?.[1] ?? -1;
    const to = vertices[edge.to]?.[0] ?? -1;
    if (from < 0 || to < 0) return;
    if (edge.parts === undefined) return network.arc(from, to, endless);
    if (combined === "left out") return;
    const part = weakest(edge.parts, question.cuttable);
    if (part === undefined) return network.arc(from, to, endless);
    for (const { binding } of part) {
      const [entry, exit] = door(binding as BindingEntry);
      network.arc(from, entry, endless);
      network.arc(exit, to, endless);
    }
  };
  for (const [number, edges] of graph.out.entries()) if (question.within[number]) for (const edge of edges) link(edge);
  for (const start of question.starts) network.arc(source, vertices[start]?.[0] ?? -1, endless);
  for (const end of question.ends) if (question.within[end]) network.arc(vertices[end]?.[1] ?? -1, sink, endless);
  for (let units = 0; units <= doors.size; units++) {
    const by = network.reached(source, sink);
    if (by[sink] === -1)
      return [...doors].filter(([, [entry, exit]]) => by[entry] !== -1 && by[exit] === -1).map(([binding]) => binding);
    network.push(source, sink, by);
  }
  return undefined;
}

/** @returns the right that fewest bindings give, of those that can be taken away. */
function weakest(parts: readonly Part[], cuttable: (binding: BindingEntry) => boolean): Part | undefined {
  const closable = parts.filter((part) => part.every(({ binding }) => binding !== undefined && cuttable(binding)));
  return closable.sort((a, b) => a.length - b.length)[0];
}
