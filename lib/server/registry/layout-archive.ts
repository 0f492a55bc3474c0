/** The files of a layout in a tar archive, kept in memory: manifests and artefacts. Layers of images are passed by. */
import type { ReadEntry } from "tar";
import { err, ok, type Result } from "#core/result.ts";
import { checkPath } from "../snapshot/archive-file.ts";
import { type Bytes, gather, Meter, peek, unpack } from "../snapshot/bytes.ts";
import { refuse, type SnapshotRefused, UPLOAD_LIMITS, UploadRefused } from "../snapshot/refused.ts";
import { walkTar } from "../snapshot/tar.ts";
import { longestArtifact } from "./content.ts";
import type { LayoutFiles } from "./oci-layout.ts";

const mostKeptOfAFile = 512 * 1024 * 1024;
const mostEntries = 100_000;
const layoutFile = /^(?:\.\/)?(index\.json|blobs\/sha(?:256|512)\/[0-9a-f]+)$/;

export interface ArchiveWish {
  /** Bytes that are held. */
  readonly mostKept?: number;
  /** Layers are passed by, whatever their size: manifests, configurations and evidence are JSON. */
  readonly jsonAlone?: boolean;
}

/** @returns the files of the archive, plain or compressed by gzip or zstd; nothing of it is written to a disk. */
export async function openLayoutArchive(
  source: Bytes,
  { mostKept = mostKeptOfAFile, jsonAlone = false }: ArchiveWish = {},
): Promise<Result<LayoutFiles, SnapshotRefused>> {
  try {
    const files = await readEntries(await plain(source), { mostKept, jsonAlone });
    return ok(async (path, maxBytes) => {
      const bytes = files.get(path);
      return bytes === "tooLarge" || (bytes && bytes.length > maxBytes) ? "tooLarge" : bytes;
    });
  } catch (error) {
    if (error instanceof UploadRefused) return err(error.failure);
    throw error;
  }
}

async function plain(source: Bytes): Promise<Bytes> {
  const meter = new Meter({ ...UPLOAD_LIMITS, uploadBytes: Number.POSITIVE_INFINITY, expandedBytes: Number.POSITIVE_INFINITY });
  const { head, all } = await peek(meter.arriving(source));
  if (head[0] === 0x1f && head[1] === 0x8b) return unpack(all, "gzip", meter);
  return head.length > 3 && head.readUInt32LE(0) === 0xfd2fb528 ? unpack(all, "zstd", meter) : all;
}

async function readEntries(
  source: Bytes,
  { mostKept, jsonAlone }: Required<ArchiveWish>,
): Promise<Map<string, Buffer | "tooLarge">> {
  const files = new Map<string, Buffer | "tooLarge">();
  let kept = 0;
  let entries = 0;
  const take = async (entry: ReadEntry) => {
    entries += 1;
    if (entries > mostEntries) throw refuse("tooManyFiles");
    checkPath(entry.path);
    const path = entry.type === "File" || entry.type === "OldFile" ? layoutFile.exec(entry.path)?.[1] : undefined;
    if (path === undefined) return void entry.resume();
    if (entry.size > longestArtifact) {
      files.set(path, "tooLarge");
      return void entry.resume();
    }
    const bytes = await gather(entry as unknown as Bytes, longestArtifact);
    if (jsonAlone && !isJson(bytes)) return;
    kept += bytes.length;
    if (kept > mostKept) throw refuse("snapshotTooLarge");
    files.set(path, bytes);
  };
  await walkTar(source, take);
  return files;
}

function isJson(bytes: Buffer): boolean {
  return /^\s*[{[]/.test(bytes.subarray(0, 64).toString("latin1"));
}
