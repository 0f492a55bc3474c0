/** The worker process: the only one that is given private keys. It serves nothing and listens nowhere. */
import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import { checks } from "#core/checks/index.ts";
import { loadKeyring } from "#server/crypto/keyring.ts";
import { openPool } from "#server/database/pool.ts";
import { readEnvironment } from "#server/env/environment.ts";
import project from "../../package.json" with { type: "json" };
import type { WorkerContext } from "./context.ts";
import { createLog } from "./log.ts";
import { startQueue } from "./queue.ts";
import { storesOf } from "./stores.ts";
import { rotateKeys } from "./upkeep.ts";

const connections = 6;

async function main(): Promise<void> {
  const read = readEnvironment(process.env);
  if (!read.ok) return refuse(read.error.map(({ message, remedy }) => `${message} ${remedy}`));
  const settings = read.value;
  if (settings.databaseUrl === undefined)
    return refuse(["DATABASE_URL is not set. Start Drydock with `npm start`, or name a database."]);
  const keyring = await loadKeyring(settings.keysFolder);
  if (!keyring.ok) return refuse([`${keyring.error.message} ${keyring.error.remedy}`]);
  const pool = openPool(settings.databaseUrl, connections);
  const context: WorkerContext = {
    settings,
    keyring: keyring.value,
    ...storesOf(pool),
    checks,
    log: createLog(settings.logLevel),
    name: `${hostname()}-${process.pid}-${randomBytes(3).toString("hex")}`,
    version: project.version,
  };
  await rotateKeys(context);
  const queue = await startQueue(context, settings.databaseUrl);
  context.log.info({ worker: context.name }, "ready");
  const stop = async () => {
    context.log.info("stopping");
    await queue.stop();
    await pool.end();
    process.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, stop);
}

function refuse(sentences: readonly string[]): void {
  process.stderr.write(`${sentences.join("\n")}\n`);
  process.exitCode = 1;
}

await main();
