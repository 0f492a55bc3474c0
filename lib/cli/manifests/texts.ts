/** Reads manifests from the disk or from the input: a file, a folder with all in it, or a stream of any length. */
import { isUtf8 } from "node:buffer";
import { createReadStream, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { isManifest } from "#server/snapshot/archive-file.ts";
import type { Io } from "../io.ts";

/** A text that can be read alone: a file, or some documents of a longer stream. */
export interface ManifestText {
  /** None for what is piped in. */
  readonly file?: string;
  /** Of its first line in the file. */
  readonly line: number;
  readonly text: string;
}

export type FoundText = ManifestText | { readonly file?: string; readonly unreadable: string };

/** Longer files are read a few documents at a time. */
const mostAtOnce = 64 * 1024 * 1024;
const pieceLength = 1024 * 1024;

/** @returns the texts of a file, of every manifest in a folder, or of the input for `-`. Links in a folder are not followed. */
export async function* readTexts(io: Io, path: string): AsyncGenerator<FoundText, void> {
  if (path === "-") return yield* streamed(io.stdin);
  for (const file of filesOf(path)) {
    if (io.signal.aborted) return;
    if (typeof file !== "string") yield file;
    else yield* textsOf(file);
  }
}

type Unreadable = Extract<FoundText, { readonly unreadable: string }>;

function* filesOf(path: string): Generator<string | Unreadable, void> {
  const isFolder = attempt(path, () => statSync(path).isDirectory());
  if (typeof isFolder === "object") return yield isFolder;
  if (!isFolder) return yield path;
  const entries = attempt(path, () => readdirSync(path, { withFileTypes: true }));
  if ("unreadable" in entries) return yield entries;
  for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
    const inner = join(path, entry.name);
    if (entry.isDirectory() && !entry.name.startsWith(".")) yield* filesOf(inner);
    else if (entry.isFile() && isManifest(entry.name)) yield inner;
  }
}

async function* textsOf(file: string): AsyncGenerator<FoundText, void> {
  const size = attempt(file, () => statSync(file).size);
  if (typeof size === "object") return yield size;
  if (size > mostAtOnce) return yield* streamed(createReadStream(file), file);
  const bytes = attempt(file, () => readFileSync(file));
  if ("unreadable" in bytes) yield bytes;
  else if (!isUtf8(bytes)) yield { file, unreadable: "It is no text in UTF-8." };
  else yield { file, line: 1, text: bytes.toString("utf8") };
}

function attempt<T>(file: string, read: () => T): T | Unreadable {
  try {
    return read();
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (typeof syscall !== "string") throw error;
    return { file, unreadable: code === "ENOENT" ? "There is nothing there." : `It cannot be read (${code}).` };
  }
}

/** Cuts a stream before the marks of documents, so that only a part of it stands in memory. JSON is kept whole. */
async function* streamed(stream: AsyncIterable<Uint8Array | string>, file?: string): AsyncGenerator<FoundText, void> {
  const place = file === undefined ? {} : { file };
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let [text, line] = ["", 1];
  try {
    for await (const chunk of stream) {
      text += typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
      const cut = text.length < pieceLength || /^\s*[{[]/.test(text) ? -1 : text.lastIndexOf("\n---");
      if (cut <= 0) continue;
      const ready = text.slice(0, cut + 1);
      yield { ...place, line, text: ready };
      line += ready.split("\n").length - 1;
      text = text.slice(cut + 1);
    }
    yield { ...place, line, text: text + decoder.decode() };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    yield { ...place, unreadable: "It is no text in UTF-8." };
  }
}
