/**
 * A zip archive as it comes: one entry after the other, each unpacked in memory under a limit. An archive is whole when its list
 * of entries, at the end, is as long as what came before.
 */
import { setImmediate as turn } from "node:timers/promises";
import { crc32, inflateRawSync } from "node:zlib";
import { err, ok, type Result } from "../../core/result.ts";

export interface ZipLimits {
  readonly entries: number;
  /** Bytes of one entry after unpacking. */
  readonly entryBytes: number;
  /** Bytes of all entries after unpacking. */
  readonly bytes: number;
  /** Bytes of the archive. */
  readonly archiveBytes: number;
}

export interface ZipEntry {
  readonly name: string;
  readonly bytes: Buffer;
}

export interface ZipError {
  readonly code: "tooLarge" | "unreadable";
  /** A sentence. */
  readonly message: string;
}

const [localHeader, descriptor, centralHeader, wideEnd, wideLocator, end] = [
  0x04034b50, 0x08074b50, 0x02014b50, 0x06064b50, 0x07064b50, 0x06054b50,
];
const headerBytes = 30;
const centralBytes = 46;
const turnEvery = 64;

/** @param beginning at least four bytes. @returns whether what begins so is an archive, or would be one that is empty. */
export function isZip(beginning: Buffer): boolean {
  return beginning.length >= 4 && [localHeader, end].includes(beginning.readUInt32LE(0));
}

/** @returns how many entries there were, or why the archive was not read to its end. @param take gets each file in its order. */
export async function readZip(
  chunks: AsyncIterable<Uint8Array>,
  limits: ZipLimits,
  take: (entry: ZipEntry) => Promise<void> | void,
): Promise<Result<number, ZipError>> {
  const source = new Source(chunks, limits.archiveBytes);
  try {
    return ok(await readEntries(source, limits, take));
  } catch (error) {
    if (error instanceof Refused) return err({ code: error.code, message: error.message });
    throw error;
  }
}

class Refused extends Error {
  readonly code: ZipError["code"];
  constructor(code: ZipError["code"], message: string) {
    super(message);
    this.code = code;
  }
}

const broken = (what: string) => new Refused("unreadable", `The archive cannot be read: ${what}.`);

/** The bytes that came and were not read yet. */
class Source {
  readonly #iterator: AsyncIterator<Uint8Array>;
  readonly #most: number;
  #held: Buffer = Buffer.alloc(0);
  #came = 0;
  constructor(chunks: AsyncIterable<Uint8Array>, most: number) {
    this.#iterator = chunks[Symbol.asyncIterator]();
    this.#most = most;
  }

