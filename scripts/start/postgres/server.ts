/**
 * One PostgreSQL of our own: initialised once, started on a loopback port, stopped with us. It listens on no socket file,
 * and its password is random and stays in the data folder.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { chown, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { endWithParent, sendSignal } from "../guard.ts";
import { diskFull, StartFailure } from "../problem.ts";
import { type Account, postgresAccount } from "./account.ts";
import { findBinaries, type PostgresBinaries } from "./binaries.ts";
import { databaseFolder, reachableBinaries } from "./place.ts";

const role = "drydock";
const readyWithinMs = 60_000;

export interface PostgresServer {
  /** Of the database `drydock`, with its password. */
  readonly url: string;
  /** The address of another database of this server. */
  urlOf(database: string): string;
  readonly port: number;
  readonly process: ChildProcess;
  /** Ends connections and waits until the files are at rest. */
  stop(): Promise<void>;
}

export interface PostgresOptions {
  /** The data folder; it exists, and no other Drydock uses it. */
  readonly data: string;
  /** Server settings such as `fsync`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** By default one that is free. */
  readonly port?: number;
  readonly say: (line: string) => void;
}

/**
 * Starts the PostgreSQL of a data folder, making it first where there is none.
 * @throws StartFailure with one sentence for each way in which this fails.
 */
export async function startPostgres({ data, settings = {}, port: wanted, say }: PostgresOptions): Promise<PostgresServer> {
  const account = await postgresAccount(say);
  const binaries = await reachableBinaries(await findBinaries(), account);
  const folder = await databaseFolder(data, account, say);
  const log = join(data, "postgres.log");
  const passwordFile = join(data, "postgres-password");
  if (await isEmpty(folder)) await initialise({ binaries, account, folder, passwordFile });
  await checkMajor(folder, binaries);
  await endOrphan(folder);
  const password = (await readFile(passwordFile, "utf8")).trim();
  const port = wanted ?? (await freePort());
  const child = spawnServer({ binaries, account, folder, log, port, settings });
  endWithParent(child, "SIGINT");
  const urlOf = (database: string) => `postgresql://${role}:${password}@127.0.0.1:${port}/${database}`;
  await ready(child, urlOf("postgres"), { folder, log });
  await createDatabase(urlOf("postgres"), role);
  return { url: urlOf(role), urlOf, port, process: child, stop: () => stop(child) };
}

async function isEmpty(folder: string): Promise<boolean> {
  return (await majorOf(folder)) === undefined;
}

