/**
 * What a list of a rule means on one axis (verbs, groups, resources, names, URLs): everything, or some words and patterns, each
 * perhaps without some others. The words of an axis nest or are apart, so that what is left of one never needs more than that.
 */
import { compareText } from "../../inventory/gap.ts";

export interface Extent {
  /** Everything there is, but for `except`. */
  readonly all: boolean;
  /** Where it is not everything: words and patterns, sorted, none inside another. */
  readonly of: readonly string[];
  /** Words and patterns that are left out, sorted; each lies inside what is there. */
  readonly except: readonly string[];
}

/** @returns whether everything that `inner` means is meant by `outer`, both words or patterns of one axis. */
export type Covers = (outer: string, inner: string) => boolean;

/** Verbs, groups and names mean themselves alone. */
export const coversWord: Covers = (outer, inner) => outer === inner;

// Before a slash, `*` stands for any resource: `*/scale` covers `deployments/scale`.
export const coversResource: Covers = (outer, inner) => {
  if (outer === inner) return true;
  if (!outer.startsWith("*/")) return false;
  const slash = inner.indexOf("/");
  return slash >= 0 && inner.slice(slash + 1) === outer.slice(2);
};

/** A `*` at the end stands for any ending. */
export const coversUrl: Covers = (outer, inner) =>
  outer === inner || (outer.endsWith("*") && inner.startsWith(outer.slice(0, -1)));

export const everything: Extent = { all: true, of: [], except: [] };

/** @returns the extent of some words, or undefined for none. */
export function extentOf(words: readonly string[], covers: Covers): Extent | undefined {
  const of = outermost(words, covers);
  return of.length === 0 ? undefined : { all: false, of, except: [] };
}

function outermost(words: readonly string[], covers: Covers): readonly string[] {
  const unique = words.length < 2 ? words : [...new Set(words)].sort(compareText);
  if (covers === coversWord || unique.length < 2) return unique;
  return unique.filter((word) => !unique.some((other) => other !== word && covers(other, word)));
}

/** @returns whether a word lies in the extent. */
export function hasWord({ all, of, except }: Extent, word: string, covers: Covers): boolean {
  return (all || of.some((one) => covers(one, word))) && !except.some((one) => covers(one, word));
}

/** @param b has no exceptions @returns what lies in both, or undefined for nothing. */
export function meet(a: Extent, b: Extent, covers: Covers): Extent | undefined {
  if (b.all) return a;
  const found = a.all ? b.of : a.of.flatMap((one) => b.of.flatMap((other) => inner(one, other, covers)));
  const left = a.except.length === 0 ? found : found.filter((word) => !a.except.some((out) => covers(out, word)));
  if (left.length === 0) return undefined;
  return { all: false, of: a.all ? left : outermost(left, covers), except: inside(a.except, left, covers) };
}

function inner(one: string, other: string, covers: Covers): readonly string[] {
  if (covers(one, other)) return [other];
  return covers(other, one) ? [one] : [];
}

function inside(except: readonly string[], words: readonly string[], covers: Covers): readonly string[] {
  return except.filter((out) => words.some((word) => covers(word, out)));
}

/** @param b has no exceptions @returns what of the first does not lie in the second, or undefined for nothing. */
export function without(a: Extent, b: Extent, covers: Covers): Extent | undefined {
  if (b.all) return undefined;
  const of = a.all ? a.of : a.of.filter((word) => !b.of.some((out) => covers(out, word)));
  if (!a.all && of.length === 0) return undefined;
  const out = a.all ? b.of : inside(b.of, of, covers);
  if (out.length === 0) return { all: a.all, of, except: inside(a.except, of, covers) };
  const kept = a.all ? a.except : inside(a.except, of, covers);
  return { all: a.all, of, except: outermost([...kept, ...out], covers) };
}
