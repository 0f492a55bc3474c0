/** A cell that counts subjects: how many may do something in a namespace. */
import { counted } from "../access/subject-words.ts";

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

const barWidth = 5;

function heightOf(full: number): number {
  if (full >= 9) return 16;
  if (full >= 4) return 12;
  return full >= 2 ? 8 : 4;
}

/** @returns the value of `background`: a bar that grows with the number, hatching where nothing was seen. */
export function countBackground(count: Count): string {
  const { full, named, grave, impossible } = count;
  const at = (width: number, height: number) => `left 5px bottom 4px/${width}px ${height}px no-repeat`;
  if (isCountUnseen(count)) return `repeating-linear-gradient(135deg,var(--hatch) 0 1px,#0000 1px 4px) ${at(47, 16)}`;
  if (impossible) return "none";
  const color = full > 0 ? (grave ? "var(--critical)" : "var(--data-1)") : named > 0 ? "var(--data-2)" : "var(--line-strong)";
  const height = full > 0 ? heightOf(full) : named > 0 ? 4 : 1;
  return `linear-gradient(${color},${color}) ${at(full + named > 0 ? barWidth : 11, height)}`;
}
