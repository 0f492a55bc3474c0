import { expect, test } from "vitest";
import { type Count, countLabel, countMarks, countText } from "./count-cell.ts";

const count = (change: Partial<Count>): Count => ({
  full: 0,
  named: 0,
  grave: false,
  incomplete: false,
  impossible: false,
  ...change,
});

test("a count says what is known, and never nobody where something was not seen", () => {
  const cells = [
    count({}),
    count({ full: 1 }),
    count({ full: 3, named: 2 }),
    count({ named: 2 }),
    count({ full: 3, incomplete: true }),
    count({ incomplete: true }),
    count({ impossible: true }),
  ];
  expect(cells.map((cell) => [countText(cell), countLabel(cell)])).toEqual([
    ["nobody", undefined],
    ["1 subject", "1"],
    ["3 subjects; 2 subjects on named objects only", "3"],
    ["2 subjects on named objects only", "(2)"],
    ["at least 3 subjects", "3+"],
    ["not assessed", undefined],
    ["cannot be held in one namespace", "–"],
  ]);
});

test("what was not seen is hatched, and what holds everywhere has the colour of danger", () => {
  expect(Object.keys(countMarks(count({ incomplete: true })))).toEqual(["hatch", "outline"]);
  expect(Object.keys(countMarks(count({ full: 3, grave: true })))).toEqual(["critical"]);
  expect(Object.keys(countMarks(count({ full: 3 })))).toEqual(["everywhere"]);
  expect(countMarks(count({ impossible: true }))).toEqual({});
});
