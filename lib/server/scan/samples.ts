/** The snapshots that ship with the project, made from a real API server. Their folder's listing is the list of samples. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const suffix = ".snapshot.gz";
const pattern = /^[a-z][a-z0-9-]{0,50}$/;
/** Every process of Drydock is started in the project's folder. */
const folder = pathToFileURL(join(process.cwd(), "samples/"));

/** @returns whether a text can name a sample; it then names no other file. */
export function isSampleName(text: string): boolean {
  return pattern.test(text);
}

/** @returns where a sample's snapshot is. */
export function sampleFile(name: string): URL {
  return new URL(name + suffix, folder);
}

/** @returns the samples that ship, by name. */
export async function sampleNames(): Promise<string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  return names
    .filter((name) => name.endsWith(suffix))
    .map((name) => name.slice(0, -suffix.length))
    .filter(isSampleName)
    .sort();
}
