/**
 * The objects of a manifest file: YAML documents and JSON, lists opened. A list in YAML is read item by item, because the
 * text of a whole cluster would otherwise stand in memory a hundred times over.
 */
import { isMap, isScalar, LineCounter, parseDocument, visit } from "yaml";
import { splitPieces, type YamlPiece } from "#core/text/yaml-pieces.ts";
import { refuse, type UploadLimits } from "./refused.ts";

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

function parseYaml({ text, line }: YamlPiece, path: string): unknown {
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
