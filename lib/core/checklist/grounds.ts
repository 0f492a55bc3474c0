/** Why a check of an item says what it says, beside what it found. */
import type { VerdictKind } from "../findings/verdict.ts";
import type { Gap } from "../inventory/gap.ts";
import { reasonWords } from "../inventory/gap-words.ts";

export interface Grounds {
  readonly verdict: VerdictKind;
  /** Why it does not apply, or what it rests on. */
  readonly reason?: string | undefined;
  readonly gaps: readonly Gap[];
}

const shown = 2;

/** @returns what the verdict rests on and what was not seen, as sentences; undefined where there is nothing to say. */
export function groundsOf({ reason, gaps }: Grounds): string | undefined {
  const said = [...(reason === undefined ? [] : [reason]), ...unseenWords(gaps)];
  return said.length === 0 ? undefined : said.join(" ");
}

/** What a server said of a refusal names whoever asked: it stays with the scan. */
function unseenWords(gaps: readonly Gap[]): readonly string[] {
  const words = gaps.map(({ resource, reason, namespace, detail }) => {
    const where = namespace === undefined ? "" : ` (${namespace})`;
    return reason === "outside" && detail !== undefined ? `${detail}${where}` : `${resource}${where}: ${reasonWords(reason)}`;
  });
  const once = [...new Set(words)];
  const [first = "", ...rest] = once.slice(0, shown);
  if (first === "") return [];
  const more = once.length > shown ? [`and ${once.length - shown} more`] : [];
  return [`Not seen: ${[first, ...rest, ...more].join("; ")}.`];
}
