import { useLayoutEffect, useReducer, useRef } from "react";
import { admit } from "./gradual.ts";

/**
 * Draws a few new rows or columns a frame: a fling or a jump that replaces all of them shows some empty for a moment, and
 * never holds the page. Numbers that are no longer wanted go at once.
 * @param wanted numbers to draw, joined by commas @param most new ones a frame
 * @returns those to draw now, joined by commas
 */
export function useGradual(wanted: string, most: number): string {
  const drawn = useRef("");
  const [, drawMore] = useReducer((turn: number) => turn + 1, 0);
  const next = admit(drawn.current, wanted, most);
  useLayoutEffect(() => {
    drawn.current = next;
    if (next === wanted) return;
    const frame = requestAnimationFrame(drawMore);
    return () => cancelAnimationFrame(frame);
  });
  return next;
}
