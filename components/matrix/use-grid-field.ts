import { useLayoutEffect, useRef } from "react";
import type { Place } from "./grid-keys.ts";
import { blocksOf, columnsOf, type Layout, listOf } from "./matrix-row.tsx";
import { pageSize } from "./row-pages.ts";
import { useGradual } from "./use-gradual.ts";
import { useGridWindow } from "./use-grid-window.ts";
import { useReveal, useRoving } from "./use-roving.ts";
import { useSettled } from "./use-settled.ts";

/** So many that a frame has room for their cells; a row without cells is little. */
const emptyRowsAFrame = 24;
const blocksAFrame = 1;

/** Pages of rows or columns, first and last. */
export interface Pages {
  readonly firstPage: number;
  readonly lastPage: number;
}

function useSettledPages(from: number, to: number): Pages {
  const settled = useSettled(`${Math.floor(from / pageSize)}-${Math.floor(to / pageSize)}`, 60);
  const [firstPage = 0, lastPage = 0] = settled.split("-").map(Number);
  return { firstPage, lastPage };
}

/** The scroll position, the focus and what is drawn of a grid, whatever it shows. */
export function useGridField(layout: Layout, rowCount: number, first: Place) {
  const scroller = useRef<HTMLTableElement>(null);
  const reveal = useReveal(scroller, layout);
  const columns = layout.columns.length;
  const roving = useRoving(scroller, first, { rows: rowCount, columns: columns + 1 }, reveal);
  const { place } = roving;
  const drawn = useGridWindow({ scroller, rows: rowCount, columns, columnWidth: layout.columnWidth, place });
  const blocks = useGradual(blocksOf(drawn.columns).join(), blocksAFrame);
  const rows = useGradual(drawn.rows.join(), emptyRowsAFrame);
  const across = columnsOf(listOf(blocks));
  const rowPages = useSettledPages(drawn.from, drawn.to);
  const columnPages = useSettledPages(across[0] ?? 0, Math.min(columns - 1, across.at(-1) ?? 0));
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the place that the link names is scrolled to, once
  useLayoutEffect(() => reveal(first), []);
  return { ...roving, scroller, reveal, layout, rowCount, rows, blocks, rowPages, columnPages };
}

export type GridField = ReturnType<typeof useGridField>;
