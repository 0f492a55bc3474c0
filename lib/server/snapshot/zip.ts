/**
 * Reads a ZIP archive by its central directory, which alone says what is a link and what overlaps. Every entry is unpacked
 * within the limits and checked against its checksum.
 */
import { promisify } from "node:util";
import { crc32, inflateRaw } from "node:zlib";
import { type ArchiveFile, checkPath, isManifest } from "./archive-file.ts";
import type { Meter } from "./bytes.ts";
import { refuse } from "./refused.ts";

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const CENTRAL_BYTES = 46;
const LOCAL_BYTES = 30;
const MAX_COMMENT = 0xffff;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;
const FILE_TYPE = 0o170000;
const REGULAR = 0o100000;
const DIRECTORY = 0o040000;

const inflate = promisify(inflateRaw) as (bytes: Uint8Array, options: { maxOutputLength: number }) => Promise<Buffer>;

interface Entry {
  readonly path: string;
  readonly method: number;
  readonly checksum: number;
  readonly size: number;
  readonly start: number;
  readonly end: number;
}

/** @returns the manifests of the archive, sorted by path. */
export async function readZip(archive: Buffer, meter: Meter): Promise<ArchiveFile[]> {
  const entries = readEntries(archive, meter.limits.files);
  refuseOverlap(entries);
  const files: ArchiveFile[] = [];
  for (const entry of entries) {
    if (!isManifest(entry.path)) continue;
    files.push({ path: entry.path, bytes: await readEntry(archive, entry, meter) });
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function readEntries(archive: Buffer, most: number): Entry[] {
  const end = findEnd(archive);
  const count = archive.readUInt16LE(end + 10);
  let at = archive.readUInt32LE(end + 16);
  if (count === 0xffff || at === 0xffffffff) throw refuse("snapshotTooLarge");
  if (count > most) throw refuse("tooManyFiles");
  const entries: Entry[] = [];
  for (let index = 0; index < count; index += 1) {
    if (at + CENTRAL_BYTES > end || archive.readUInt32LE(at) !== CENTRAL) throw refuse("snapshotCorrupt");
    const [nameBytes = 0, extraBytes = 0, commentBytes = 0] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset));
    entries.push(readCentral(archive, at, nameBytes));
    at += CENTRAL_BYTES + nameBytes + extraBytes + commentBytes;
  }
  return entries;
}

function readCentral(archive: Buffer, at: number, nameBytes: number): Entry {
  const path = archive.subarray(at + CENTRAL_BYTES, at + CENTRAL_BYTES + nameBytes).toString("utf8");
  checkPath(path);
  if ((archive.readUInt16LE(at + 8) & ENCRYPTED) !== 0) throw refuse("archiveEncrypted", path);
  const type = (archive.readUInt32LE(at + 38) >>> 16) & FILE_TYPE;
  if (type !== 0 && type !== REGULAR && type !== DIRECTORY) throw refuse("archiveLink", path);
  const local = archive.readUInt32LE(at + 42);
  if (local + LOCAL_BYTES > archive.length || archive.readUInt32LE(local) !== LOCAL) throw refuse("snapshotCorrupt", path);
  const start = local + LOCAL_BYTES + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const end = start + archive.readUInt32LE(at + 20);
  if (end > archive.length) throw refuse("snapshotTruncated", path);
  return {
    path,
    method: archive.readUInt16LE(at + 10),
    checksum: archive.readUInt32LE(at + 16),
    size: archive.readUInt32LE(at + 24),
    start,
    end,
  };
}

function findEnd(archive: Buffer): number {
  const first = Math.max(0, archive.length - END_BYTES - MAX_COMMENT);
  for (let at = archive.length - END_BYTES; at >= first; at -= 1) if (archive.readUInt32LE(at) === END) return at;
  throw refuse("snapshotTruncated");
}

/** Entries that share their bytes are how a small archive holds petabytes. */
function refuseOverlap(entries: readonly Entry[]): void {
  let last = 0;
  for (const { start, end, path } of entries.toSorted((a, b) => a.start - b.start)) {
    if (start < last) throw refuse("snapshotBomb", path);
    last = Math.max(end, start + 1);
  }
}

async function readEntry(
  archive: Buffer,
  { path, method, checksum, size, start, end }: Entry,
  meter: Meter,
): Promise<Uint8Array> {
  const packed = archive.subarray(start, end);
  if (method !== STORED && method !== DEFLATED) throw refuse("snapshotCorrupt", path);
  if (size > meter.limits.fileBytes) throw refuse("snapshotTooLarge", path);
  const bytes = method === STORED ? packed : await inflateWithin(packed, { path, size, meter });
  meter.expanded(bytes.length);
  if (bytes.length !== size || crc32(bytes) !== checksum) throw refuse("snapshotCorrupt", path);
  return bytes;
}

async function inflateWithin(
  packed: Uint8Array,
  { path, size, meter }: { path: string; size: number; meter: Meter },
): Promise<Buffer> {
  try {
    return await inflate(packed, { maxOutputLength: Math.max(1, Math.min(size, meter.left)) });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    if (code === "ERR_BUFFER_TOO_LARGE") throw refuse("snapshotBomb", path);
    if (code.startsWith("Z_")) throw refuse(code === "Z_BUF_ERROR" ? "snapshotTruncated" : "snapshotCorrupt", path);
    throw error;
  }
}
