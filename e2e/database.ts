/** The product's own database: tests move time in its rows, and never wait for it. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { PgBoss } from "pg-boss";
import { queueSchema } from "#server/jobs/queues.ts";
import { handed } from "./handed.ts";

async function address(): Promise<string> {
  const { data } = handed();
  const password = (await readFile(join(data, "postgres-password"), "utf8")).trim();
  // The fourth line of PostgreSQL's own file is its port.
  const port = (await readFile(join(data, "postgres", "postmaster.pid"), "utf8")).split("\n")[3]?.trim();
  return `postgresql://drydock:${password}@127.0.0.1:${port}/drydock`;
}

/** Runs a statement. @returns how many rows it touched. */
export async function sql(text: string, values: readonly unknown[] = []): Promise<number> {
  const client = new pg.Client({ connectionString: await address() });
  await client.connect();
  try {
    const { rowCount } = await client.query(text, [...values]);
    return rowCount ?? 0;
  } finally {
    await client.end();
  }
}

/** Wakes the worker for what is due by the clock, as each minute does. */
export async function tick(): Promise<void> {
  const boss = new PgBoss({
    connectionString: await address(),
    schema: queueSchema,
    ...{ max: 1, migrate: false, createSchema: false, supervise: false, schedule: false, registerInstance: false },
  });
  await boss.start();
  await boss.send("schedules", {});
  await boss.stop({ graceful: false });
}
