import { type PointerEvent, type RefObject, useEffect, useMemo, useRef } from "react";
import { cn } from "../ui/cn.ts";
import { headHeight } from "./grid-geometry.ts";
import styles from "./matrix.module.css";
import { rowAt, stretches } from "./overview-bands.ts";

interface StripProps {
  readonly bands: readonly number[];
  readonly rows: number;
  readonly scroller: RefObject<HTMLElement | null>;
  /** Brings a row to the middle. */
  readonly onJump: (row: number) => void;
}

/** Follows the scroll position, which belongs to the browser, without drawing anything again. */
function useWindowBox(scroller: StripProps["scroller"], box: RefObject<HTMLDivElement | null>, rows: number): void {
  useEffect(() => {
    const field = scroller.current;
    if (field === null) return;
    let [height, whole] = [0, 1];
    const place = () => {
      if (box.current !== null) box.current.style.transform = `translateY(${(field.scrollTop / whole) * height}px)`;
    };
    // Measured only where a size changes: to ask while it scrolls would lay the page out twice a frame.
    const measure = () => {
      if (box.current === null) return;
      height = box.current.parentElement?.clientHeight ?? 0;
      whole = Math.max(1, field.scrollHeight - headHeight);
      const seen = Math.min(1, (field.clientHeight - headHeight) / whole);
      box.current.style.height = `max(8px, ${seen * 100}%)`;
      box.current.hidden = seen >= 1 || rows === 0;
      place();
    };
    measure();
    const resized = new ResizeObserver(measure);
    resized.observe(field);
    field.addEventListener("scroll", place, { passive: true });
    return () => {
      resized.disconnect();
      field.removeEventListener("scroll", place);
    };
  }, [scroller, box, rows]);
}

/**
 * The map of all rows: press or drag to jump. It repeats what the grid's own scrolling and keys do, and is therefore
 * hidden from readers and from the keyboard.
 */
export function OverviewStrip({ bands, rows, scroller, onJump }: StripProps) {
  const box = useRef<HTMLDivElement>(null);
  const found = useMemo(() => stretches(bands), [bands]);
  useWindowBox(scroller, box, rows);
  const jump = (event: PointerEvent<HTMLDivElement>) => {
    const area = event.currentTarget.getBoundingClientRect();
    onJump(rowAt((event.clientY - area.top) / area.height, rows));
  };
  return (
    <div
      aria-hidden
      className={styles.strip}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        jump(event);
      }}
      onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && jump(event)}
    >
      {found.map((stretch) => (
        <div
          key={stretch.from}
          data-level={stretch.level}
          className={cn(styles.band, stretch.level < 0 && "hatch")}
          style={{ top: `${stretch.from * 100}%`, height: bandHeight(stretch.size, bands.length) }}
        />
      ))}
      <div ref={box} className={styles.window} hidden />
    </div>
  );
}

/** Few bands stand apart, as the rows do; many touch. */
function bandHeight(size: number, bands: number): string {
  return bands <= 60 ? `calc(${size * 100}% - 1px)` : `max(1px, ${size * 100}%)`;
}