async function majorOf(folder: string): Promise<string | undefined> {
  try {
    return (await readFile(join(folder, "PG_VERSION"), "utf8")).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

interface Initialisation {
  binaries: PostgresBinaries;
  account: Account | undefined;
  folder: string;
  passwordFile: string;
}

/** A folder that was left half-made by a killed start is made anew: without PG_VERSION there was never data in it. */
async function initialise({ binaries, account, folder, passwordFile }: Initialisation): Promise<void> {
  for (const entry of await readdir(folder)) await rm(join(folder, entry), { recursive: true, force: true });
  const password = randomBytes(24).toString("base64url");
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  const handedOver = await mkdtemp(join(tmpdir(), "drydock-"));
  try {
    const file = join(handedOver, "password");
    await writeFile(file, `${password}\n`, { mode: 0o600 });
    if (account) for (const path of [file, handedOver]) await chown(path, account.uid, account.gid);
    await runInitdb(binaries, account, folder, file);
  } catch (error) {
    await rm(passwordFile, { force: true });
    throw error;
  } finally {
    await rm(handedOver, { recursive: true, force: true });
  }
}

async function runInitdb(
  binaries: PostgresBinaries,
  account: Account | undefined,
  folder: string,
  pwfile: string,
): Promise<void> {
  const args = [`--pgdata=${folder}`, `--username=${role}`, `--pwfile=${pwfile}`, "--auth=scram-sha-256"];
  args.push("--encoding=UTF8", "--locale=C", "--no-instructions");
  const child = spawn(binaries.initdb, args, { ...account, cwd: "/", stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  const [code] = await once(child, "close");
  if (code !== 0) throw failed(folder, output);
}

async function checkMajor(folder: string, binaries: PostgresBinaries): Promise<void> {
  const found = await majorOf(folder);
  const child = spawn(binaries.postgres, ["--version"], { stdio: ["ignore", "pipe", "ignore"] });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
  });
  await once(child, "close");
  const brought = /(\d+)/.exec(text)?.[1];
  if (found === brought) return;
  throw new StartFailure({
    code: "dataOfOtherPostgres",
    message: `The data folder holds a database of PostgreSQL ${found}, and this version of Drydock brings PostgreSQL ${brought}.`,
    remedy: "Start the version of Drydock that made it, or name another folder with DRYDOCK_DATA.",
  });
}

/** After a kill -9 of everything a server may still run on the folder, or its pid file may name a process of somebody else. */
async function endOrphan(folder: string): Promise<void> {
  const file = join(folder, "postmaster.pid");
  const text = await readFile(file, "utf8").catch((error) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (text === undefined) return;
  const pid = Number(text.split("\n")[0]);
  if (await isPostgres(pid)) {
    sendSignal(pid, "SIGINT");
    const deadline = Date.now() + readyWithinMs;
    while (sendSignal(pid, 0) && Date.now() < deadline) await delay(50);
  } else await rm(file, { force: true });
}

/** Where /proc is missing, PostgreSQL's own check of its pid file decides. */
async function isPostgres(pid: number): Promise<boolean> {
  if (!Number.isSafeInteger(pid) || pid <= 1 || !sendSignal(pid, 0)) return false;
  try {
    return (await readFile(`/proc/${pid}/cmdline`, "utf8")).split("\0")[0]?.endsWith("postgres") ?? false;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return true;
    throw error;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (!address || typeof address === "string") throw new Error("a TCP server has no port");
  return address.port;
}

interface Launch {
  binaries: PostgresBinaries;
  account: Account | undefined;
  folder: string;
  log: string;
  port: number;
  settings: Readonly<Record<string, string>>;
}

/** In a session of its own: Ctrl-C must reach us alone, because the database stops last. */
function spawnServer({ binaries, account, folder, log, port, settings }: Launch): ChildProcess {
  const all = { listen_addresses: "127.0.0.1", unix_socket_directories: "", timezone: "UTC", log_timezone: "UTC", ...settings };
  const flags = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const output = openSync(log, "w", 0o600);
  try {
    return spawn(binaries.postgres, ["-D", folder, "-p", String(port), ...flags], {
      ...account,
      cwd: "/",
      detached: true,
      stdio: ["ignore", output, output],
    });
  } finally {
    closeSync(output);
  }
}

async function ready(child: ChildProcess, url: string, { folder, log }: { folder: string; log: string }): Promise<void> {
  const deadline = Date.now() + readyWithinMs;
  while (!(await answers(url))) {
    if (child.exitCode !== null || child.signalCode !== null || Date.now() > deadline) {
      await stop(child);
      throw failed(folder, await readFile(log, "utf8"));
    }
    await delay(25);
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query("SELECT 1");
    return true;
  } catch (error) {
    const code = (error as { code?: string }).code;
    if (code === "28P01") throw passwordLost(error);
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function createDatabase(url: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

/** SIGINT is PostgreSQL's fast shutdown: it ends sessions, writes a checkpoint and exits. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGINT");
  await exited;
}

function failed(folder: string, output: string): StartFailure {
  if (/No space left on device|Disk quota exceeded/i.test(output)) return new StartFailure(diskFull(folder));
  const why = output
    .split("\n")
    .filter((line) => /FATAL|error:|PANIC/i.test(line))
    .at(-1);
  return new StartFailure({
    code: "postgresFailed",
    message: `PostgreSQL did not start${why ? `: ${why.replace(/^.*?(FATAL|PANIC|error):\s*/i, "").slice(0, 200)}` : "."}`,
    remedy: "Read postgres.log in the data folder; a copy of the folder is a safe thing to make first.",
  });
}

function passwordLost(cause: unknown): StartFailure {
  const failure = new StartFailure({
    code: "postgresFailed",
    message: "The password of the embedded database does not fit: postgres-password in the data folder was changed.",
    remedy: "Restore that file, or start with another folder in DRYDOCK_DATA.",
  });
  failure.cause = cause;
  return failure;
}
