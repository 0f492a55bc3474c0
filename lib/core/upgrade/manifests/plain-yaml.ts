/**
 * Reads the head of a document line by line, as long as it is written in the plainest YAML: block maps and lists, scalars that
 * end on their line, block scalars. That is nearly every manifest, at a hundredth of what parsing costs. It understands all
 * that it accepts, so that what is broken is never taken for sound; whatever else there is, it leaves to the parser.
 */
import type { Head } from "./head.ts";

/** The document has to be parsed. */
export const notPlain = Symbol("not plain");

const key = /(?:[A-Za-z0-9_./$~][\w./$~()-]*|"[^"\\]*"|'[^']*'):(?= |$)/y;
const blockHeader = /^[|>][+-]?(?: +#.*)?$/;
const quoted = /^(?:"(?:[^"\\]|\\["\\/nrt])*"|'(?:[^']|'')*')(?: +#.*)?$/;
const item = /(?:-{0,2}[A-Za-z0-9_./][\w./=@%+-]*|"[^"\\]*"|'[^']*')/.source;
const flow = new RegExp(`^(?:\\{ *\\}|\\[ *\\]|\\[ *${item}(?: *, *${item})* *\\])(?: +#.*)?$`);
const plain = /^(?:[A-Za-z0-9_./$+~(=<^;\\]|-(?![- ]|$)|--(?!-))/;
const control = /[^\P{Cc}\n]|\uFEFF/u;
/** What a name may be so that no schema makes it anything but text. */
const word = /^(?!(?:true|false|null|y|n|yes|no|on|off)$)[A-Za-z][\w./:-]*$/i;

interface Block {
  readonly column: number;
  readonly list: boolean;
}

/** @returns the head; undefined where the document is no Kubernetes object; `notPlain` where it has to be parsed. */
export function readPlainHead(text: string): Head | undefined | typeof notPlain {
  if (text.includes("{{") || control.test(text)) return notPlain;
  const reader = new PlainReader();
  let line = 0;
  for (let start = 0; start <= text.length; ) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline;
    line += 1;
    if (!reader.take(text, start, end, line)) return notPlain;
    start = end + 1;
  }
  return reader.head();
}

class PlainReader {
  readonly #stack: Block[] = [];
  readonly #fields = new Map<string, { readonly value: string; readonly line: number }>();
  /** The column of the map whose last key has no value yet. */
  #pending = -1;
  /** Of the block scalar that the line may belong to: the column of what holds it, and of its text once that is known. */
  #scalar: { readonly parent: number; content: number } | undefined;
  #section = "";

  /** @returns whether the line was understood. */
  take(text: string, start: number, end: number, line: number): boolean {
    let column = 0;
    while (start + column < end && text.charCodeAt(start + column) === 32) column += 1;
    const blank = start + column === end;
    if (this.#scalar !== undefined) {
      const inside = this.#continueScalar(this.#scalar, column, blank);
      if (inside !== undefined) return inside;
      this.#scalar = undefined;
    }
    if (blank || text.charCodeAt(start + column) === 35) return true;
    return this.#structure(text.slice(start + column, end).trimEnd(), column, line);
  }

  head(): Head | undefined | typeof notPlain {
    const value = (path: string) => this.#fields.get(path);
    const [apiVersion, kind, name] = [
      value("apiVersion"),
      value("kind"),
      value("metadata.name") ?? value("metadata.generateName"),
    ];
    const namespace = value("metadata.namespace");
    if (apiVersion === undefined || kind === undefined) return undefined;
    // The items of a list are documents of their own.
    if (kind.value.endsWith("List")) return notPlain;
    return {
      apiVersion: apiVersion.value,
      kind: kind.value,
      ...(name !== undefined && { name: name.value }),
      ...(namespace !== undefined && { namespace: namespace.value }),
      line: apiVersion.line,
    };
  }

  /** @returns whether the line is text of the scalar; undefined where the scalar ended before it. */
  #continueScalar(scalar: { readonly parent: number; content: number }, column: number, blank: boolean): boolean | undefined {
    if (blank) return scalar.content >= 0 || column === 0;
    if (column <= scalar.parent) return undefined;
    if (scalar.content < 0) scalar.content = column;
    return column >= scalar.content;
  }

  #structure(content: string, column: number, line: number): boolean {
    const dashes = /^- +/.exec(content)?.[0].length ?? 0;
    if (content === "-" || !this.#open(column, dashes > 0)) return false;
    const inner = dashes === 0 ? content : content.slice(dashes);
    key.lastIndex = 0;
    const found = key.exec(inner)?.[0];
    if (found === undefined) return dashes > 0 && this.#value(inner, column) && inner !== "";
    const own = column + dashes;
    if (dashes > 0) this.#stack.push({ column: own, list: false });
    const value = inner.slice(found.length).trim();
    if (!this.#note(found.slice(0, -1), value, line)) return false;
    if (value !== "" && !value.startsWith("#")) return this.#value(value, own);
    this.#pending = own;
    return true;
  }

  /** Closes the blocks that ended before a line, and opens the one that begins with it. */
  #open(column: number, list: boolean): boolean {
    while ((this.#stack.at(-1)?.column ?? -1) > column) this.#stack.pop();
    let top = this.#stack.at(-1);
    // A list may stand at its key's own column: the next key ends it.
    if (!list && top?.list && top.column === column) {
      this.#stack.pop();
      top = this.#stack.at(-1);
    }
    const pending = this.#pending;
    this.#pending = -1;
    if (top?.column === column && top.list === list) return true;
    if (top === undefined ? list || this.#section !== "" : top.list || pending !== top.column) return false;
    if (!list && top?.column === column) return false;
    this.#stack.push({ column, list });
    return true;
  }

  /** @returns whether a value ends on its line, or is the beginning of a block scalar. */
  #value(value: string, column: number): boolean {
    if (blockHeader.test(value)) {
      this.#scalar = { parent: column, content: -1 };
      return true;
    }
    if (quoted.test(value) || flow.test(value)) return true;
    const comment = value.indexOf(" #");
    const scalar = comment < 0 ? value : value.slice(0, comment).trimEnd();
    return plain.test(scalar) && !scalar.includes(": ") && !scalar.endsWith(":");
  }

  /** Keeps the fields that the head is made of. @returns false where one stands twice or is not simply a word. */
  #note(name: string, value: string, line: number): boolean {
    const depth = this.#stack.length;
    if (depth === 1) this.#section = name;
    if (/["']/.test(name)) return depth > 2;
    const path = depth === 1 ? name : depth === 2 && this.#section === "metadata" ? `metadata.${name}` : "";
    const wanted = ["apiVersion", "kind", "metadata", "metadata.name", "metadata.generateName", "metadata.namespace"];
    if (!wanted.includes(path)) return true;
    if (this.#fields.has(path)) return false;
    const bare = value.replace(/ +#.*$/, "");
    const text = /^(["'])([^"'\\]*)\1$/.exec(bare)?.[2] ?? bare;
    if (path === "metadata" ? value !== "" && !value.startsWith("#") : !word.test(text)) return false;
    this.#fields.set(path, { value: text, line });
    return true;
  }
}