  /** @returns at least as many bytes, without reading past them; fewer only where the archive ends. */
  async peek(length: number): Promise<Buffer> {
    const parts: Uint8Array[] = [this.#held];
    let has = this.#held.length;
    while (has < length) {
      const next = await this.#iterator.next();
      if (next.done) break;
      this.#came += next.value.length;
      if (this.#came > this.#most) throw new Refused("tooLarge", "The archive is larger than is read.");
      parts.push(next.value);
      has += next.value.length;
    }
    if (parts.length > 1) this.#held = Buffer.concat(parts);
    return this.#held;
  }

  async take(length: number): Promise<Buffer> {
    const held = await this.peek(length);
    if (held.length < length) throw broken("it ends too early");
    this.#held = held.subarray(length);
    return held.subarray(0, length);
  }
}

async function readEntries(source: Source, limits: ZipLimits, take: (entry: ZipEntry) => Promise<void> | void): Promise<number> {
  let entries = 0;
  let bytes = 0;
  for (;;) {
    const mark = await source.peek(4);
    if (mark.length < 4 || mark.readUInt32LE(0) !== localHeader) break;
    const entry = await readEntry(source, limits.entryBytes);
    entries += 1;
    bytes += entry.bytes.length;
    if (entries > limits.entries) throw new Refused("tooLarge", `The archive holds more than ${limits.entries} entries.`);
    if (bytes > limits.bytes) throw new Refused("tooLarge", "The archive unpacks to more than is read.");
    if (!entry.name.endsWith("/")) await take(entry);
    if (entries % turnEvery === 0) await turn();
  }
  await expectEnd(source, entries);
  return entries;
}

interface Header {
  readonly flags: number;
  readonly method: number;
  readonly sum: number;
  readonly packed: number;
  readonly unpacked: number;
}

const encrypted = 0x1;
const sizesFollow = 0x8;
const [stored, deflated] = [0, 8];

async function readEntry(source: Source, most: number): Promise<ZipEntry> {
  const head = await source.take(headerBytes);
  const header: Header = {
    ...{ flags: head.readUInt16LE(6), method: head.readUInt16LE(8), sum: head.readUInt32LE(14) },
    ...{ packed: head.readUInt32LE(18), unpacked: head.readUInt32LE(22) },
  };
  const name = (await source.take(head.readUInt16LE(26))).toString("utf8");
  await source.take(head.readUInt16LE(28));
  if ((header.flags & encrypted) !== 0) throw broken("an entry is encrypted");
  if (header.method !== stored && header.method !== deflated) throw broken("an entry is packed in an unknown way");
  const follows = (header.flags & sizesFollow) !== 0;
  if (follows && header.method === stored) throw broken("the length of an entry is not told");
  const bytes = follows ? await inflateToItsEnd(source, most) : await inflateKnown(source, header, most);
  const sum = follows ? await readDescriptor(source, bytes.length) : header.sum;
  if (crc32(bytes) !== sum) throw broken("an entry is damaged");
  return { name, bytes };
}

const tooLong = () => new Refused("tooLarge", "An entry of the archive unpacks to more than is read.");

async function inflateKnown(source: Source, { method, packed, unpacked }: Header, most: number): Promise<Buffer> {
  if (unpacked > most || packed > most) throw tooLong();
  const content = await source.take(packed);
  const bytes = method === stored ? Buffer.from(content) : inflate(content, most).bytes;
  if (bytes.length !== unpacked) throw broken("an entry is damaged");
  return bytes;
}

/** Deflate says itself where it ends; more is asked for until it does. */
async function inflateToItsEnd(source: Source, most: number): Promise<Buffer> {
  let wanted = 64 * 1024;
  for (;;) {
    const held = await source.peek(wanted);
    // Within the limit, deflate makes nothing much longer than it was.
    const { bytes, used } = inflate(held.subarray(0, most + 65_536), most, held.length >= wanted && wanted <= most);
    if (used !== undefined) {
      await source.take(used);
      return bytes;
    }
    wanted *= 2;
  }
}

interface Inflated {
  readonly bytes: Buffer;
  /** Packed bytes; absent where more have to come. */
  readonly used?: number;
}

function inflate(content: Uint8Array, most: number, mayGoOn = false): Inflated {
  try {
    const done = inflateRawSync(content, { maxOutputLength: most, info: true }) as unknown as {
      readonly buffer: Buffer;
      readonly engine: { readonly bytesWritten: number };
    };
    return { bytes: done.buffer, used: done.engine.bytesWritten };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ERR_BUFFER_TOO_LARGE") throw tooLong();
    if (code === "Z_BUF_ERROR" && mayGoOn) return { bytes: Buffer.alloc(0) };
    if (code?.startsWith("Z_")) throw broken("an entry cannot be unpacked");
    throw error;
  }
}

/** @returns the checksum that follows an entry, with or without a mark, its sizes in four bytes or in eight. */
async function readDescriptor(source: Source, unpacked: number): Promise<number> {
  const held = await source.peek(28);
  const marked = held.length >= 4 && held.readUInt32LE(0) === descriptor ? 4 : 0;
  for (const [width, at] of [
    [4, marked + 8],
    [8, marked + 12],
  ] as const) {
    const length = marked + 4 + 2 * width;
    if (held.length < length || held.readUInt32LE(at) !== unpacked || !isMark(held, length)) continue;
    return (await source.take(length)).readUInt32LE(marked);
  }
  throw broken("the length of an entry is wrong");
}

function isMark(held: Buffer, at: number): boolean {
  return held.length < at + 4 || [localHeader, centralHeader].includes(held.readUInt32LE(at));
}

/** The list of entries: as many as were read, and behind it the archive's end. */
async function expectEnd(source: Source, entries: number): Promise<void> {
  let listed = 0;
  for (;;) {
    const mark = await source.peek(4);
    if (mark.length < 4) throw broken("it ends too early");
    const found = mark.readUInt32LE(0);
    if (found === end || found === wideEnd || found === wideLocator) break;
    if (found !== centralHeader) throw broken("its list of entries is damaged");
    const head = await source.take(centralBytes);
    await source.take(head.readUInt16LE(28) + head.readUInt16LE(30) + head.readUInt16LE(32));
    listed += 1;
  }
  if (listed !== entries) throw broken("its list of entries is not that of what it holds");
}
