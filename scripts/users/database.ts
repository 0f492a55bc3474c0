/** The installation's database for a command on its machine: the one in DATABASE_URL, or that of the data folder, running or not. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { openDatabase } from "#server/database/database.ts";
import { pendingMigrations } from "#server/database/schema/migration-state.ts";
import { readEnvironment, type Settings } from "#server/env/environment.ts";
import { addressOfLock, lockFolder } from "../start/lock.ts";
import { startPostgres } from "../start/postgres/server.ts";
import { StartFailure } from "../start/problem.ts";
import { projectFolder } from "../start/project.ts";

type OpenDatabase = ReturnType<typeof openDatabase>;

export interface Machine {
  readonly database: OpenDatabase;
  /** The address that people use. */
  readonly url: URL;
}

type Say = (line: string) => void;

/**
 * Runs something with the database, and leaves it as it was: a server that was not running is stopped again.
 * @throws StartFailure with a sentence for each way in which there is no database.
 */
export async function withMachine<T>(env: NodeJS.ProcessEnv, say: Say, run: (machine: Machine) => Promise<T>): Promise<T> {
  const settings = readSettings(env);
  if (settings.databaseUrl !== undefined) return withUrl(settings.databaseUrl, settings.url, run);
  await mustHoldDatabase(settings.dataFolder);
  const running = await runningUrl(settings.dataFolder);
  const address = await addressOfLock(settings.dataFolder);
  const url = env.DRYDOCK_URL || address === undefined ? settings.url : new URL(address);
  if (running !== undefined) return withUrl(running, url, run);
  const lock = await lockFolder(settings.dataFolder, "the command line");
  try {
    say("Drydock is not running: its database is started for a moment.");
    const server = await startPostgres({ data: settings.dataFolder, say });
    try {
      return await withUrl(server.url, url, run);
    } finally {
      await server.stop();
    }
  } finally {
    await lock.release();
  }
}

function readSettings(env: NodeJS.ProcessEnv): Settings {
  const read = readEnvironment(env);
  if (read.ok) return read.value;
  const message = read.error.map((problem) => `${problem.message} ${problem.remedy}`).join("\n");
  throw new StartFailure({ code: "settingsInvalid", message, remedy: "Correct it and try again." });
}

async function mustHoldDatabase(folder: string): Promise<void> {
  if ((await readOptional(join(folder, "postgres", "PG_VERSION"))) !== undefined) return;
  throw new StartFailure({
    code: "databaseMissing",
    message: `There is no database of Drydock in ${folder}.`,
    remedy: "Name its data folder with DRYDOCK_DATA, or its database with DATABASE_URL, as the start has them.",
  });
}

/** @returns the address of the folder's PostgreSQL where it answers. Its fourth line of the pid file is the port. */
async function runningUrl(folder: string): Promise<string | undefined> {
  const port = (await readOptional(join(folder, "postgres", "postmaster.pid")))?.split("\n")[3]?.trim();
  const password = (await readOptional(join(folder, "postgres-password")))?.trim();
  if (!port || !password) return undefined;
  const url = `postgresql://drydock:${password}@127.0.0.1:${port}/drydock`;
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return url;
  } catch {
    return undefined;
  } finally {
    await client.end();
  }
}

async function withUrl<T>(databaseUrl: string, url: URL, run: (machine: Machine) => Promise<T>): Promise<T> {
  const database = openDatabase(databaseUrl, { connections: 2 });
  try {
    await mustBeOfThisVersion(database);
    return await run({ database, url });
  } finally {
    await database.close();
  }
}

const noSuchTable = "42P01";

async function mustBeOfThisVersion(database: OpenDatabase): Promise<void> {
  const pending = await pendingMigrations(database, projectFolder).catch((error: { code?: string }) => {
    if (error.code === noSuchTable) return ["all"];
    throw unreachable(error);
  });
  if (pending.length === 0) return;
  throw new StartFailure({
    code: "migrationFailed",
    message: "The database is of an earlier version of Drydock, or of none.",
    remedy: "Start this version once, then try again.",
  });
}

function unreachable(cause: { code?: string }): StartFailure {
  const failure = new StartFailure({
    code: "databaseUnreachable",
    message: `The database does not answer (${cause.code ?? "unknown"}).`,
    remedy: "Check DATABASE_URL and that PostgreSQL runs.",
  });
  failure.cause = cause;
  return failure;
}

function readOptional(file: string): Promise<string | undefined> {
  return readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
    throw error;
  });
}
