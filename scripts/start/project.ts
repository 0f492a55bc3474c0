import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of package.json; every process of Drydock runs in it. */
export const projectFolder = fileURLToPath(new URL("../../", import.meta.url));
export const nextBin = createRequire(import.meta.url).resolve("next/dist/bin/next");
export const workerEntry = join(projectFolder, "lib", "worker", "main.ts");
