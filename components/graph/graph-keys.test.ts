import { expect, test } from "vitest";
import type { Drawing } from "#contracts/graph.ts";
import { joinedTo, nodeAfter } from "./graph-keys.ts";

const node = (id: string, x: number, y: number): Drawing["nodes"][number] => ({
  id,
  kind: "Role",
  name: id,
  state: "plain",
  x,
  y,
  width: 10,
  height: 10,
});
const edge = (from: string, to: string): Drawing["edges"][number] => ({ from, to, verb: "gives", state: "plain", points: [] });
const drawing: Drawing = {
  width: 100,
  height: 100,
  nodes: [node("subject", 0, 20), node("b1", 20, 0), node("b2", 20, 20), node("b3", 20, 40), node("role", 40, 0)],
  edges: [edge("subject", "b1"), edge("subject", "b2"), edge("b1", "role")],
  leftOut: [],
};
const after = (id: string, key: string) => nodeAfter(drawing, id, key);

test("keys follow the lines and the columns", () => {
  expect(after("subject", "ArrowRight")).toBe("b2");
  expect(after("b1", "ArrowRight")).toBe("role");
  expect(after("role", "ArrowLeft")).toBe("b1");
  expect(after("b1", "ArrowDown")).toBe("b2");
  expect(after("b3", "ArrowUp")).toBe("b2");
  expect([after("b3", "Home"), after("b3", "End")]).toEqual(["subject", "role"]);
});

test("a key that leads nowhere stays with the page", () => {
  expect([after("b3", "ArrowRight"), after("subject", "ArrowLeft"), after("b1", "ArrowUp"), after("b1", "x")]).toEqual(
    Array.from({ length: 4 }, () => undefined),
  );
});

test("what a node is joined to stands out with it", () => {
  expect([...joinedTo(drawing, "b1")].sort()).toEqual(["b1", "role", "subject"]);
});
