/** A YAML reader for hostile text: one document, the core schema, and nothing that refers, tags or repeats. */
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLError } from "yaml";
import { err, ok, type Result } from "#core/result.ts";
import type { KubeconfigCode, KubeconfigRefused } from "./refusal.ts";
import { showName } from "./refusal.ts";

/** A tree of our own: keys are only ever keys of a Map, so no name in the file can reach a prototype. */
export type YamlValue = YamlMapping | YamlList | YamlScalar;
export interface YamlMapping {
  readonly kind: "mapping";
  readonly line: number;
  readonly entries: ReadonlyMap<string, YamlValue>;
}
export interface YamlList {
  readonly kind: "list";
  readonly line: number;
  readonly items: readonly YamlValue[];
}
export interface YamlScalar {
  readonly kind: "scalar";
  readonly line: number;
  readonly value: unknown;
}

export const MAX_BYTES = 256 * 1024;
const MAX_DEPTH = 32;

/** Reads bytes or text as strict YAML. @returns the tree, or every reason why the text is refused. */
export function readStrictYaml(input: string | Uint8Array): Result<YamlValue, readonly KubeconfigRefused[]> {
  const text = decode(input);
  if (!text.ok) return err([text.error]);
  const lines = new LineCounter();
  const document = parseDocument(text.value, {
    schema: "core",
    version: "1.2",
    merge: false,
    strict: true,
    // A repeated key is found in the walk below: the library compares every pair.
    uniqueKeys: false,
    prettyErrors: false,
    // "silent" would also hide that there is a second document.
    logLevel: "error",
    lineCounter: lines,
  });
  const walk = new Walk(lines);
  const [error] = document.errors;
  if (error) walk.refused.push(syntaxRefusal(error, lines.linePos(error.pos[0]).line));
  const value = document.contents ? walk.read(document.contents, "", 0) : scalar(1, null);
  return walk.refused.length > 0 ? err(walk.refused) : ok(value);
}

function decode(input: string | Uint8Array): Result<string, KubeconfigRefused> {
  // A code unit takes at least one byte, so a longer text is refused before it is encoded.
  const size = typeof input === "string" && input.length <= MAX_BYTES ? Buffer.byteLength(input) : input.length;
  if (size > MAX_BYTES)
    return err({
      code: "tooLarge",
      message: "The kubeconfig is larger than 256 KiB.",
      remedy: "Give the one context that is meant: `kubectl config view --minify --flatten --context NAME`.",
    });
  const notUtf8: KubeconfigRefused = {
    code: "notUtf8",
    message: "The kubeconfig is not UTF-8 text.",
    remedy: "Give the file that kubectl uses, saved as UTF-8.",
  };
  if (typeof input === "string") return input.isWellFormed() && !input.includes("\0") ? ok(input) : err(notUtf8);
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(input);
    return text.includes("\0") ? err(notUtf8) : ok(text);
  } catch (error) {
    if (error instanceof TypeError) return err(notUtf8);
    throw error;
  }
}

function syntaxRefusal(error: YAMLError, line: number): KubeconfigRefused {
  switch (error.code) {
    case "MULTIPLE_DOCS":
      return refusal("multipleDocuments", "The text holds more than one YAML document.", "Give a single kubeconfig.", line);
    case "RESOURCE_EXHAUSTION":
      return tooDeep(line);
    case "TAG_RESOLVE_FAILED":
      return tagged(line);
    case "MULTIPLE_ANCHORS":
    case "BAD_ALIAS":
      return anchored(line);
    default:
      return refusal("yamlInvalid", `Line ${line} is not valid YAML.`, "Correct it, or give the file that kubectl uses.", line);
  }
}

/** Turns the library's nodes into the tree, and gathers what is refused on the way. */
class Walk {
  readonly refused: KubeconfigRefused[] = [];
  readonly #lines: LineCounter;

  constructor(lines: LineCounter) {
    this.#lines = lines;
  }

  read(node: unknown, path: string, depth: number): YamlValue {
    const line = this.#lineOf(node);
    if (depth > MAX_DEPTH) return this.#refuse(tooDeep(line));
    if (isAlias(node)) return this.#refuse(anchored(line));
    if (isScalar(node) || isMap(node) || isSeq(node)) {
      if (node.anchor !== undefined) this.#refuse(anchored(line));
      if (node.tag !== undefined) this.#refuse(tagged(line));
    }
    if (isScalar(node)) return scalar(line, node.value);
    if (isSeq(node))
      return { kind: "list", line, items: node.items.map((item, index) => this.read(item, `${path}[${index}]`, depth + 1)) };
    if (isMap(node)) return { kind: "mapping", line, entries: this.#readEntries(node.items, path, depth) };
    return scalar(line, null);
  }

  #readEntries(pairs: readonly { key: unknown; value: unknown }[], path: string, depth: number): Map<string, YamlValue> {
    const entries = new Map<string, YamlValue>();
    for (const { key, value } of pairs) {
      const line = this.#lineOf(key);
      const name = this.#readKey(key, line);
      if (name === undefined) continue;
      const place = path === "" ? showName(name) : `${path}.${showName(name)}`;
      if (entries.has(name)) this.#refuse({ ...duplicate(place, line), path: place });
      entries.set(name, this.read(value, place, depth + 1));
    }
    return entries;
  }

  #readKey(key: unknown, line: number): string | undefined {
    if (!isScalar(key) || typeof key.value !== "string") {
      this.#refuse(
        isAlias(key)
          ? anchored(line)
          : refusal("yamlInvalid", `Line ${line} has a key that is not text.`, "Give the file that kubectl uses.", line),
      );
      return undefined;
    }
    if (key.anchor !== undefined) this.#refuse(anchored(line));
    if (key.tag !== undefined) this.#refuse(tagged(line));
    if (key.value === "<<")
      this.#refuse(refusal("yamlMergeKey", `Line ${line} merges another mapping with <<.`, "Write the fields out.", line));
    return key.value;
  }

  #lineOf(node: unknown): number {
    const offset = (node as Node | null)?.range?.[0];
    return offset === undefined ? 1 : this.#lines.linePos(offset).line;
  }

  /** Many refusals of one kind say no more than a few do. */
  #refuse(refused: KubeconfigRefused): YamlScalar {
    if (this.refused.length < 50) this.refused.push(refused);
    return scalar(refused.line ?? 1, null);
  }
}

function scalar(line: number, value: unknown): YamlScalar {
  return { kind: "scalar", line, value };
}

function anchored(line: number): KubeconfigRefused {
  return refusal("yamlAnchor", `Line ${line} has a YAML anchor or alias.`, "Write the value out where it is used.", line);
}

function tagged(line: number): KubeconfigRefused {
  return refusal("yamlTag", `Line ${line} has a YAML tag.`, "Remove what begins with an exclamation mark.", line);
}

function tooDeep(line: number): KubeconfigRefused {
  return refusal("yamlTooDeep", "The text is nested deeper than any kubeconfig.", "Give the file that kubectl uses.", line);
}

function duplicate(place: string, line: number): KubeconfigRefused {
  return refusal("duplicateKey", `${place} stands there twice (line ${line}).`, "Keep the one that is meant.", line);
}

function refusal(code: KubeconfigCode, message: string, remedy: string, line: number): KubeconfigRefused {
  return { code, message, remedy, line };
}
