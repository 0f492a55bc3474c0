/** PostgreSQL refuses to run as root; as root, and only then, it runs as the user `postgres`, which is added where it is missing. */
import { execFile } from "node:child_process";
import { stat } from "node:fs/promises";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { StartFailure } from "../problem.ts";

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

const run = promisify(execFile);
const name = "postgres";

/**
 * @returns the account that PostgreSQL must run as, or undefined where it may run as the person who starts it.
 * @throws StartFailure where the machine has no such user and none can be added.
 */
export async function postgresAccount(say: (line: string) => void): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const existing = await lookUp();
  if (existing) return existing;
  try {
    await run("groupadd", ["--system", name]);
    await run("useradd", ["--system", "--gid", name, "--no-create-home", "--shell", "/usr/sbin/nologin", name]);
  } catch (cause) {
    throw noUser(cause);
  }
  const added = await lookUp();
  if (!added) throw noUser(undefined);
  say("PostgreSQL refuses to run as root, so the system user `postgres` was added to this machine.");
  return added;
}

async function lookUp(): Promise<Account | undefined> {
  try {
    const [uid, gid] = await Promise.all([run("id", ["-u", name]), run("id", ["-g", name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch (error) {
    if (typeof (error as { code?: unknown }).code === "number") return undefined;
    throw noUser(error);
  }
}

function noUser(cause: unknown): StartFailure {
  const failure = new StartFailure({
    code: "rootWithoutPostgresUser",
    message: "Drydock runs as root, PostgreSQL refuses root, and no user `postgres` could be added to this machine.",
    remedy: "Start Drydock as an ordinary user, or name a database with DATABASE_URL.",
  });
  failure.cause = cause;
  return failure;
}

/** @returns whether the account may enter a folder, and every folder above it. The folder must exist. */
export async function mayEnter(folder: string, account: Account): Promise<boolean> {
  const { mode, uid, gid } = await stat(folder);
  const execute = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
  if ((mode & execute) === 0) return false;
  const parent = dirname(folder);
  return parent === folder || mayEnter(parent, account);
}
