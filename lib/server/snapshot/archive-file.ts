/** A file of an archive, and which of them are read. Nothing of an archive is ever written to a disk. */
import { refuse } from "./refused.ts";

export interface ArchiveFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Refuses a path that would leave the folder that it is unpacked into, though none is unpacked. */
export function checkPath(path: string): void {
  const segments = path.split("/");
  const leaves =
    path.startsWith("/") || path.includes("\\") || path.includes("\0") || /^[A-Za-z]:/.test(path) || segments.includes("..");
  if (leaves || path.length > 1_024) throw refuse("archivePath", path);
}

/** @returns whether a file is a manifest; hidden files and what macOS adds are not. */
export function isManifest(path: string): boolean {
  const hidden = path.split("/").some((segment) => /^\.[^./]/.test(segment) || segment === "__MACOSX");
  return !hidden && /\.(ya?ml|json)$/i.test(path);
}
