/**
 * `node scripts/migration.ts NAME` writes the migration that leads from the existing ones to prisma/schema.prisma.
 * It needs no database: it starts one in a temporary folder.
 */
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prismaFolder, readMigrations, readSchema } from "#server/database/schema/migration-files.ts";
import { noFilter, withSchemaEngine } from "#server/database/schema/schema-engine.ts";
import { startPostgres } from "./start/postgres/server.ts";

const name = process.argv[2];
if (!name || !/^[a-z][a-z0-9_]*$/.test(name))
  throw new Error("Usage: node scripts/migration.ts NAME, in lower case with underscores");

const data = await mkdtemp(join(tmpdir(), "drydock-migration-"));
await chmod(data, 0o711);
const server = await startPostgres({ data, settings: { fsync: "off" }, say: console.error });
try {
  const script = await withSchemaEngine(server.url, async (engine) => {
    const from = { tag: "migrations" as const, ...(await readMigrations()) };
    const to = { tag: "schemaDatamodel" as const, ...(await readSchema()) };
    return (await engine.diff({ from, to, script: true, exitCode: null, filters: noFilter })).stdout;
  });
  if (!script || script.startsWith("-- This is an empty migration")) console.log("The migrations lead to the schema already.");
  else {
    const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
    const folder = join(prismaFolder, "migrations", `${stamp}_${name}`);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "migration.sql"), script);
    console.log(join(folder, "migration.sql"));
  }
} finally {
  await server.stop();
  await rm(data, { recursive: true, force: true });
}
