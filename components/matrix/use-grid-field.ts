import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { bandsOf, blocksByBand, blocksOf, listOf } from "./column-blocks.ts";
import { groupsOf, type Stretch } from "./grid-geometry.ts";
import type { Place } from "./grid-keys.ts";
import type { Layout } from "./matrix-row.tsx";
import { pageSize, withKept } from "./row-pages.ts";
import { useGradual } from "./use-gradual.ts";
import { useGridWindow } from "./use-grid-window.ts";
import { useReveal, useRoving } from "./use-roving.ts";

/** So many that a frame has room for their cells; a row without cells is little. */
const emptyGroupsAFrame = 6;
const bandsAFrame = 2;
/** A scroll has come to rest when nothing new was drawn for so many milliseconds. */
const restAfter = 60;

/** Pages of rows or columns, first and last. */
export interface Pages {
  readonly firstPage: number;
  readonly lastPage: number;
}

/** The focus of a grid, whatever it shows, and the pages at which the scrolling last came to rest. */
export function useGridField(layout: Layout, rowCount: number, first: Place) {
  const scroller = useRef<HTMLTableElement>(null);
  const reveal = useReveal(scroller, layout);
  const roving = useRoving(scroller, first, { rows: rowCount, columns: layout.columns.length + 1 }, reveal);
  const [pages, setPages] = useState("0,0,0,0");
  const [firstRow = 0, lastRow = 0, firstColumn = 0, lastColumn = 0] = listOf(pages);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the place that the link names is scrolled to, once
  useLayoutEffect(() => reveal(first), []);
  return {
    ...roving,
    ...{ scroller, reveal, layout, rowCount, setPages },
    rowPages: { firstPage: firstRow, lastPage: lastRow } satisfies Pages,
    columnPages: { firstPage: firstColumn, lastPage: lastColumn } satisfies Pages,
  };
}

export type GridField = ReturnType<typeof useGridField>;

function useRest(drawn: Stretch, setPages: GridField["setPages"]): void {
  const { firstRow, lastRow, firstColumn, lastColumn } = drawn;
  const pages = [firstRow, lastRow, firstColumn, lastColumn].map((place) => Math.floor(Math.max(0, place) / pageSize)).join();
  useEffect(() => {
    const timer = setTimeout(() => setPages(pages), restAfter);
    return () => clearTimeout(timer);
  }, [pages, setPages]);
}

/** What is drawn of a grid: it follows the scrolling, a little each frame, and keeps the cell with the focus wherever it is. */
export function useDrawn({ scroller, layout, rowCount, place, follow, setPages }: GridField) {
  const { columns, columnWidth, headerWidth } = layout;
  const drawn = useGridWindow({ scroller, rows: rowCount, columns: columns.length, columnWidth, headerWidth });
  useRest(drawn, setPages);
  const keptColumn = place.column > 0 && place.column <= columns.length ? place.column - 1 : undefined;
  const blocks = blocksOf(withKept(drawn.firstColumn, drawn.lastColumn, keptColumn));
  const bands = useGradual(bandsOf(blocks).join(), bandsAFrame);
  const keptRow = place.row < rowCount ? place.row : undefined;
  const groups = useGradual(groupsOf(withKept(drawn.firstRow, drawn.lastRow, keptRow)).join(), emptyGroupsAFrame);
  useLayoutEffect(follow);
  return { groups: listOf(groups), blocks: blocks.join(), byBand: useMemo(() => blocksByBand(listOf(bands)), [bands]) };
}
