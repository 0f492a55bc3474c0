import { expect, test } from "vitest";
import { facetValues, toggled } from "./facet-values.ts";

test("a closed set is listed in its order, with what was not found", () => {
  const values = facetValues({ found: [{ value: "high", count: 2 }], chosen: [], order: ["critical", "high"] });
  expect(values.map(({ value, count }) => [value, count])).toEqual([
    ["critical", 0],
    ["high", 2],
  ]);
});

test("an open set is listed by count, and what is chosen never goes away", () => {
  const found = [
    { value: "b", count: 1 },
    { value: "", count: 3 },
    { value: "a", label: "Ay", count: 1 },
  ];
  expect(facetValues({ found, chosen: ["gone"], labels: { "-": "no namespace" } }).map((value) => value.label)).toEqual([
    "no namespace",
    "Ay",
    "b",
    "gone",
  ]);
});

test("toggling twice is nothing", () => {
  expect(toggled(toggled(["a"], "b"), "b")).toEqual(["a"]);
});
