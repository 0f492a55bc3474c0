import { type Range, useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useCallback } from "react";
import { rowHeight } from "./grid-geometry.ts";
import type { Place } from "./grid-keys.ts";
import { withKept } from "./row-pages.ts";

interface WindowInput {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly rows: number;
  /** Resources, without the header. */
  readonly columns: number;
  readonly columnWidth: number;
  /** The cell with the focus: it is drawn wherever it is. */
  readonly place: Place;
}

function useKept(kept: number | undefined) {
  return useCallback(
    (range: Range) => {
      const from = Math.max(0, range.startIndex - range.overscan);
      const to = Math.min(range.count - 1, range.endIndex + range.overscan);
      return withKept(from, to, kept);
    },
    [kept],
  );
}

export interface GridWindow {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  /** Rows in view, without those that are drawn beyond it. */
  readonly from: number;
  readonly to: number;
}

/** Which rows and columns to draw. The sticky head and headers count as room, which only draws a little more. */
export function useGridWindow({ scroller, rows, columns, columnWidth, place }: WindowInput): GridWindow {
  const down = useVirtualizer({
    count: rows,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    rangeExtractor: useKept(place.row < rows ? place.row : undefined),
    useFlushSync: false,
  });
  const across = useVirtualizer({
    count: columns,
    horizontal: true,
    getScrollElement: () => scroller.current,
    estimateSize: () => columnWidth,
    overscan: 2,
    rangeExtractor: useKept(place.column > 0 && place.column <= columns ? place.column - 1 : undefined),
    useFlushSync: false,
  });
  return {
    rows: down.getVirtualIndexes(),
    columns: across.getVirtualIndexes(),
    from: down.range?.startIndex ?? 0,
    to: down.range?.endIndex ?? 40,
  };
}
