import { expect, test } from "vitest";
import { doneShare, phases, stateOf } from "./phases.ts";

test("the weights make a whole", () => {
  expect(phases.reduce((sum, phase) => sum + phase.weight, 0)).toBe(100);
});

test("the share rises from phase to phase and ends at one", () => {
  const shares = phases.flatMap(({ id }) => [0, 1, 2].map((done) => doneShare({ phase: id, done, total: 2 })));
  expect(shares.toSorted((a, b) => a - b)).toEqual(shares);
  expect(doneShare({ phase: "done", done: 0, total: 0 })).toBe(1);
});

test("a total that is not known yet, or was too small, stays within its phase", () => {
  expect(doneShare({ phase: "collect", done: 5, total: 0 })).toBe(0.12);
  expect(doneShare({ phase: "collect", done: 9, total: 8 })).toBe(0.8);
});

test("phases lie behind, are present, or are to come", () => {
  expect(phases.map(({ id }) => stateOf(id, "collect"))).toEqual(["done", "done", "done", "now", "later", "later"]);
  expect(new Set(phases.map(({ id }) => stateOf(id, "done")))).toEqual(new Set(["done"]));
});
