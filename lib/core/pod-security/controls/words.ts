/** The pieces of upstream's sentences: lists, plurals, quotes, and the order that Go sorts in. */
import type { ContainerItem } from "../../inventory/items.ts";

/** @returns `"a", "b"`: quoted without escaping, as upstream does. */
export function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(", ");
}

/** @returns `word` for one, `words` for any other number. */
export function plural(word: string, words: string, count: number): string {
  return count === 1 ? word : words;
}

/** @returns `container "a"`, `containers "a", "b"`. */
export function named(word: string, names: readonly string[]): string {
  return `${plural(word, `${word}s`, names.length)} ${quoted(names)}`;
}

/** @returns `pod and containers "a", "b"`: who sets something; undefined where nobody does. */
export function setters(pod: boolean, containers: readonly string[]): string | undefined {
  const all = [...(pod ? ["pod"] : []), ...(containers.length > 0 ? [named("container", containers)] : [])];
  return all.length === 0 ? undefined : all.join(" and ");
}

/** @returns the names of those containers, in their order. */
export function namesOf(
  containers: readonly ContainerItem[],
  isBad: (container: ContainerItem) => boolean | undefined,
): readonly string[] {
  return containers.filter(isBad).map(({ name }) => name);
}

/** @returns each text once, sorted by code point: by bytes in UTF-8, which is not JavaScript's order. */
export function sorted(texts: Iterable<string>): readonly string[] {
  return [...new Set(texts)].sort(compareCodePoints);
}

function compareCodePoints(a: string, b: string): number {
  for (let index = 0; index < Math.min(a.length, b.length); index += 1) {
    const difference = rank(a.charCodeAt(index)) - rank(b.charCodeAt(index));
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** Surrogates stand for code points above all others. */
function rank(unit: number): number {
  if (unit >= 0xe000) return unit - 0x800;
  return unit >= 0xd800 ? unit + 0x2000 : unit;
}

const escapes = new Map(Object.entries({ "\x07": "\\a", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t" }));
escapes.set("\v", "\\v").set("\\", "\\\\").set('"', '\\"');
const unprintable = /[^\p{L}\p{M}\p{N}\p{P}\p{S} ]|["\\]/gu;

/** @returns the text as Go's `%q` prints it. */
export function goQuoted(text: string): string {
  return `"${text.toWellFormed().replace(unprintable, escaped)}"`;
}

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = (length: number) => code.toString(16).padStart(length, "0");
  if (code < 0x80) return escapes.get(character) ?? `\\x${hex(2)}`;
  return code > 0xffff ? `\\U${hex(8)}` : `\\u${hex(4)}`;
}
