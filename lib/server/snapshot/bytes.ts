/** Streams of bytes: counted as they pass, looked at before they are read, and unpacked within limits. */
import { Readable } from "node:stream";
import { constants, createGunzip, createZstdDecompress } from "node:zlib";
import { refuse, type UploadLimits } from "./refused.ts";

export type Bytes = AsyncIterable<Uint8Array>;

/** The beginning of a stream, and the whole of it. */
export interface Peeked {
  readonly head: Buffer;
  readonly all: Bytes;
}

/** A tar archive says what it is at byte 257. */
const HEAD_BYTES = 512;

/** Looks at the beginning without losing it. */
export async function peek(source: Bytes): Promise<Peeked> {
  const iterator = source[Symbol.asyncIterator]();
  const chunks: Uint8Array[] = [];
  let size = 0;
  while (size < HEAD_BYTES) {
    const next = await iterator.next();
    if (next.done) break;
    chunks.push(next.value);
    size += next.value.length;
  }
  const rest = { [Symbol.asyncIterator]: () => iterator };
  return { head: Buffer.concat(chunks), all: chain(chunks, rest) };
}

async function* chain(chunks: readonly Uint8Array[], rest: Bytes): AsyncGenerator<Uint8Array, void> {
  yield* chunks;
  yield* rest;
}

/** Counts what arrived and what came out of it, and stops what unpacks to too much. */
export class Meter {
  readonly limits: UploadLimits;
  #arrived = 0;
  #expanded = 0;

  constructor(limits: UploadLimits) {
    this.limits = limits;
  }

  async *arriving(source: Bytes): AsyncGenerator<Uint8Array, void> {
    for await (const chunk of source) {
      this.#arrived += chunk.length;
      if (this.#arrived > this.limits.uploadBytes) throw refuse("snapshotTooLarge");
      yield chunk;
    }
  }

  /** Called with every piece of unpacked content. */
  expanded(bytes: number): void {
    const { expandedBytes, harmlessBytes, ratio } = this.limits;
    this.#expanded += bytes;
    if (this.#expanded > expandedBytes) throw refuse(this.#arrived * 2 < this.#expanded ? "snapshotBomb" : "snapshotTooLarge");
    if (this.#expanded > harmlessBytes && this.#expanded > this.#arrived * ratio) throw refuse("snapshotBomb");
  }

  /** How much may still come out before one of the limits is reached. */
  get left(): number {
    return this.limits.expandedBytes - this.#expanded;
  }
}

/** Unpacks gzip or zstd as it arrives; a damaged or an unfinished stream is refused by name. */
export async function* unpack(source: Bytes, kind: "gzip" | "zstd", meter: Meter): AsyncGenerator<Uint8Array, void> {
  const unpacker = kind === "gzip" ? createGunzip() : createZstdDecompress({ params: { [constants.ZSTD_d_windowLogMax]: 25 } });
  const input = Readable.from(source, { objectMode: false });
  input.once("error", (error) => unpacker.destroy(error));
  input.pipe(unpacker);
  try {
    for await (const chunk of unpacker) {
      meter.expanded((chunk as Buffer).length);
      yield chunk as Buffer;
    }
  } catch (error) {
    throw unpackingFailure(error);
  } finally {
    input.destroy();
    unpacker.destroy();
  }
}

function unpackingFailure(error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code ?? "";
  if (code === "Z_BUF_ERROR") return refuse("snapshotTruncated");
  return /^(Z_|ZSTD_)/.test(code) ? refuse("snapshotCorrupt") : error;
}

/** Gathers a stream, as long as it is not larger than it may be. */
export async function gather(source: Bytes, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > maxBytes) throw refuse("snapshotTooLarge");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

/** @returns the text of UTF-8 bytes, with or without a byte order mark. */
export function decodeText(bytes: Uint8Array, path?: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) throw refuse(path === undefined ? "notASnapshot" : "yamlInvalid", path);
    throw error;
  }
}

const TEXT_PIECE = 1024 * 1024;

/** Decodes a stream of UTF-8 in pieces that are worth looking at. */
export async function* decodeTexts(source: Bytes): AsyncGenerator<string, void> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  try {
    for await (const chunk of source) {
      text += decoder.decode(chunk, { stream: true });
      if (text.length < TEXT_PIECE) continue;
      yield text;
      text = "";
    }
    yield text + decoder.decode();
  } catch (error) {
    if (error instanceof TypeError) throw refuse("snapshotCorrupt");
    throw error;
  }
}
