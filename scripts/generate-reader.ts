/** Writes the reader's manifests to deploy/rbac. */
import { writeFile } from "node:fs/promises";
import { readerFiles } from "#server/cluster/reader-files.ts";

for (const { path, text } of readerFiles()) await writeFile(new URL(`../${path}`, import.meta.url), text);
