import fc from "fast-check";
import { expect, test } from "vitest";
import { placeAfter } from "./grid-keys.ts";
import { pageSize, pagesFor, withKept } from "./row-pages.ts";

const size = { rows: 5000, columns: 101, page: 30 };
const from = { row: 40, column: 7 };
const press = (key: string, ctrl = false) => placeAfter(from, { key, ctrl }, size);

test("the keys of the grid contract", () => {
  expect(press("ArrowUp")).toEqual({ row: 39, column: 7 });
  expect(press("ArrowDown")).toEqual({ row: 41, column: 7 });
  expect(press("ArrowLeft")).toEqual({ row: 40, column: 6 });
  expect(press("ArrowRight")).toEqual({ row: 40, column: 8 });
  expect(press("PageUp")).toEqual({ row: 10, column: 7 });
  expect(press("PageDown")).toEqual({ row: 70, column: 7 });
  expect(press("Home")).toEqual({ row: 40, column: 0 });
  expect(press("End")).toEqual({ row: 40, column: 100 });
  expect(press("Home", true)).toEqual({ row: 0, column: 0 });
  expect(press("End", true)).toEqual({ row: 4999, column: 100 });
});

test("other keys are left to the page", () => {
  for (const key of ["a", "Tab", "Enter", "Escape", "/", " "]) expect(press(key)).toBeUndefined();
});

test("no key leads out of the grid", () => {
  const key = fc.constantFrom("ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "PageUp", "PageDown", "Home", "End");
  const sizes = fc.record({ rows: fc.nat(50), columns: fc.integer({ min: 1, max: 20 }), page: fc.integer({ min: 1, max: 60 }) });
  fc.assert(
    fc.property(key, fc.boolean(), sizes, fc.nat(60), fc.nat(30), (name, ctrl, grid, row, column) => {
      const to = placeAfter({ row, column }, { key: name, ctrl }, grid);
      expect(to?.row).toBeGreaterThanOrEqual(0);
      expect(to?.row).toBeLessThan(Math.max(1, grid.rows));
      expect(to?.column).toBeGreaterThanOrEqual(0);
      expect(to?.column).toBeLessThan(grid.columns);
    }),
    { numRuns: Number(process.env.CASES ?? 300) },
  );
});

test("pages in view come first, then their neighbours", () => {
  expect(pagesFor(0, 0, 5000)).toEqual([0, 1]);
  expect(pagesFor(0, 1, 5000)).toEqual([0, 1, 2]);
  expect(pagesFor(3, 3, 5000)).toEqual([3, 4, 2]);
  expect(pagesFor(62, 65, 5000)).toEqual([62, 61]);
  expect(pagesFor(0, 0, pageSize)).toEqual([0]);
  expect(pagesFor(0, 0, 0)).toEqual([]);
});

test("the row with the focus is drawn wherever it is", () => {
  expect(withKept(10, 12, 3)).toEqual([3, 10, 11, 12]);
  expect(withKept(10, 12, 11)).toEqual([10, 11, 12]);
  expect(withKept(10, 12, 90)).toEqual([10, 11, 12, 90]);
  expect(withKept(10, 12, undefined)).toEqual([10, 11, 12]);
});
