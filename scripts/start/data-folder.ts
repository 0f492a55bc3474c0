/** The data folder: made, checked for room and version, and its small secrets kept. */
import { randomBytes } from "node:crypto";
import { access, constants, mkdir, readFile, statfs, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { diskFull, folderProblem, StartFailure } from "./problem.ts";

/** Raised when an older Drydock could not use the folder any more. */
export const dataFormat = 1;
const formatFile = "format";
const megabyte = 1024 * 1024;

export interface FolderNeeds {
  /** Free space, in MiB, below which starting makes no sense. */
  readonly freeMegabytes: number;
}

/**
 * Makes the folder where it is missing.
 * @throws StartFailure where it cannot be used: no right to write, no room, or made by a newer Drydock.
 */
export async function prepareFolder(folder: string, { freeMegabytes }: FolderNeeds): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o755 });
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    const { bavail, bsize } = await statfs(folder);
    if (bavail * bsize < freeMegabytes * megabyte) throw new StartFailure(diskFull(folder));
    await checkFormat(folder);
  } catch (error) {
    throw error instanceof StartFailure ? error : new StartFailure(folderProblem(folder, error));
  }
}

async function checkFormat(folder: string): Promise<void> {
  const text = await readOptional(join(folder, formatFile));
  if (text === undefined) return writeFile(join(folder, formatFile), `${dataFormat}\n`);
  if (Number(text) <= dataFormat) return;
  throw new StartFailure({
    code: "dataNewer",
    message: `The data folder ${folder} was made by a newer version of Drydock.`,
    remedy: "Start that version or a later one, or name another folder with DRYDOCK_DATA.",
  });
}

/** @returns the secret that sessions are signed with, made once. */
export async function authSecret(folder: string): Promise<string> {
  const file = join(folder, "auth-secret");
  const kept = (await readOptional(file))?.trim();
  if (kept !== undefined && kept.length >= 32) return kept;
  const made = randomBytes(32).toString("base64url");
  await writeFile(file, `${made}\n`, { mode: 0o600 });
  return made;
}

async function readOptional(file: string): Promise<string | undefined> {
  return readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
}
