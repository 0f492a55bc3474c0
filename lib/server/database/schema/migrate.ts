/** Brings a database to this version's schema, and refuses one that a newer version has touched. */
import pg from "pg";
import { err, type Failure, ok, type Result } from "../../../core/result.ts";
import { migrationNames, readMigrations } from "./migration-files.ts";
import { noFilter, withSchemaEngine } from "./schema-engine.ts";

export type MigrationFailure = Failure<
  "databaseUnreachable" | "databaseRefused" | "databaseMissing" | "databaseNewer" | "migrationFailed"
>;

/** Any number, the same in every process that may migrate: they take turns. */
const migrationLock = 7_244_019_315;

/**
 * Applies the migrations that are missing, one process at a time.
 * @returns their names, or why the database cannot be used.
 */
export async function migrate(url: string): Promise<Result<readonly string[], MigrationFailure>> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
  } catch (error) {
    return err(connectionFailure(error));
  }
  try {
    await client.query("SELECT pg_advisory_lock($1)", [migrationLock]);
    return await migrateLocked(client, url);
  } finally {
    await client.end();
  }
}

async function migrateLocked(client: pg.Client, url: string): Promise<Result<readonly string[], MigrationFailure>> {
  const applied = await appliedMigrations(client);
  const known = await migrationNames();
  const unknown = applied.filter((name) => !known.includes(name));
  if (unknown.length > 0) return err(newer(unknown));
  if (known.every((name) => applied.includes(name))) return ok([]);
  try {
    const migrationsList = await readMigrations();
    const { appliedMigrationNames } = await withSchemaEngine(url, (engine) =>
      engine.applyMigrations({ migrationsList, filters: noFilter }),
    );
    return ok(appliedMigrationNames);
  } catch (error) {
    return err(migrationFailed(error));
  }
}

async function appliedMigrations(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ exists: boolean }>("SELECT to_regclass('_prisma_migrations') IS NOT NULL AS exists");
  if (!rows[0]?.exists) return [];
  const done = await client.query<{ migration_name: string }>(
    "SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL",
  );
  return done.rows.map((row) => row.migration_name);
}

function newer(unknown: readonly string[]): MigrationFailure {
  return {
    code: "databaseNewer",
    message: `The database was changed by a newer version of Drydock (migration ${unknown.toSorted().at(-1)}).`,
    remedy: "Start that version or a later one, or use another database.",
  };
}

function migrationFailed(error: unknown): MigrationFailure {
  const text = error instanceof Error ? error.message : String(error);
  const line = text.split("\n").find((candidate) => /ERROR|error/.test(candidate)) ?? text.split("\n")[0] ?? "";
  return {
    code: "migrationFailed",
    message: `The database could not be brought to this version: ${line.trim().slice(0, 200)}`,
    remedy: "Restore the database from its backup and start again; nothing else was changed.",
  };
}

/** @returns what a failed connection means, told from PostgreSQL's or the system's code, without the address's password. */
export function connectionFailure(error: unknown): MigrationFailure {
  const code = (error as { code?: string }).code ?? "";
  if (code === "3D000")
    return {
      code: "databaseMissing",
      message: "The database that DATABASE_URL names does not exist.",
      remedy: "Create it, or correct the name at the end of DATABASE_URL.",
    };
  if (code.startsWith("28"))
    return {
      code: "databaseRefused",
      message: "The database refused the user or the password in DATABASE_URL.",
      remedy: "Correct the user and the password in DATABASE_URL.",
    };
  return {
    code: "databaseUnreachable",
    message: `The database in DATABASE_URL cannot be reached (${code || "no answer"}).`,
    remedy: "Check host and port in DATABASE_URL, and that PostgreSQL runs there; without DATABASE_URL Drydock brings its own.",
  };
}
