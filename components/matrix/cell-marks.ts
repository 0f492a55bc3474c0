import { parseReach, type VerbReach } from "./cell-reach.ts";

/**
 * Draws cells as SVG paths, one a colour, so that many cells are few elements: the height of a bar is how far the verb
 * reaches, and hatching is what was not seen. The style sheet gives the colours.
 */

/** What is drawn alike: a class of the style sheet each. */
export const inks = ["none", "narrow", "everywhere", "critical", "hatch", "outline"] as const;
export type Ink = (typeof inks)[number];
/** Path data that begins and ends at the left foot of a cell's bars, where `markOrigin` is. */
export type Marks = Readonly<Partial<Record<Ink, string>>>;

/** Where the foot of the bars is in their cell, in pixels from its left and its top. */
export const markOrigin = { x: 5, y: 19 } as const;
/** Pixels from one verb's bar to the next, of the bar itself, of all of them and of the highest. */
const pitch = 6;
export const barWidth = 5;
const stripWidth = 8 * pitch - 1;
const full = 16;
/** From one line of the hatching to the next, across. */
const hatchPitch = 6;

function markOf({ reach, dangerous }: VerbReach): { readonly ink: Ink; readonly height: number } {
  switch (reach) {
    case "unknown":
      return { ink: "hatch", height: full };
    case "everywhere":
      return { ink: dangerous ? "critical" : "everywhere", height: full };
    case "namespaces":
      return { ink: "narrow", height: 8 };
    case "named":
      return { ink: "narrow", height: 4 };
    case "none":
      return { ink: "none", height: 1 };
  }
}

/** @returns a bar as path data, so far to the right of the origin. */
export function barPath(x: number, width: number, height: number): string {
  return `m${x} 0h${width}v${-height}h${-width}zm${-x} 0`;
}

/** @returns slanting lines that fill a strip of full height. */
export function hatchPath(x = 0, width = stripWidth): string {
  const lines: string[] = [];
  // A line is the points whose distances from the left and from the foot differ by `shift`.
  for (let shift = hatchPitch / 2 - full; shift < width; shift += hatchPitch) {
    const [from, to] = [Math.max(0, shift), Math.min(width, shift + full)];
    const [rise, run] = [from - shift, to - from];
    lines.push(`m${x + from} ${-rise}l${run} ${-run}m${-x - to} ${rise + run}`);
  }
  return lines.join("");
}

/** What is drawn where nothing at all was seen: hatching within a dashed outline. */
export const unseenMarks: Marks = {
  hatch: hatchPath(),
  outline: `m.5 -.5v${1 - full}h${stripWidth - 1}v${full - 1}h${1 - stripWidth}m-.5 .5`,
};

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

const known = new Map<string, Marks>();

/** @returns what is drawn for a cell's eight letters; the same letters give the same object. */
export function cellMarks(letters: string): Marks {
  const before = known.get(letters);
  if (before !== undefined) return before;
  const words = parseReach(letters);
  const marks: Partial<Record<Ink, string>> = {};
  for (const [verb, word] of words.entries()) {
    const { ink, height } = markOf(word);
    if (ink !== "hatch") marks[ink] = `${marks[ink] ?? ""}${barPath(verb * pitch, barWidth, height)}`;
  }
  const unseen = unseenRuns(words).map(([from, to]) => hatchPath(from * pitch, (to - from + 1) * pitch - 1));
  if (unseen.length > 0) marks.hatch = unseen.join("");
  if (words.every(({ reach }) => reach === "unknown")) Object.assign(marks, unseenMarks);
  known.set(letters, marks);
  return marks;
}
