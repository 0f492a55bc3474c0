import type { Drawing } from "#contracts/graph.ts";

type Node = Drawing["nodes"][number];

/** @returns the nodes as one reads them: column by column, from the top. */
export function readingOrder({ nodes }: Pick<Drawing, "nodes">): readonly Node[] {
  return nodes.toSorted((a, b) => a.x - b.x || a.y - b.y);
}

/** @returns the ids of the nodes that are joined to a node, and its own. */
export function joinedTo({ edges }: Pick<Drawing, "edges">, id: string): ReadonlySet<string> {
  return new Set([id, ...edges.flatMap(({ from, to }) => (from === id ? [to] : to === id ? [from] : []))]);
}

/**
 * Where a key leads: left and right along a line to the nearest node that it joins, up and down to the next node of the
 * column, Home and End to the first and the last.
 * @returns the id of a node; undefined where the key leads nowhere
 */
export function nodeAfter(drawing: Drawing, id: string, key: string): string | undefined {
  const from = drawing.nodes.find((node) => node.id === id);
  if (from === undefined) return undefined;
  const ordered = readingOrder(drawing);
  switch (key) {
    case "Home":
      return ordered.at(0)?.id;
    case "End":
      return ordered.at(-1)?.id;
    case "ArrowLeft":
    case "ArrowRight":
      return nearest(from, joined(drawing, from, key === "ArrowRight"));
    case "ArrowUp":
      return ordered.findLast((node) => node.x === from.x && node.y < from.y)?.id;
    case "ArrowDown":
      return ordered.find((node) => node.x === from.x && node.y > from.y)?.id;
    default:
      return undefined;
  }
}

function joined({ nodes, edges }: Drawing, { id }: Node, forwards: boolean): readonly Node[] {
  const ids = new Set(edges.flatMap(({ from, to }) => (forwards ? (from === id ? [to] : []) : to === id ? [from] : [])));
  return nodes.filter((node) => ids.has(node.id));
}

function nearest({ y }: Node, nodes: readonly Node[]): string | undefined {
  return nodes.toSorted((a, b) => Math.abs(a.y - y) - Math.abs(b.y - y))[0]?.id;
}
