/**
 * Vitest's global setup of the tests that need PostgreSQL: one server for the whole run, or the one in TEST_DATABASE_URL,
 * with a template database that has every migration. Tests read its address with `inject("postgresUrl")`.
 */
import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { migrate } from "#server/database/schema/migrate.ts";
import { withDatabase } from "#server/database/schema/schema-engine.ts";
import { installQueue } from "#server/jobs/install.ts";
import { startPostgres } from "../../scripts/start/postgres/server.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Address of a migrated database that is the template of every test's own; nothing may stay connected to it. */
    postgresUrl: string;
  }
}

interface Server {
  url: string;
  stop(): Promise<void>;
}

/** Starts the server and makes the template. @returns what stops it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer();
  const name = `drydock_template_${randomBytes(6).toString("hex")}`;
  await execute(server.url, `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'`);
  const template = withDatabase(server.url, name);
  const migrated = await migrate(template);
  if (!migrated.ok) throw new Error(`${migrated.error.message} ${migrated.error.remedy}`);
  await installQueue(template);
  project.provide("postgresUrl", template);
  return async () => {
    await execute(server.url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await server.stop();
  };
}

async function startServer(): Promise<Server> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return { url: given, stop: async () => undefined };
  const data = await mkdtemp(join(tmpdir(), "drydock-postgres-"));
  await chmod(data, 0o711);
  const fast = { fsync: "off", full_page_writes: "off", synchronous_commit: "off", max_connections: "200" };
  const server = await startPostgres({ data, settings: fast, say: console.log });
  const stop = async () => {
    await server.stop();
    await rm(data, { recursive: true, force: true });
  };
  return { url: server.url, stop };
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
