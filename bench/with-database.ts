import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Database, openDatabase } from "#server/database/database.ts";
import { type Repositories, repositoriesOf } from "#server/database/repositories.ts";
import { migrate } from "#server/database/schema/migrate.ts";
import { installQueue } from "#server/jobs/install.ts";
import { startPostgres } from "../scripts/start/postgres/server.ts";

export interface BenchDatabase {
  readonly url: string;
  readonly database: Database;
  readonly repositories: Repositories;
}

/** Runs with a PostgreSQL of its own, as `npm start` sets one up, and stops it afterwards. */
export async function withDatabase<T>(say: (line: string) => void, run: (of: BenchDatabase) => Promise<T>): Promise<T> {
  const data = await mkdtemp(join(tmpdir(), "drydock-bench-"));
  await chmod(data, 0o711);
  const server = await startPostgres({ data, say });
  try {
    const migrated = await migrate(server.url);
    if (!migrated.ok) throw new Error(migrated.error.message);
    await installQueue(server.url);
    const database = openDatabase(server.url, { connections: 2 });
    try {
      return await run({ url: server.url, database, repositories: repositoriesOf(database) });
    } finally {
      await database.close();
    }
  } finally {
    await server.stop();
    await rm(data, { recursive: true, force: true });
  }
}
