/** Reads the heads of what plain reading leaves over: any YAML, JSON, lists with their items. */
import { type Document, isMap, isScalar, LineCounter, parse, parseDocument, visit } from "yaml";
import type { Head } from "./head.ts";

/** Why a document was not judged. */
export type UnreadReason = "broken" | "template" | "tooLarge";

export interface Unread {
  readonly reason: UnreadReason;
  /** Of the place that could not be read, counted from 1 in the document. */
  readonly line: number;
  /** One sentence. */
  readonly message: string;
}

const rendered = "It is a template, which is not rendered here: pipe in what helm template prints.";
const MAX_ALIASES = 100;
const reading = {
  schema: "core",
  version: "1.2",
  merge: true,
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: "error",
} as const;

/** @returns the object of a YAML document whose head was read. */
export function parseObject(text: string): unknown {
  return parse(text, { ...reading, maxAliasCount: MAX_ALIASES });
}

/** @returns the heads of a YAML document: of an object one, of a list one for each item; or why there are none. */
export function parseHeads(text: string): readonly Head[] | Unread {
  const lines = new LineCounter();
  const document = parseDocument(text, { ...reading, lineCounter: lines });
  // What is never closed breaks at the end: that is the last line with anything in it.
  const end = text.trimEnd().length;
  const lineOf = (offset = 0) => Math.max(lines.linePos(Math.min(offset, end)).line, 1);
  const [error] = document.errors;
  if (text.includes("{{") && (error !== undefined || holdsTemplate(document)))
    return { reason: "template", line: lineOf(text.indexOf("{{")), message: rendered };
  if (error) return broken(lineOf(error.pos[0]), `The YAML is broken: ${error.message.replace(/\s*\n.*/s, "")}.`);
  const twice = repeatedKey(document);
  if (twice) return broken(lineOf(twice.offset), `The key ${twice.name} stands twice in one place.`);
  if (!isMap(document.contents)) return [];
  const place = document.contents.items.find(({ key }) => isScalar(key) && key.value === "apiVersion")?.key;
  const line = lineOf(isScalar(place) ? (place.range?.[0] ?? 0) : 0);
  try {
    return headsOf(document.toJS({ maxAliasCount: MAX_ALIASES }), line);
  } catch (failure) {
    // Aliases that have no anchor, or that multiply without end; nesting that exhausts the stack.
    if (failure instanceof ReferenceError || failure instanceof RangeError || failure instanceof TypeError)
      return broken(1, "The YAML refers to what is not there, or repeats itself without end.");
    throw failure;
  }
}

/** @returns the heads of a value: of an object one, of a list one for each item, of anything else none. */
export function headsOf(value: unknown, line: number): readonly Head[] | Unread {
  if (Array.isArray(value)) return collect(value, {}, line);
  const { apiVersion, kind, items, metadata } = (value ?? {}) as Record<string, unknown>;
  if (typeof apiVersion !== "string" || typeof kind !== "string") return [];
  if (kind.endsWith("List") && Array.isArray(items))
    return collect(items, kind === "List" ? {} : { apiVersion, kind: kind.slice(0, -"List".length) }, line);
  const { name, generateName, namespace } = (metadata ?? {}) as Record<string, unknown>;
  const own = text(name) ?? text(generateName);
  if (`${apiVersion}${kind}${own ?? ""}`.includes("{{")) return { reason: "template", line, message: rendered };
  const place = text(namespace);
  return [{ apiVersion, kind, ...(own !== undefined && { name: own }), ...(place !== undefined && { namespace: place }), line }];
}

function collect(items: readonly unknown[], inherited: object, line: number): readonly Head[] | Unread {
  const heads: Head[] = [];
  for (const item of items) {
    if (typeof item !== "object" || item === null) continue;
    const value = { ...inherited, ...item };
    const found = headsOf(value, line);
    if ("reason" in found) return found;
    heads.push(...found.map((head) => ({ value, ...head })));
  }
  return heads;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function broken(line: number, message: string): Unread {
  return { reason: "broken", line, message };
}

/** A value `{{ x }}` is a map whose key is a map; in `a-{{ x }}` the marks stand outside of quotes. */
function holdsTemplate(document: Document.Parsed): boolean {
  let found = false;
  visit(document, {
    Pair: (_key, { key }) => {
      if (isMap(key)) found = true;
    },
    Scalar: (_key, node) => {
      if (node.type === "PLAIN" && typeof node.value === "string" && node.value.includes("{{")) found = true;
    },
  });
  return found;
}

/** Two of a field that tells what an object is would leave open which one counts. */
function repeatedKey(document: Document.Parsed): { readonly name: string; readonly offset: number } | undefined {
  const { contents } = document;
  if (!isMap(contents)) return undefined;
  const fields = [
    [contents, ["apiVersion", "kind", "metadata"]],
    [contents.get("metadata", true), ["name", "generateName", "namespace"]],
  ] as const;
  for (const [map, names] of fields) {
    if (!isMap(map)) continue;
    const seen = new Set<string>();
    for (const { key } of map.items) {
      const name = isScalar(key) ? names.find((one) => one === key.value) : undefined;
      if (name !== undefined && seen.has(name)) return { name, offset: isScalar(key) ? (key.range?.[0] ?? 0) : 0 };
      if (name !== undefined) seen.add(name);
    }
  }
  return undefined;
}
