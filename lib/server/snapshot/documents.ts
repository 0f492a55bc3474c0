/**
 * The objects of a manifest file: YAML documents and JSON, lists opened. A list in YAML is read item by item, because the
 * text of a whole cluster would otherwise stand in memory a hundred times over.
 */
import { isMap, isScalar, LineCounter, parseDocument, visit } from "yaml";
import { refuse, type UploadLimits } from "./refused.ts";

/** A piece of YAML that can be read alone. */
interface Piece {
  readonly text: string;
  /** Of its first line in the file. */
  readonly line: number;
}

const MAX_ALIASES = 100;

/** @returns every value of a file in turn; what a list holds comes out as its items, with their kind. */
export function* readDocuments(text: string, path: string, limits: UploadLimits): Generator<unknown, void> {
  const start = text.trimStart();
  if (start.startsWith("{") || start.startsWith("[")) {
    const value = parseJson(start);
    if (value !== undefined) return yield* openList(value);
    if (!/[}\]]\s*$/.test(start.slice(-100))) throw refuse("snapshotTruncated", path);
  }
  for (const piece of splitPieces(text)) {
    if (piece.text.length > limits.documentBytes) throw refuse("snapshotTooLarge", `${path}, line ${piece.line}`);
    yield* openList(parseYaml(piece, path));
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // Text that begins with a brace may still be YAML, or several JSON documents.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** A list of a kind leaves the kind of its items to its own name. */
function* openList(value: unknown): Generator<unknown, void> {
  for (const one of Array.isArray(value) ? value : [value]) {
    const { kind, apiVersion, items } = (one ?? {}) as Record<string, unknown>;
    if (typeof kind !== "string") continue;
    if (!kind.endsWith("List") || !Array.isArray(items)) yield one;
    else yield* itemsOf(items, kind === "List" ? {} : { kind: kind.slice(0, -"List".length), apiVersion });
  }
}

function* itemsOf(items: readonly unknown[], inherited: object): Generator<unknown, void> {
  for (const item of items) if (typeof item === "object" && item !== null) yield { ...inherited, ...item };
}

function parseYaml({ text, line }: Piece, path: string): unknown {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    schema: "core",
    version: "1.2",
    merge: true,
    uniqueKeys: false,
    prettyErrors: false,
    lineCounter: lines,
  });
  const place = (offset: number | undefined) => `${path}, line ${line + lines.linePos(offset ?? 0).line - 1}`;
  const [error] = document.errors;
  if (error) throw refuse(error.code === "BAD_ALIAS" ? "yamlAlias" : "yamlInvalid", place(error.pos[0]));
  visit(document, {
    Map: (_key, map) => {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value) && key.value !== "<<") throw refuse("duplicateKey", place(key.range?.[0]));
        seen.add(key.value);
      }
    },
  });
  if (!isMap(document.contents)) return undefined;
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    if (error instanceof ReferenceError) throw refuse("yamlAlias", place(0));
    if (error instanceof TypeError || error instanceof RangeError) throw refuse("yamlInvalid", place(0));
    throw error;
  }
}

/** Splits a text at its document marks, and a list at its items. */
function* splitPieces(text: string): Generator<Piece, void> {
  let piece: string[] = [];
  let first = 1;
  let line = 0;
  for (const content of text.split("\n")) {
    line += 1;
    if (/^(---|\.\.\.)(\s|$)/.test(content)) {
      yield* splitList(piece, first);
      piece = content.startsWith("--- ") ? [content.slice(3)] : [];
      first = piece.length > 0 ? line : line + 1;
    } else piece.push(content);
  }
  yield* splitList(piece, first);
}

/**
 * What belongs to an item of a block list is indented deeper than its dash, so the items can be told apart without reading
 * them. Only a document that has nothing but scalars beside `items` is split: the output of kubectl is such a one.
 */
function* splitList(lines: readonly string[], first: number): Generator<Piece, void> {
  const whole = { text: lines.join("\n"), line: first };
  const start = lines.indexOf("items:");
  const head = lines.slice(0, Math.max(0, start));
  if (start < 0 || !head.every((line) => /^(#.*|[A-Za-z]+: \S+)?$/.test(line))) return yield whole;
  const kind = /^kind: "?(\w+)"?$/m.exec(lines.filter((line) => line.startsWith("kind:")).join("\n"))?.[1];
  const dash = /^( *)- /.exec(
    lines.slice(start + 1).find((line) => line.trim() !== "" && !line.trimStart().startsWith("#")) ?? "",
  );
  if (kind !== "List" || !dash) return yield whole;
  yield* splitItems(lines, { start: start + 1, indent: dash[1]?.length ?? 0, first });
}

function* splitItems(
  lines: readonly string[],
  { start, indent, first }: { start: number; indent: number; first: number },
): Generator<Piece, void> {
  const mark = `${" ".repeat(indent)}- `;
  let item: string[] = [];
  let itemLine = first + start;
  for (const [index, line] of lines.slice(start).entries()) {
    const isStart = line.startsWith(mark);
    const isEnd = !isStart && /^[^\s#]/.test(line);
    if (isStart || isEnd) {
      if (item.length > 0) yield { text: item.join("\n"), line: itemLine };
      item = [];
      itemLine = first + start + index;
    }
    // What stands behind the items is `kind` and `metadata` of the list itself.
    if (isEnd) return;
    item.push(isStart ? `${" ".repeat(indent + 2)}${line.slice(mark.length)}` : line);
  }
  if (item.length > 0) yield { text: item.join("\n"), line: itemLine };
}
