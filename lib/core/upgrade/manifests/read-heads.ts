/** Reads a text of manifests: YAML with one document or many, JSON one after the other, lists. What cannot be read is named. */
import { stringify } from "yaml";
import { splitPieces } from "../../text/yaml-pieces.ts";
import type { Head } from "./head.ts";
import { headsOf, parseHeads, parseObject, type Unread } from "./parsed-yaml.ts";
import { notPlain, readPlainHead } from "./plain-yaml.ts";

/** Characters of one document. */
const mostOfDocument = 8 * 1024 * 1024;

/** The object alone: as YAML or JSON, and as it is read. */
interface Whole {
  readonly source: () => string;
  readonly object: () => unknown;
}

export type ReadHead =
  | ({ readonly kind: "head"; readonly head: Head } & Whole)
  | { readonly kind: "unread"; readonly unread: Unread };

/** @returns what each document says of itself, in turn; lines are counted from 1 in the text. Texts that are no objects are passed by. */
export function* readHeads(text: string): Generator<ReadHead, void> {
  const bare = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const start = bare.trimStart();
  const values = /^[{[]/.test(start) && !/^\{\{/.test(start) ? parseJsonValues(start) : undefined;
  if (values !== undefined) {
    for (const value of values)
      yield* each(headsOf(value, 1), 1, (item) => ({
        source: () => JSON.stringify(item ?? value, undefined, 2),
        object: () => item ?? value,
      }));
    return;
  }
  for (const piece of piecesOf(bare)) {
    const plain = readPlainHead(piece.text);
    if (plain === undefined) continue;
    yield* each(plain === notPlain ? parsed(piece.text) : [plain], piece.line, (item) => ({
      source: () => (item === undefined ? piece.text : stringify(item)),
      object: () => item ?? parseObject(piece.text),
    }));
  }
}

/** Most files are one document: there is nothing to cut. */
function piecesOf(text: string): Iterable<{ readonly text: string; readonly line: number }> {
  return /^(?:---|\.\.\.|%)|\n(?:---|\.\.\.|%|items:)/.test(text) ? splitPieces(text) : [{ text, line: 1 }];
}

function parsed(text: string): readonly Head[] | Unread {
  if (text.length <= mostOfDocument) return parseHeads(text);
  return { reason: "tooLarge", line: 1, message: "The document is larger than 8 MiB." };
}

function* each(
  read: readonly Head[] | Unread,
  line: number,
  whole: (item: object | undefined) => Whole,
): Generator<ReadHead, void> {
  if ("reason" in read) yield { kind: "unread", unread: { ...read, line: read.line + line - 1 } };
  else
    for (const { value, ...head } of read) yield { kind: "head", head: { ...head, line: head.line + line - 1 }, ...whole(value) };
}

/** @returns the values of JSON texts that follow each other; undefined where it is no JSON: it may be YAML in flow style. */
function parseJsonValues(text: string): readonly unknown[] | undefined {
  try {
    return [JSON.parse(text)];
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  try {
    return splitJson(text).map((one) => JSON.parse(one) as unknown);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Cuts at the brackets that close what is outermost. */
function splitJson(text: string): readonly string[] {
  const marks = /"(?:[^"\\]|\\.)*"|[{}[\]]/g;
  const texts: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: mark, index } of text.matchAll(marks)) {
    if (mark === "{" || mark === "[") depth += 1;
    else if (mark === "}" || mark === "]") depth -= 1;
    else continue;
    if (depth > 0) continue;
    texts.push(text.slice(start, index + 1));
    start = index + 1;
  }
  return text.slice(start).trim() === "" ? texts : [...texts, text.slice(start)];
}
