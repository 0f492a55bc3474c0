/** What files about access say first and last: what they rest on, and what was not seen. */
import type { Gap } from "../../core/inventory/gap.ts";
import { formatGap, uniqueGaps } from "../../core/inventory/gap-words.ts";
import type { Part } from "./json.ts";

export interface FrameContent {
  readonly exportedAt: string;
  readonly version: string;
  readonly restsOn: Readonly<Record<string, unknown>>;
  readonly filter: Readonly<Record<string, readonly string[]>>;
}

/** @returns the first members of a file. */
export function headOf(kind: string, { exportedAt, version, filter, restsOn }: FrameContent): Part[] {
  return [
    ["kind", kind],
    ["schema", "drydock/v1"],
    ["exportedAt", exportedAt],
    ["drydock", version],
    ["filter", filter],
    ["restsOn", restsOn],
  ];
}

export interface NotSeenLine {
  readonly record: "gap" | "coverage";
  readonly note: string;
}

/**
 * @param more what may be there beside what was seen
 * @returns the last records of a table
 */
export function notSeenLines(gaps: readonly Gap[], complete: boolean, more: string): NotSeenLine[] {
  const lines = uniqueGaps(gaps).map((gap): NotSeenLine => ({ record: "gap", note: `Not seen: ${formatGap(gap)}` }));
  return [...lines, { record: "coverage", note: complete ? "complete" : `not complete: ${more}` }];
}
