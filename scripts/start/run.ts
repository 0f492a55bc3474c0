/** Brings up everything that Drydock is on one machine, in order, and takes it down in the reverse one. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { createKeyring, encodePublicKeyring, publicHalf } from "#server/crypto/keyring.ts";
import { openDatabase } from "#server/database/database.ts";
import { repositoriesOf } from "#server/database/repositories.ts";
import { migrate } from "#server/database/schema/migrate.ts";
import { readEnvironment, type Settings } from "#server/env/environment.ts";
import { installQueue } from "#server/jobs/install.ts";
import project from "../../package.json" with { type: "json" };
import { startChild } from "./child.ts";
import { authSecret, prepareFolder } from "./data-folder.ts";
import { lockFolder } from "./lock.ts";
import { checkPort } from "./port.ts";
import { keepPostgres } from "./postgres/keep.ts";
import { folderProblem, StartFailure } from "./problem.ts";
import { workerEnvironment } from "./project.ts";
import { openSetupLink } from "./setup-link.ts";
import { stopSignal } from "./stop-signal.ts";
import { webAnswers } from "./web-answers.ts";
import type { WebKind } from "./web-kind.ts";
import { keepWorker } from "./worker.ts";

const webGraceMs = 5_000;
/** An own database needs room to grow; a foreign one leaves us the keys and the logs. */
const freeMegabytes = { embedded: 128, foreign: 8 };

interface Start {
  readonly web: WebKind;
  readonly settings: Settings;
  readonly signal: AbortSignal;
  /** Undoes a step of the start; called newest first. */
  readonly onStop: (undo: () => Promise<void>) => void;
}

const say = (line: string) => process.stdout.write(`${line}\n`);
// A terminal that was closed must not keep us from stopping in order.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);

/** Runs until it is told to stop or something that it cannot do without ends. @returns the exit code. */
export async function runDrydock(web: WebKind): Promise<number> {
  const undoing: (() => Promise<void>)[] = [];
  const { signal, stopped } = stopSignal();
  try {
    const settings = readSettings();
    const { ended } = await bringUp({ web, settings, signal, onStop: (undo) => undoing.push(undo) });
    await Promise.race([ended, stopped]);
    if (signal.aborted) return 0;
    process.stderr.write(`The web process ended by itself; ${join(settings.dataFolder, "logs", "web.log")} says why.\n`);
    return 1;
  } catch (error) {
    if (signal.aborted) return 0;
    if (!(error instanceof StartFailure)) throw error;
    process.stderr.write(`${error.problem.message} ${error.problem.remedy}\n`);
    return 1;
  } finally {
    if (signal.aborted) say("Stopping.");
    for (const undo of undoing.reverse()) await undo();
  }
}

function readSettings(): Settings {
  const read = readEnvironment(process.env);
  if (read.ok) return read.value;
  const sentences = read.error.map(({ message, remedy }) => `${message} ${remedy}`);
  throw new StartFailure({ code: "settingsInvalid", message: sentences.join("\n"), remedy: "Correct it and start again." });
}

/** @returns what settles when the web process ends, and rejects when the database is lost. */
async function bringUp(start: Start): Promise<{ ended: Promise<unknown> }> {
  const { settings, signal, onStop } = start;
  const { dataFolder, host, port, url } = settings;
  const room = settings.databaseUrl === undefined ? freeMegabytes.embedded : freeMegabytes.foreign;
  await prepareFolder(dataFolder, { freeMegabytes: room });
  const lock = await lockFolder(dataFolder, url.href);
  onStop(lock.release);
  await checkPort(host, port);
  const database = await bringUpDatabase(start);
  signal.throwIfAborted();
  const environment = await environments(settings, database.url);
  const link = await prepareDatabase(database.url, url);
  signal.throwIfAborted();
  await start.web.prepare(say, signal);
  signal.throwIfAborted();
  const logs = join(dataFolder, "logs");
  await mkdir(logs, { recursive: true });
  const worker = keepWorker(environment.worker, join(logs, "worker.log"), say);
  onStop(worker.stop);
  const web = startChild({
    args: start.web.args(settings),
    environment: { ...environment.web, ...start.web.environment },
    graceMs: webGraceMs,
    ...(start.web.logs && { log: join(logs, "web.log") }),
  });
  onStop(web.stop);
  await Promise.race([webAnswers(host, port, signal), web.ended, database.failed]);
  if (!signal.aborted) greet(settings, link);
  return { ended: Promise.race([web.ended, database.failed]) };
}

