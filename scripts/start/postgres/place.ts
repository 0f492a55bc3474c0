/**
 * Decides where PostgreSQL's files lie: in the data folder; as root in a checkout that the user `postgres` cannot enter
 * (such as below /root), at /var/lib/drydock with a link in the data folder.
 */
import { randomBytes } from "node:crypto";
import { chmod, chown, cp, mkdir, realpath, rename, rm, stat, symlink } from "node:fs/promises";
import { basename, join } from "node:path";
import { type Account, mayEnter } from "./account.ts";
import type { PostgresBinaries } from "./binaries.ts";

const reachable = "/var/lib/drydock";

/** Makes the folder of the database if it is missing, and gives it to the account. @returns its real path. */
export async function databaseFolder(data: string, account: Account | undefined, say: (line: string) => void): Promise<string> {
  const place = join(data, "postgres");
  if (!(await exists(place))) await make(place, data, account, say);
  const folder = await realpath(place);
  if (account) await chown(folder, account.uid, account.gid);
  await chmod(folder, 0o700);
  return folder;
}

async function make(place: string, data: string, account: Account | undefined, say: (line: string) => void): Promise<void> {
  if (!account || (await mayEnter(await realpath(data), account))) {
    await mkdir(place);
    return;
  }
  const folder = join(reachable, `postgres-${randomBytes(6).toString("hex")}`);
  await mkdir(folder, { recursive: true });
  await symlink(folder, place);
  say(`The user \`postgres\` cannot enter ${data}: the database's files are in ${folder}, and ${place} points there.`);
}

/** @returns the binaries at a path that the account can enter; copied once where the checkout cannot be entered. */
export async function reachableBinaries(binaries: PostgresBinaries, account: Account | undefined): Promise<PostgresBinaries> {
  if (!account || (await mayEnter(binaries.root, account))) return binaries;
  const { mtimeMs } = await stat(binaries.postgres);
  const root = join(reachable, `postgresql-${Math.trunc(mtimeMs)}`);
  if (!(await exists(root))) {
    const unfinished = `${root}.${process.pid}`;
    await rm(unfinished, { recursive: true, force: true });
    await cp(binaries.root, unfinished, { recursive: true, verbatimSymlinks: true });
    await rename(unfinished, root);
  }
  return {
    root,
    initdb: join(root, "bin", basename(binaries.initdb)),
    postgres: join(root, "bin", basename(binaries.postgres)),
  };
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}
