import { expect, test } from "vitest";
import { dangerousText, rightGroups, rowLevel } from "./row-summary.ts";

const columns = [
  { group: "", resource: "secrets" },
  { group: "", resource: "pods" },
  { group: "apps", resource: "deployments" },
];

test("equal rights are told together, the most dangerous first", () => {
  const cells = { 1: { reach: "ee------" }, 0: { reach: "EEE-----" }, 2: { reach: "ee------" }, 9: { reach: "e-------" } };
  expect(rightGroups(cells, columns).map((group) => [group.text, group.resources.map((resource) => resource.label)])).toEqual([
    ["get, list, watch everywhere; dangerous: get, list, watch", ["secrets"]],
    ["get, list everywhere", ["pods", "deployments.apps"]],
  ]);
});

test("how bad a row is, by its worst cell", () => {
  expect(rowLevel({ dangerous: 1, cells: { 0: { reach: "S-------" }, 1: { reach: "E-------" } } })).toBe("critical");
  expect(rowLevel({ dangerous: 1, cells: { 0: { reach: "S-------" } } })).toBe("high");
  expect(rowLevel({ dangerous: 1, cells: {} })).toBe("high");
  expect(rowLevel({ dangerous: 0, cells: { 0: { reach: "e-------" } } })).toBeUndefined();
});

test("a count of a row that was not seen in full is a lower bound", () => {
  expect(dangerousText({ dangerous: 8, incomplete: false })).toBe("8");
  expect(dangerousText({ dangerous: 2, incomplete: true })).toBe("2+");
  expect(dangerousText({ dangerous: 0, incomplete: true })).toBe("?");
});
