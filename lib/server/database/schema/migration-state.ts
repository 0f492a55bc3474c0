import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Database } from "../database.ts";

/** @returns the migrations that this version ships and the database does not have, oldest first. */
export async function pendingMigrations({ pool }: Pick<Database, "pool">, root = process.cwd()): Promise<string[]> {
  const entries = await readdir(join(/* turbopackIgnore: true */ root, "prisma", "migrations"), { withFileTypes: true });
  const known = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const { rows } = await pool.query<{ migration_name: string }>(
    "SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL",
  );
  const applied = new Set(rows.map((row) => row.migration_name));
  return known.filter((name) => !applied.has(name)).sort();
}
