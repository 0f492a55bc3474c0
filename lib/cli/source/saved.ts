/** An inventory from the disk: our own snapshot, what kubectl printed, or a folder of manifests. */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { relative } from "node:path";
import { create } from "tar";
import type { Inventory } from "#core/inventory/inventory.ts";
import { err, type Failure, type Result } from "#core/result.ts";
import { readUpload } from "#server/snapshot/upload.ts";

/** @param path a file, or a folder whose manifests are read with all folders in it. */
export async function readSaved(path: string, now: Date): Promise<Result<Inventory, Failure>> {
  let folder: boolean;
  try {
    folder = (await stat(path)).isDirectory();
  } catch (error) {
    return err(unreadable(path, (error as NodeJS.ErrnoException).code));
  }
  try {
    return await readUpload(folder ? packFolder(path) : createReadStream(path), { now });
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).syscall !== "string") throw error;
    return err(unreadable(path, (error as NodeJS.ErrnoException).code));
  }
}

function unreadable(path: string, code: string | undefined): Failure<"snapshotUnreadable"> {
  return {
    code: "snapshotUnreadable",
    message: code === "ENOENT" ? `There is nothing at ${path}.` : `${path} cannot be read (${code}).`,
    remedy: "Name a snapshot, the output of kubectl get -o yaml or json, or a folder of manifests with --snapshot.",
  };
}

const manifest = /\.(ya?ml|json)$/i;
const hidden = /^\.(?!\.?$)/;

/** The same archive that a person would upload: manifests alone, no hidden folders, no links. */
function packFolder(path: string): AsyncIterable<Uint8Array> {
  const filter = (entry: string, info: { isDirectory(): boolean; isFile(): boolean }) => {
    const name = relative(".", entry).split(/[\\/]/).at(-1) ?? "";
    if (hidden.test(name)) return false;
    return info.isDirectory() || (info.isFile() && manifest.test(name));
  };
  return create({ cwd: path, portable: true, filter: filter as never }, ["."]) as unknown as AsyncIterable<Uint8Array>;
}
