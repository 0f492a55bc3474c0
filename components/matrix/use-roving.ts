import { type KeyboardEvent, type RefObject, useRef, useState } from "react";
import { headHeight, rowHeight, scrollFor } from "./grid-geometry.ts";
import { clampPlace, type GridSize, type Place, placeAfter } from "./grid-keys.ts";
import type { Layout } from "./matrix-row.tsx";

/** The focus and the scroll position belong to the browser: this moves both to a place. */
export function useReveal(scroller: RefObject<HTMLTableElement | null>, layout: Layout) {
  return (to: Place) => {
    const field = scroller.current;
    if (field === null) return;
    const view = {
      top: field.scrollTop,
      left: field.scrollLeft,
      height: field.clientHeight - headHeight,
      width: field.clientWidth - layout.headerWidth,
    };
    field.scrollTo(scrollFor(to, layout.columnWidth, view));
  };
}

/** The roving tab stop: keys move it, and the focus follows as soon as the cell is drawn: call `follow` after drawing. */
export function useRoving(
  scroller: RefObject<HTMLTableElement | null>,
  first: Place,
  size: Omit<GridSize, "page">,
  reveal: (to: Place) => void,
) {
  const [wanted, setPlace] = useState(first);
  const wantsFocus = useRef(false);
  const place = clampPlace(wanted, { ...size, page: 1 });
  /** Gives the focus to the cell that it is to go to, once that is drawn. */
  const follow = () => {
    if (!wantsFocus.current) return;
    const cell = scroller.current?.querySelector<HTMLElement>(`[data-row="${place.row}"] [data-column="${place.column}"]`);
    if (!cell) return;
    wantsFocus.current = false;
    cell.focus({ preventScroll: true });
  };
  const onMove = (event: KeyboardEvent<HTMLElement>) => {
    const field = scroller.current;
    if (field === null || event.altKey || event.shiftKey) return;
    const page = Math.max(1, Math.floor((field.clientHeight - headHeight) / rowHeight) - 1);
    const to = placeAfter(place, { key: event.key, ctrl: event.ctrlKey || event.metaKey }, { ...size, page });
    if (to === undefined) return;
    event.preventDefault();
    wantsFocus.current = true;
    setPlace(to);
    reveal(to);
  };
  const onPoint = (to: Place) => {
    wantsFocus.current = true;
    setPlace(to);
  };
  return { place, onPoint, onMove, follow };
}
