import { type RefObject, useLayoutEffect, useState } from "react";
import { drawnAround, type FieldSize, headHeight, rowHeight, type Stretch } from "./grid-geometry.ts";

interface WindowInput extends FieldSize {
  readonly scroller: RefObject<HTMLElement | null>;
  /** Of the headers of the rows, which lie over the columns. */
  readonly headerWidth: number;
}

/** What is taken to be seen before the grid has a size: about a screen. */
const firstView = { top: 0, left: 0, height: 30 * rowHeight, width: 1_000 } as const;

function isSame(a: Stretch, b: Stretch): boolean {
  return a.firstRow === b.firstRow && a.lastRow === b.lastRow && a.firstColumn === b.firstColumn && a.lastColumn === b.lastColumn;
}

/**
 * Which rows and columns to draw. The scroll position belongs to the browser; a scroll draws again only where it brings
 * others into what is drawn.
 */
export function useGridWindow({ scroller, rows, columns, columnWidth, headerWidth }: WindowInput): Stretch {
  const [drawn, setDrawn] = useState<Stretch>(() => drawnAround(firstView, { rows, columns, columnWidth }));
  useLayoutEffect(() => {
    const field = scroller.current;
    if (field === null) return;
    let room = { height: 0, width: 0 };
    const look = () => {
      const view = { top: field.scrollTop, left: field.scrollLeft, ...room };
      const next = drawnAround(view, { rows, columns, columnWidth });
      setDrawn((last) => (isSame(last, next) ? last : next));
    };
    const measure = () => {
      room = { height: field.clientHeight - headHeight, width: field.clientWidth - headerWidth };
      look();
    };
    measure();
    const resized = new ResizeObserver(measure);
    resized.observe(field);
    field.addEventListener("scroll", look, { passive: true });
    return () => {
      resized.disconnect();
      field.removeEventListener("scroll", look);
    };
  }, [scroller, rows, columns, columnWidth, headerWidth]);
  return drawn;
}
