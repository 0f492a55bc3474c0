/** Reads a tar archive as it streams by. */
import { Parser, type ReadEntry } from "tar";
import { type ArchiveFile, checkPath, isManifest } from "./archive-file.ts";
import { type Bytes, gather } from "./bytes.ts";
import { refuse, type UploadLimits, UploadRefused } from "./refused.ts";

const FILES = new Set(["File", "OldFile", "ContiguousFile"]);

/** @returns the manifests of the archive, sorted by path. */
export async function readTar(source: Bytes, limits: UploadLimits): Promise<ArchiveFile[]> {
  const files: ArchiveFile[] = [];
  let entries = 0;
  const take = async (entry: ReadEntry) => {
    entries += 1;
    if (entries > limits.files) throw refuse("tooManyFiles");
    checkPath(entry.path);
    if (!FILES.has(entry.type) && entry.type !== "Directory") throw refuse("archiveLink", entry.path);
    if (!FILES.has(entry.type) || !isManifest(entry.path)) return void entry.resume();
    files.push({ path: entry.path, bytes: await gather(entry as unknown as Bytes, limits.fileBytes) });
  };
  await walkTar(source, take);
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/**
 * Gives every entry of an archive to `take`, which reads it or passes it by.
 * @throws what `take` throws first, or UploadRefused for an archive that is damaged or cut off.
 */
export async function walkTar(source: Bytes, take: (entry: ReadEntry) => Promise<void>): Promise<void> {
  let failure: unknown;
  let ended = false;
  const fail = (error: unknown) => {
    failure ??= error;
  };
  const pending: Promise<void>[] = [];
  const parser = new Parser({
    strict: true,
    onReadEntry: (entry) => {
      const taken = take(entry).catch((error: unknown) => {
        fail(error);
        entry.resume();
      });
      pending.push(taken);
    },
  });
  parser.on("error", (error: Error) => fail(damage(error)));
  parser.on("end", () => {
    ended = true;
  });
  for await (const chunk of source) {
    if (failure !== undefined) break;
    if (!parser.write(Buffer.from(chunk)) && failure === undefined) await drained(parser);
  }
  if (failure === undefined) parser.end();
  await Promise.all(pending);
  if (failure !== undefined) throw failure;
  if (!ended) throw refuse("snapshotTruncated");
}

/** Waits until the parser takes more. An entry that is refused is emptied, so it always comes to that; an error does not. */
async function drained(parser: Parser): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const done = () => resolve();
  parser.once("drain", done).once("error", done);
  await promise;
  parser.off("drain", done).off("error", done);
}

function damage(error: Error & { tarCode?: string }): unknown {
  if (error instanceof UploadRefused) return error;
  return refuse(/truncated|unexpected eof/i.test(error.message) ? "snapshotTruncated" : "snapshotCorrupt");
}
