/** Where the harness keeps what it fetched or built, and the lock that lets one process at a time fill it. */
import { mkdir, rename, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as pause } from "node:timers/promises";
import { startProgress } from "./progress.ts";
import { ETCD_VERSION, type KubeVersion, type Program } from "./versions.ts";

export function cacheRoot(): string {
  return process.env.DRYDOCK_TEST_CACHE ?? join(homedir(), ".cache", "drydock", "kube");
}

export function cachedPath(program: Program, version: KubeVersion): string {
  const folder = program === "etcd" ? `etcd-${ETCD_VERSION}` : version.text;
  return join(cacheRoot(), folder, program);
}

export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT" || error.code === "ENOTDIR") return false;
      throw error;
    },
  );
}

/** Lets `fill` write to a partial path and moves the result into place, so that a kill leaves no half of a program. Under the lock. */
export async function fillAtomically(path: string, fill: (partial: string) => Promise<void>): Promise<void> {
  const folder = join(path, "..");
  await mkdir(folder, { recursive: true });
  const partial = `${path}.partial`;
  await fill(partial);
  await rename(partial, path);
}

/**
 * Runs `work` while no other process does. The lock is a transaction on an empty SQLite file, which the
 * kernel gives up when its holder dies: a lock file with a process id would outlive a kill.
 */
export async function withCacheLock<T>(work: () => Promise<T>): Promise<T> {
  await mkdir(cacheRoot(), { recursive: true });
  const database = new DatabaseSync(join(cacheRoot(), "lock.sqlite"), { timeout: 0 });
  const progress = startProgress("waiting for another process that prepares the Kubernetes programs");
  try {
    while (!tryLock(database)) await pause(250);
  } finally {
    progress.stop();
  }
  try {
    return await work();
  } finally {
    database.close();
  }
}

const SQLITE_BUSY = 5;

function tryLock(database: DatabaseSync): boolean {
  try {
    database.exec("BEGIN EXCLUSIVE");
    return true;
  } catch (error) {
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY) return false;
    throw error;
  }
}
