import type { Place } from "./grid-keys.ts";

/** Heights in pixels; the style sheet says the same. */
export const rowHeight = 24;
export const headHeight = 193;

/** What of the grid can be seen, in pixels. */
export interface View {
  readonly top: number;
  readonly left: number;
  /** Without the sticky head and the row headers. */
  readonly height: number;
  readonly width: number;
}

function within(from: number, size: number, offset: number, room: number): number {
  if (from < offset) return from;
  return from + size > offset + room ? from + size - room : offset;
}

/** @returns where to scroll so that a place is seen in full, and nothing sticky lies over it; unchanged where it is seen. */
export function scrollFor(place: Place, columnWidth: number, view: View): { top: number; left: number } {
  const top = within(place.row * rowHeight, rowHeight, view.top, Math.max(rowHeight, view.height));
  if (place.column === 0) return { top, left: view.left };
  const left = within((place.column - 1) * columnWidth, columnWidth, view.left, Math.max(columnWidth, view.width));
  return { top, left };
}

/** Rows and columns drawn beyond the view, so that a scroll finds them. */
const spare = { rows: 6, columns: 2 } as const;
/** Rows come and go in groups of so many. */
export const groupRows = 4;

/** @returns the rows of a group that there are. */
export function rowsInGroup(group: number, rowCount: number): readonly number[] {
  const first = group * groupRows;
  return Array.from({ length: Math.max(0, Math.min(groupRows, rowCount - first)) }, (_, place) => first + place);
}

/** @returns the groups in which the rows are, each once and in order. */
export function groupsOf(rows: readonly number[]): readonly number[] {
  return [...new Set(rows.map((row) => Math.floor(row / groupRows)))];
}

/** Rows and columns, first and last. */
export interface Stretch {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
}
export interface FieldSize {
  readonly rows: number;
  readonly columns: number;
  readonly columnWidth: number;
}

/** @returns the rows and columns to draw: those in view and the spare ones, in whole groups, so that most scrolls change nothing. */
export function drawnAround(view: View, { rows, columns, columnWidth }: FieldSize): Stretch {
  const column = (offset: number) => Math.floor(offset / columnWidth);
  const top = Math.floor(view.top / rowHeight / groupRows) * groupRows;
  const foot = top + groupRows + Math.ceil(view.height / rowHeight);
  return {
    firstRow: Math.max(0, top - spare.rows),
    lastRow: Math.min(rows - 1, foot + spare.rows),
    firstColumn: Math.max(0, column(view.left) - spare.columns),
    lastColumn: Math.min(columns - 1, column(view.left + view.width) + spare.columns),
  };
}
