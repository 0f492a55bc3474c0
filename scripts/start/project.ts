import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of package.json; every process of Drydock runs in it. */
export const projectFolder = fileURLToPath(new URL("../../", import.meta.url));
export const nextBin = createRequire(import.meta.url).resolve("next/dist/bin/next");
/**
 * Arguments of Node for a worker. A scan makes much garbage for a short time: without a bound on how far the heap may grow
 * between two collections, it takes twice the memory and is hardly faster. The young generation has room for a whole page of
 * a list, so that most of a page is dropped and never copied.
 */
export const workerArguments = [
  "--max-semi-space-size=16",
  "--heap-growing-percent=65",
  join(projectFolder, "lib", "worker", "main.ts"),
];
/** glibc would keep an arena of freed memory for each thread that compresses or encrypts, and, left to itself, ever larger holes. */
export const workerEnvironment = { MALLOC_ARENA_MAX: "2", MALLOC_MMAP_THRESHOLD_: "131072", MALLOC_TRIM_THRESHOLD_: "131072" };
