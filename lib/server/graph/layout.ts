/** Gives a graph its places, from left to right, by elk's layered algorithm. It runs here alone and never ships to a browser. */
import ELK, { type ElkExtendedEdge, type ElkNode } from "elkjs/lib/elk.bundled.js";
import type { Drawing } from "../../contracts/graph.ts";
import { nodeStateWords } from "../../contracts/graph-states.ts";
import { type Graph, type GraphEdge, type GraphNode, mostNodes } from "../../core/graph/graph.ts";

const elk = new ELK();

const options = {
  "elk.algorithm": "layered",
  "elk.direction": "RIGHT",
  "elk.edgeRouting": "ORTHOGONAL",
  "elk.padding": "[top=4,left=4,bottom=4,right=4]",
  "elk.spacing.nodeNode": "12",
  "elk.layered.mergeEdges": "true",
  "elk.layered.spacing.nodeNodeBetweenLayers": "44",
  "elk.layered.spacing.edgeNodeBetweenLayers": "16",
  "elk.layered.thoroughness": "4",
  "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
  "elk.partitioning.activate": "true",
};

/** What a character of the names takes, 12 px of a monospaced font, and what stands beside them in a node. */
const character = 7.25;
/** The same of the words above and below, which are not monospaced. */
const letter = 6.3;
const besides = 44;
const narrowest = 132;
const widest = 232;
const labelHeight = 16;

/** @returns the graph with places, the same for the same graph. @throws RangeError for more nodes than a person can read. */
export async function layOut(graph: Graph): Promise<Drawing> {
  if (graph.nodes.length > mostNodes) throw new RangeError(`a graph of ${graph.nodes.length} nodes is no picture`);
  const width = widthsOf(graph.nodes);
  const plan: ElkNode = {
    id: "graph",
    layoutOptions: options,
    children: graph.nodes.map((node) => elkNode(node, width(node))),
    edges: graph.edges.map(elkEdge),
  };
  const placed = await elk.layout(plan);
  const places = new Map((placed.children ?? []).map((node) => [node.id, node]));
  return {
    width: placed.width ?? 0,
    height: placed.height ?? 0,
    nodes: graph.nodes.map(({ column: _column, ...node }) => {
      const { x = 0, y = 0, width = 0, height = 0 } = places.get(node.id) ?? {};
      return { ...node, x, y, width, height };
    }),
    edges: graph.edges.map((edge, number) => ({ ...edge, ...wayOf(placed.edges?.[number]) })),
    leftOut: [...graph.leftOut],
  };
}

/** Nodes of a column are as wide as its widest. */
function widthsOf(nodes: readonly GraphNode[]): (node: GraphNode) => number {
  const columns = Map.groupBy(nodes, (node) => node.column ?? node.id);
  const widths = new Map([...columns].map(([column, list]) => [column, Math.max(...list.map(widthOf))]));
  return (node) => widths.get(node.column ?? node.id) ?? narrowest;
}

function widthOf({ kind, name, namespace, note = "", state }: GraphNode): number {
  const whole = namespace === undefined ? name : `${namespace}/${name}`;
  const words: Readonly<Partial<Record<GraphNode["state"], string>>> = nodeStateWords;
  const above = kind.length + (words[state] === undefined ? 0 : (words[state]?.length ?? 0) + 3);
  const longest = Math.max(whole.length * character, above * letter, note.length * letter);
  return Math.round(Math.min(widest, Math.max(narrowest, longest + besides)));
}

function elkNode(node: GraphNode, width: number): ElkNode {
  const { id, note, column } = node;
  return {
    id,
    width,
    height: note === undefined ? 44 : 60,
    ...(column === undefined ? {} : { layoutOptions: { "elk.partitioning.partition": String(column) } }),
  };
}

function elkEdge({ from, to, label }: GraphEdge, number: number): ElkExtendedEdge {
  const width = Math.round((label?.length ?? 0) * character) + 12;
  const labels = label === undefined ? [] : [{ text: label, width, height: labelHeight }];
  return { id: `edge ${number}`, sources: [from], targets: [to], labels };
}

function wayOf(edge: ElkExtendedEdge | undefined): Pick<Drawing["edges"][number], "points" | "labelAt"> {
  const points = (edge?.sections ?? []).flatMap(({ startPoint, bendPoints = [], endPoint }) => [
    startPoint,
    ...bendPoints,
    endPoint,
  ]);
  const label = edge?.labels?.[0];
  if (label?.x === undefined || label.y === undefined) return { points };
  return { points, labelAt: { x: label.x + (label.width ?? 0) / 2, y: label.y + (label.height ?? 0) / 2 } };
}
