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

/** @returns whether anything can lie in both; it may say so of two that have nothing in common but exceptions. */
export function touches(a: Extent, b: Extent, covers: Covers): boolean {
  if (a.all || b.all) return true;
  for (const one of a.of) for (const other of b.of) if (one === other || covers(one, other) || covers(other, one)) return true;
  return false;
}

/** @param b has no exceptions @returns what lies in both, or undefined for nothing. */
export function meet(a: Extent, b: Extent, covers: Covers): Extent | undefined {
  if (b.all || a === b) return a;
  if (a.all && a.except.length === 0) return b;
  const found: string[] = [];
  for (const word of b.of) {
    if (a.all) found.push(word);
    else
      for (const one of a.of)
        if (covers(one, word)) found.push(word);
        else if (covers(word, one)) found.push(one);
  }
  const { except } = a;
  const left = except.length === 0 ? found : found.filter((word) => !except.some((out) => covers(out, word)));
  if (left.length === 0) return undefined;
  const of = left.length === 1 || a.all ? left : outermost(left, covers);
  return { all: false, of, except: except.length === 0 ? except : inside(except, left, covers) };
}

function inside(except: readonly string[], words: readonly string[], covers: Covers): readonly string[] {
  return except.filter((out) => words.some((word) => covers(word, out)));
}

/** @param b has no exceptions @returns what of the first does not lie in the second, or undefined for nothing. */
export function without(a: Extent, b: Extent, covers: Covers): Extent | undefined {
  if (b.all || a === b) return undefined;
  const of = a.all ? a.of : a.of.filter((word) => !b.of.some((out) => covers(out, word)));
  if (!a.all && of.length === 0) return undefined;
  const out = a.all || covers === coversWord ? (a.all ? b.of : []) : inside(b.of, of, covers);
  const kept = a.all || a.except.length === 0 ? a.except : inside(a.except, of, covers);
  return { all: a.all, of, except: out.length === 0 ? kept : outermost([...kept, ...out], covers) };
}

/** @returns a text that is equal for extents that are equal: no word holds such characters. */
export function extentKey({ all, of, except }: Extent): string {
  return `${all ? "\u0001" : of.join("\0")}\0\0${except.join("\0")}\0\0\0`;
}
