/**
 * Reads what a person uploads: our own snapshot, what kubectl printed, or manifests in an archive. It gives a whole
 * inventory or one refusal, keeps no value that a projector would drop, and writes nothing to a disk.
 */
import type { Inventory } from "#core/inventory/inventory.ts";
import { decodeInventory, splitLines } from "#core/inventory/snapshot/decode.ts";
import { snapshotFormat } from "#core/inventory/snapshot/encode.ts";
import { err, ok, type Result } from "#core/result.ts";
import type { ArchiveFile } from "./archive-file.ts";
import { type Bytes, decodeText, decodeTexts, gather, Meter, type Peeked, peek, unpack } from "./bytes.ts";
import { readDocuments } from "./documents.ts";
import { Manifests } from "./manifests.ts";
import { refuse, refuseSnapshot, type SnapshotRefused, UPLOAD_LIMITS, type UploadLimits, UploadRefused } from "./refused.ts";
import { readTar } from "./tar.ts";
import { readZip } from "./zip.ts";

export type { SnapshotRefused, UploadLimits } from "./refused.ts";

export interface UploadOptions {
  /** The time of an upload that does not say its own. */
  readonly now: Date;
  readonly limits?: Partial<UploadLimits>;
}

type Form = "empty" | "gzip" | "zstd" | "zip" | "tar" | "snapshot" | "text";

/** Reads an upload as it arrives. @returns the inventory, or the one reason why it is refused. */
export async function readUpload(
  source: Bytes | Uint8Array,
  { now, limits }: UploadOptions,
): Promise<Result<Inventory, SnapshotRefused>> {
  const meter = new Meter({ ...UPLOAD_LIMITS, ...limits });
  const bytes = source instanceof Uint8Array ? Promise.resolve([source]) : source;
  try {
    return ok(await read(await peek(meter.arriving(await toBytes(bytes))), { meter, now, packed: false }));
  } catch (error) {
    if (error instanceof UploadRefused) return err(error.failure);
    throw error;
  }
}

async function toBytes(source: Bytes | Promise<Uint8Array[]>): Promise<Bytes> {
  if (!(source instanceof Promise)) return source;
  const chunks = await source;
  return (async function* () {
    yield* chunks;
  })();
}

interface Reading {
  readonly meter: Meter;
  readonly now: Date;
  /** Whether a layer of compression has been taken off; a second one is nobody's upload. */
  readonly packed: boolean;
}

async function read({ head, all }: Peeked, reading: Reading): Promise<Inventory> {
  const { meter, packed, now } = reading;
  const form = formOf(head);
  switch (form) {
    case "empty":
      throw refuse("snapshotEmpty");
    case "gzip":
    case "zstd":
      if (packed) throw refuse("notASnapshot");
      return read(await peek(unpack(all, form, meter)), { ...reading, packed: true });
    case "zip":
      if (packed) throw refuse("notASnapshot");
      return readFiles(await readZip(await gather(all, meter.limits.uploadBytes), meter), reading);
    case "tar":
      return readFiles(await readTar(all, meter.limits), reading);
    case "snapshot":
      return readSnapshot(all);
    default:
      return readFiles([{ path: "upload", bytes: await gather(all, meter.limits.fileBytes) }], { meter, now, packed });
  }
}

/** @returns what the first bytes say that the upload is. */
export function formOf(head: Buffer): Form {
  if (head.length === 0) return "empty";
  if (head[0] === 0x1f && head[1] === 0x8b) return "gzip";
  if (head.length >= 4 && head.readUInt32LE(0) === 0xfd2fb528) return "zstd";
  if (head.subarray(0, 2).toString("latin1") === "PK") return "zip";
  if (head.subarray(257, 262).toString("latin1") === "ustar") return "tar";
  return head.toString("latin1").startsWith(`{"format":"${snapshotFormat}"`) ? "snapshot" : "text";
}

async function readSnapshot(source: Bytes): Promise<Inventory> {
  const decoded = await decodeInventory(splitLines(decodeTexts(source)));
  if (!decoded.ok) throw refuseSnapshot(decoded.error);
  const { value } = decoded;
  return value.source === "live" ? { ...value, source: "snapshot" } : value;
}

/** Lets other work of the process have its turn between files and every so many objects. */
const TURN = 200;

async function readFiles(files: readonly ArchiveFile[], { meter, now }: Reading): Promise<Inventory> {
  const manifests = new Manifests();
  let taken = 0;
  for (const { path, bytes } of files) {
    const text = decodeText(bytes, files.length > 1 ? path : undefined);
    for (const value of readDocuments(text, path, meter.limits)) {
      manifests.take(value);
      taken += 1;
      if (taken % TURN === 0) await new Promise(setImmediate);
    }
  }
  if (manifests.isEmpty)
    throw refuse(files.some(({ bytes }) => bytes.length > 0) || files.length === 0 ? "notASnapshot" : "snapshotEmpty");
  return manifests.finish(now);
}
