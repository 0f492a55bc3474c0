/** Zip archives as tests need them, honest and not: lengths before the content, or behind it as writers of streams put them. */
import { crc32, deflateRawSync } from "node:zlib";

export interface ZipFile {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** How it is written; deflated with its lengths before it unless it is said. */
  readonly as?: "stored" | "streamed" | "wide";
}

export interface ZipLies {
  /** Taken from the list of entries. */
  readonly unlisted?: number;
  /** In the place of what was computed. */
  readonly sum?: number;
  readonly flags?: number;
}

/** @returns the bytes of an archive. */
export function zipArchive(files: readonly ZipFile[], { unlisted = 0, ...lies }: ZipLies = {}): Buffer {
  const written = files.map((file) => entryOf(file, lies));
  const listed = written.slice(unlisted).map(({ listing }) => listing);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(listed.length, 10);
  return Buffer.concat([...written.map(({ entry }) => entry), ...listed, end]);
}

function entryOf({ name, content, as }: ZipFile, lies: ZipLies) {
  const bytes = Buffer.from(content);
  const packed = as === "stored" ? bytes : deflateRawSync(bytes);
  const sum = lies.sum ?? crc32(bytes);
  const follows = as === "streamed" || as === "wide";
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE((lies.flags ?? 0) | (follows ? 8 : 0), 6);
  head.writeUInt16LE(as === "stored" ? 0 : 8, 8);
  if (!follows)
    for (const [at, value] of [
      [14, sum],
      [18, packed.length],
      [22, bytes.length],
    ] as const)
      head.writeUInt32LE(value, at);
  head.writeUInt16LE(Buffer.byteLength(name), 26);
  const listing = Buffer.alloc(46);
  listing.writeUInt32LE(0x02014b50, 0);
  listing.writeUInt16LE(Buffer.byteLength(name), 28);
  const behind = follows ? descriptorOf({ sum, packed: packed.length, bytes: bytes.length }, as === "wide") : Buffer.alloc(0);
  return {
    entry: Buffer.concat([head, Buffer.from(name), packed, behind]),
    listing: Buffer.concat([listing, Buffer.from(name)]),
  };
}

function descriptorOf({ sum, packed, bytes }: { sum: number; packed: number; bytes: number }, wide: boolean): Buffer {
  const block = Buffer.alloc(wide ? 24 : 16);
  block.writeUInt32LE(0x08074b50, 0);
  block.writeUInt32LE(sum, 4);
  block.writeUInt32LE(packed, 8);
  block.writeUInt32LE(bytes, wide ? 16 : 12);
  return block;
}
