import { expect, test } from "vitest";
import { dangerousText, rightGroups, rowLevel, subjectTitle } from "./row-summary.ts";

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

test("what was not seen is not counted as held", () => {
  const groups = rightGroups({ 0: { reach: "EEE-----" }, 1: { reach: "????????" }, 2: { reach: "e???????" } }, columns);
  expect(subjectTitle({ dangerous: 3, incomplete: true }, groups)).toBe("At least 3 dangerous rights, something on 2 resources");
  expect(subjectTitle({ dangerous: 1, incomplete: false }, groups.slice(0, 1))).toBe(
    "1 dangerous right, something on 1 resource",
  );
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