interface BroughtDatabase {
  readonly url: string;
  readonly failed: Promise<never>;
}

async function bringUpDatabase({ settings, onStop }: Start): Promise<BroughtDatabase> {
  const { databaseUrl, dataFolder } = settings;
  if (databaseUrl !== undefined) return { url: databaseUrl, failed: new Promise(() => undefined) };
  const server = await keepPostgres({ data: dataFolder, say });
  onStop(server.stop);
  return server;
}

/** Migrations, the queue's schema and the installation's row. @returns the set-up link where there is no administrator. */
async function prepareDatabase(databaseUrl: string, url: URL): Promise<string | undefined> {
  const migrated = await migrate(databaseUrl);
  if (!migrated.ok) throw new StartFailure(migrated.error);
  await installQueue(databaseUrl);
  const database = openDatabase(databaseUrl, { connections: 1 });
  try {
    return await openSetupLink(repositoriesOf(database).installation, url);
  } finally {
    await database.close();
  }
}

/** What each process is told. Web gets the public halves of the keys; the worker alone learns where the private ones are. */
async function environments(settings: Settings, databaseUrl: string) {
  const keyring = await createKeyring(settings.keysFolder).catch((error: unknown) => {
    throw new StartFailure(folderProblem(settings.keysFolder, error));
  });
  if (!keyring.ok) throw new StartFailure({ ...keyring.error, code: "keysUnusable" });
  const { DRYDOCK_KEYS: _keys, DRYDOCK_AUTH_SECRET: _secret, ...inherited } = process.env;
  const common = {
    ...inherited,
    NEXT_TELEMETRY_DISABLED: "1",
    DATABASE_URL: databaseUrl,
    DRYDOCK_EMBEDDED_DATABASE: settings.databaseUrl === undefined ? "on" : "off",
    DRYDOCK_DATA: settings.dataFolder,
    DRYDOCK_URL: settings.url.origin,
    HOST: settings.host,
    PORT: String(settings.port),
  };
  const { proxy } = settings.egress;
  const secret = settings.authSecret ?? (await authSecret(settings.dataFolder));
  const publicKeys = encodePublicKeyring(publicHalf(keyring.value));
  return {
    // Web dials no cluster: it shows the proxy, and needs no password to it.
    web: {
      ...common,
      ...(proxy && { DRYDOCK_EGRESS_PROXY: proxy.href }),
      DRYDOCK_PUBLIC_KEYS: publicKeys,
      DRYDOCK_AUTH_SECRET: secret,
    },
    // Node strips types from the worker's sources; kept results make it start faster and smaller.
    worker: {
      ...common,
      ...workerEnvironment,
      DRYDOCK_KEYS: settings.keysFolder,
      NODE_COMPILE_CACHE: join(settings.dataFolder, "cache"),
    },
  };
}

function greet({ url, dataFolder, databaseUrl, plainHttpAway }: Settings, link: string | undefined): void {
  say(`\nDrydock ${project.version} is at ${url.origin}`);
  say(`Data: ${dataFolder}${databaseUrl === undefined ? "" : ", and the database in DATABASE_URL"}`);
  if (link !== undefined) say(`Set-up link, which works once and for 24 hours: ${link}`);
  if (plainHttpAway)
    say(
      "Nobody can sign in over plain HTTP away from this machine: put a proxy with TLS in front, and set DRYDOCK_URL=https://…",
    );
  say("Press Ctrl-C to stop.");
}
