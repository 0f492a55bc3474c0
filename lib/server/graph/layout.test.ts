import fc from "fast-check";
import { expect, test } from "vitest";
import { type Graph, type GraphEdge, type GraphNode, mostNodes } from "#core/graph/graph.ts";
import { layOut } from "./layout.ts";

const node = (id: string, column?: number): GraphNode => ({
  id,
  kind: "Role",
  name: id,
  state: "plain",
  ...(column === undefined ? {} : { column }),
});
const edge = (from: string, to: string, label?: string): GraphEdge => ({
  from,
  to,
  verb: "gives",
  state: "plain",
  ...(label === undefined ? {} : { label }),
});
const placeOf = (drawing: Awaited<ReturnType<typeof layOut>>, id: string) =>
  drawing.nodes.find((placed) => placed.id === id) as (typeof drawing.nodes)[number];

test("nodes stand in their columns, and lines run from the first to the second", async () => {
  const graph: Graph = {
    nodes: [node("c", 2), node("a", 0), node("b", 1)],
    edges: [edge("a", "b"), edge("b", "c")],
    leftOut: ["x"],
  };
  const drawing = await layOut(graph);
  const [a, b, c] = ["a", "b", "c"].map((id) => placeOf(drawing, id));
  expect(a && b && c && [a.x + a.width < b.x, b.x + b.width < c.x]).toEqual([true, true]);
  expect(drawing.edges[0]?.points.at(0)?.x).toBe((a?.x ?? 0) + (a?.width ?? 0));
  expect(drawing.edges[0]?.points.at(-1)?.x).toBe(b?.x);
  expect(drawing.leftOut).toEqual(["x"]);
});

test("a label has a place on its line", async () => {
  const drawing = await layOut({ nodes: [node("a"), node("b")], edges: [edge("a", "b", "create pods")], leftOut: [] });
  expect(drawing.edges[0]?.labelAt?.x).toBeGreaterThan(placeOf(drawing, "a").width);
  expect(drawing.edges[0]?.labelAt?.x).toBeLessThan(placeOf(drawing, "b").x);
});

test("no two nodes of any graph overlap, and the same graph has the same picture", async () => {
  const graphs = fc
    .record({ count: fc.integer({ min: 0, max: 16 }), pairs: fc.array(fc.tuple(fc.nat(15), fc.nat(15)), { maxLength: 24 }) })
    .map(({ count, pairs }): Graph => {
      const ids = Array.from({ length: count }, (_, number) => `node ${number}`);
      const edges = pairs.flatMap(([from, to]) => {
        const [a, b] = [ids[from], ids[to]];
        return a === undefined || b === undefined || a === b ? [] : [edge(a, b)];
      });
      return { nodes: ids.map((id) => node(id)), edges, leftOut: [] };
    });
  await fc.assert(
    fc.asyncProperty(graphs, async (graph) => {
      const drawing = await layOut(graph);
      for (const a of drawing.nodes)
        for (const b of drawing.nodes)
          if (a.id < b.id)
            expect(a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y).toBe(true);
      expect(await layOut(graph)).toEqual(drawing);
    }),
    { numRuns: Number(process.env.CASES ?? 20) },
  );
});

test("more nodes than a person can read are refused", async () => {
  const nodes = Array.from({ length: mostNodes + 1 }, (_, number) => node(`node ${number}`));
  await expect(layOut({ nodes, edges: [], leftOut: [] })).rejects.toThrow(RangeError);
});
