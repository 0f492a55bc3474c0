import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import { type Database, openDatabase } from "#server/database/database.ts";
import { type Repositories, repositoriesOf } from "#server/database/repositories.ts";
import { withDatabase } from "#server/database/schema/schema-engine.ts";

export interface TestDatabase {
  readonly url: string;
  readonly database: Database;
  readonly repositories: Repositories;
  /** Drops it, whoever is still connected. */
  close(): Promise<void>;
}

/** @returns a database of the test's own, with every migration and no rows. Close it when the test is finished. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const template = new URL(inject("postgresUrl"));
  const name = `drydock_test_${randomBytes(8).toString("hex")}`;
  const admin = withDatabase(template.href, "postgres");
  await execute(admin, `CREATE DATABASE ${name} TEMPLATE ${template.pathname.slice(1)} STRATEGY FILE_COPY`);
  const url = withDatabase(template.href, name);
  const database = openDatabase(url, { connections: 4 });
  const close = async () => {
    await database.close();
    await execute(admin, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  };
  return { url, database, repositories: repositoriesOf(database), close };
}

async function execute(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
