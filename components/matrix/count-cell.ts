/** A cell that counts subjects: how many may do something in a namespace. */
import { counted } from "../access/subject-words.ts";
import { barPath, barWidth, type Marks, unseenMarks } from "./cell-marks.ts";

export interface Count {
  /** Hold it for every object. */
  readonly full: number;
  /** Further ones, for some objects by name. */
  readonly named: number;
  /** It holds in the whole cluster and leads further than it looks. */
  readonly grave: boolean;
  /** Not everything was seen: there may be more. */
  readonly incomplete: boolean;
  /** It cannot be held in one namespace. */
  readonly impossible: boolean;
}

/** @returns whether a cell counts. */
export function isCount(cell: object): cell is Count {
  return "full" in cell;
}

/** @returns whether nothing is known of it. */
export function isCountUnseen({ full, named, incomplete }: Count): boolean {
  return incomplete && full + named === 0;
}

/** @returns the number beside the bar: `3`, `3+`, `(2)` for those by name alone; nothing where there is none. */
export function countLabel(count: Count): string | undefined {
  const { full, named, incomplete, impossible } = count;
  if (impossible) return "–";
  if (full + named === 0) return undefined;
  return `${full > 0 ? full : `(${named})`}${incomplete ? "+" : ""}`;
}

/** @returns the cell in words. */
export function countText(count: Count): string {
  const { full, named, incomplete, impossible } = count;
  if (impossible) return "cannot be held in one namespace";
  if (isCountUnseen(count)) return "not assessed";
  if (full + named === 0) return "nobody";
  const parts = [full > 0 ? counted(full, "subject") : "", named > 0 ? `${counted(named, "subject")} on named objects only` : ""];
  return `${incomplete ? "at least " : ""}${parts.filter((part) => part !== "").join("; ")}`;
}

function heightOf(full: number): number {
  if (full >= 9) return 16;
  if (full >= 4) return 12;
  return full >= 2 ? 8 : 4;
}

/** @returns what is drawn: a bar that grows with the number, hatching where nothing was seen, a line where there is none. */
export function countMarks(count: Count): Marks {
  const { full, named, grave, impossible } = count;
  if (isCountUnseen(count)) return unseenMarks;
  if (impossible) return {};
  if (full > 0) return { [grave ? "critical" : "everywhere"]: barPath(0, barWidth, heightOf(full)) };
  return named > 0 ? { narrow: barPath(0, barWidth, 4) } : { none: barPath(0, 11, 1) };
}
