import fc from "fast-check";
import { expect, test } from "vitest";
import { bandsOf, blocksByBand, blocksInGroup, columnsOf } from "./column-blocks.ts";
import { drawnAround, groupsOf, rowHeight, rowsInGroup } from "./grid-geometry.ts";

const cases = Number(process.env.CASES ?? 200);
const size = { rows: 1_000, columns: 200, columnWidth: 72 };
const view = fc.record({ top: fc.nat(30_000), left: fc.nat(20_000), height: fc.nat(2_000), width: fc.nat(2_000) });

test("every row and column in view is drawn", () => {
  fc.assert(
    fc.property(view, (seen) => {
      const { firstRow, lastRow, firstColumn, lastColumn } = drawnAround(seen, size);
      expect(firstRow * rowHeight).toBeLessThanOrEqual(seen.top);
      expect((lastRow + 1) * rowHeight).toBeGreaterThanOrEqual(Math.min(seen.top + seen.height, size.rows * rowHeight));
      expect(firstColumn * size.columnWidth).toBeLessThanOrEqual(seen.left);
      const width = size.columns * size.columnWidth;
      expect((lastColumn + 1) * size.columnWidth).toBeGreaterThanOrEqual(Math.min(seen.left + seen.width, width));
    }),
    { numRuns: cases },
  );
});

test("no row or column is drawn that there is not", () => {
  const { firstRow, lastRow, lastColumn } = drawnAround(
    { top: 0, left: 0, height: 900, width: 900 },
    { ...size, rows: 3, columns: 0 },
  );
  expect([firstRow, lastRow, lastColumn]).toEqual([0, 2, -1]);
});

test("a scroll by a row draws nothing new most times", () => {
  const drawn = Array.from({ length: 8 }, (_, row) =>
    JSON.stringify(drawnAround({ top: row * rowHeight + 2_400, left: 0, height: 700, width: 900 }, size)),
  );
  expect(new Set(drawn).size).toBe(2);
});

test("rows come in groups of four, the last one with what is left", () => {
  expect(groupsOf([2, 3, 4, 9])).toEqual([0, 1, 2]);
  expect(rowsInGroup(2, 10)).toEqual([8, 9]);
  expect(rowsInGroup(3, 10)).toEqual([]);
});

test("a block is drawn in one band of groups after the other, and at last in every group", () => {
  const all = bandsOf([3, 4]);
  const groups = [0, 1, 2, 3, 4, 5, 6, 7];
  expect(groups.map((group) => blocksInGroup(blocksByBand(all), group))).toEqual(groups.map(() => "3,4"));
  const some = blocksByBand(all.slice(0, 5));
  expect(groups.map((group) => blocksInGroup(some, group))).toEqual(["3,4", "3", "3", "3", "3,4", "3", "3", "3"]);
  expect(columnsOf([3])).toEqual([15, 16, 17, 18, 19]);
});
