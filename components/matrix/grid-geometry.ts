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
