import { parseReach, type VerbReach } from "./cell-reach.ts";

/**
 * Draws a cell as one CSS background, so that the grid needs one element a cell: the height of a bar is how far the verb
 * reaches. Colours are the theme's variables; hatching is what was not seen.
 */

/** Pixels from one verb's bar to the next, and of the bar itself. */
const pitch = 6;
const barWidth = 5;
const stripWidth = 8 * pitch - 1;
const full = 16;
/** Where the bars stand in their cell, in pixels from the left and from the foot. */
const inset = { left: 5, bottom: 4 } as const;

function placed(x: number, width: number, height: number): string {
  return `left ${inset.left + x}px bottom ${inset.bottom}px/${width}px ${height}px no-repeat`;
}

interface Bar {
  readonly color: string;
  readonly height: number;
}
type Mark = Bar | "hatch";

function markOf({ reach, dangerous }: VerbReach): Mark {
  switch (reach) {
    case "unknown":
      return "hatch";
    case "everywhere":
      return { color: dangerous ? "var(--critical)" : "var(--data-1)", height: full };
    case "namespaces":
      return { color: "var(--data-2)", height: 8 };
    case "named":
      return { color: "var(--data-2)", height: 4 };
    case "none":
      return { color: "var(--line-strong)", height: 1 };
  }
}

/** One layer for all bars of the same height and colour: a gradient with hard stops, aligned at the foot of the cell. */
function barLayer({ color, height }: Bar, verbs: readonly number[]): string {
  const stops = verbs.flatMap((verb) => {
    const from = verb * pitch;
    return [`#0000 ${from}px`, `${color} ${from}px ${from + barWidth}px`, `#0000 ${from + barWidth}px`];
  });
  return `linear-gradient(90deg,${stops.join(",")}) ${placed(0, stripWidth, height)}`;
}

function hatchLayer(from: number, to: number): string {
  const width = (to - from + 1) * pitch - 1;
  return `repeating-linear-gradient(135deg,var(--hatch) 0 1px,#0000 1px 4px) ${placed(from * pitch, width, full)}`;
}

/** @returns the first and last verb of each run of verbs that were not seen. */
export function unseenRuns(words: readonly VerbReach[]): readonly (readonly [number, number])[] {
  const runs: [number, number][] = [];
  for (const [verb, word] of words.entries()) {
    if (word.reach !== "unknown") continue;
    const last = runs.at(-1);
    if (last !== undefined && last[1] === verb - 1) last[1] = verb;
    else runs.push([verb, verb]);
  }
  return runs;
}

const backgrounds = new Map<string, string>();

/** @returns the value of `background` for a cell's eight letters; the same letters give the same string. */
export function cellBackground(letters: string): string {
  const known = backgrounds.get(letters);
  if (known !== undefined) return known;
  const words = parseReach(letters);
  const groups = new Map<string, { bar: Bar; verbs: number[] }>();
  for (const [verb, word] of words.entries()) {
    const mark = markOf(word);
    if (mark === "hatch") continue;
    const key = `${mark.color}${mark.height}`;
    const group = groups.get(key) ?? { bar: mark, verbs: [] };
    group.verbs.push(verb);
    groups.set(key, group);
  }
  const layers = [
    ...unseenRuns(words).map(([from, to]) => hatchLayer(from, to)),
    ...[...groups.values()].map((group) => barLayer(group.bar, group.verbs)),
  ];
  const background = layers.join(",");
  backgrounds.set(letters, background);
  return background;
}

/** @returns whether no verb of the cell was seen: it gets the dashed outline of "not assessed". */
export function isUnseen(letters: string): boolean {
  return letters === "????????";
}
