import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { MigrationList, SchemasContainer } from "@prisma/schema-engine-wasm";

export const prismaFolder = fileURLToPath(new URL("../../../../prisma/", import.meta.url));
const migrationsFolder = join(prismaFolder, "migrations");

/** @returns the names of the migrations that this version ships, oldest first. */
export async function migrationNames(): Promise<string[]> {
  const entries = await readdir(migrationsFolder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** @returns the migrations in the form that the schema engine reads. */
export async function readMigrations(): Promise<MigrationList> {
  const names = await migrationNames();
  const contents = await Promise.all(names.map((name) => readFile(join(migrationsFolder, name, "migration.sql"), "utf8")));
  return {
    baseDir: migrationsFolder,
    lockfile: { path: "migration_lock.toml", content: await readFile(join(migrationsFolder, "migration_lock.toml"), "utf8") },
    shadowDbInitScript: "",
    migrationDirectories: names.map((path, i) => ({
      path,
      migrationFile: { path: "migration.sql", content: { tag: "ok", value: contents[i] ?? "" } },
    })),
  };
}

/** @returns the schema in the form that the schema engine reads. */
export async function readSchema(): Promise<SchemasContainer> {
  const path = join(prismaFolder, "schema.prisma");
  return { files: [{ path, content: await readFile(path, "utf8") }] };
}
