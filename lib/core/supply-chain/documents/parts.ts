/** What the formats have in common. Texts come out on one line, with characters that hide as escapes. */
import { clean } from "../../text/clean.ts";
import { type Digest, parseDigest } from "../images/digest.ts";
import { textAt, valueAt } from "../provenance/read-json.ts";
import type { DocumentSubject } from "./document.ts";

type Path = readonly (string | number)[];

const shown = 300;

/** @returns the text there for people to read, cut to 300 characters. */
export function wordsAt(value: unknown, ...path: Path): string | undefined {
  const found = valueAt(value, ...path);
  if (typeof found !== "string" || found.trim() === "") return undefined;
  const text = clean(found.slice(0, shown + 1).trim());
  return text.length > shown ? `${text.slice(0, shown)}…` : text;
}

/** @returns the text there as it is compared and kept: not cut, undefined where it is longer than 4,096 characters. */
export function nameAt(value: unknown, ...path: Path): string | undefined {
  const text = textAt(value, ...path);
  return text === undefined ? undefined : clean(text);
}

/** @returns a number from 0 to 10. */
export function scoreAt(value: unknown, ...path: Path): number | undefined {
  const found = valueAt(value, ...path);
  return typeof found === "number" && found >= 0 && found <= 10 ? found : undefined;
}

/** @returns the address there, where it may stand in a link. */
export function addressAt(value: unknown, ...path: Path): string | undefined {
  const text = textAt(value, ...path);
  return text !== undefined && /^https:\/\/[^\s\\"'<>]+$/.test(text) ? clean(text) : undefined;
}

/** @returns the instant there, in UTC; undefined for what is none. */
export function timeAt(value: unknown, ...path: Path): string | undefined {
  const text = textAt(value, ...path);
  if (text === undefined || !/^\d{4}-\d{2}-\d{2}(?:[T ]|$)/.test(text)) return undefined;
  const at = Date.parse(text.replace(/^(\S+) (\S+) \+0000 UTC.*$/, "$1T$2Z").replace(/(\.\d{3})\d+/, "$1"));
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

/** @returns the digest at the end of texts such as `sha256:…` and `registry.example.com/shop@sha256:…`. */
export function digestIn(text: string | undefined): Digest | undefined {
  return text === undefined ? undefined : parseDigest(text.slice(text.lastIndexOf("@") + 1));
}

/** @returns the subject of what a document says in several places; a text without a digest is a name. */
export function subjectOf(...said: readonly (string | undefined)[]): DocumentSubject {
  const texts = said.filter((text) => text !== undefined);
  const names = texts.map((text) => (digestIn(text) === undefined ? text : text.slice(0, Math.max(text.lastIndexOf("@"), 0))));
  return {
    digests: [...new Set(texts.flatMap((text) => digestIn(text) ?? []))],
    names: [...new Set(names.filter((name) => name !== "").map(clean))],
  };
}

/** @returns the entries of an object whose keys are ids of the document. */
export function recordAt(value: unknown, ...path: Path): ReadonlyMap<string, unknown> {
  const found = valueAt(value, ...path);
  return typeof found === "object" && found !== null && !Array.isArray(found) ? new Map(Object.entries(found)) : new Map();
}

/** @returns the highest of the numbers that are there. */
export function highest(scores: readonly (number | undefined)[]): number | undefined {
  const known = scores.filter((score) => score !== undefined);
  return known.length === 0 ? undefined : known.reduce((one, other) => Math.max(one, other));
}

/** @returns a note about entries of a report that could not be read; none where all were. */
export function unreadNotes(given: number, read: number): readonly string[] {
  return given > read
    ? [`${given - read} of its vulnerabilities name no id or no package that can be read, and are left out.`]
    : [];
}
