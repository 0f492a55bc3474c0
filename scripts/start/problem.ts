import type { Failure } from "../../lib/core/result.ts";

/** Why a start ends before it began, as the person at the terminal reads it. */
export type StartProblem = Failure<
  | "settingsInvalid"
  | "alreadyRunning"
  | "portTaken"
  | "addressUnusable"
  | "diskFull"
  | "folderUnusable"
  | "dataNewer"
  | "dataOfOtherPostgres"
  | "rootWithoutPostgresUser"
  | "postgresMissing"
  | "postgresFailed"
  | "databaseUnreachable"
  | "databaseRefused"
  | "databaseMissing"
  | "databaseNewer"
  | "migrationFailed"
  | "keysUnusable"
  | "buildFailed"
>;

/** Carries a problem out of nested steps of the start; `scripts/start.ts` alone catches it. */
export class StartFailure extends Error {
  readonly problem: StartProblem;
  constructor(problem: StartProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** @returns the problem of a folder that could not be written, told from the system's error code. */
export function folderProblem(folder: string, error: unknown): StartProblem {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "ENOSPC" || code === "EDQUOT") return diskFull(folder);
  return {
    code: "folderUnusable",
    message: `Drydock cannot use its data folder ${folder} (${code ?? message}).`,
    remedy: "Give your user the right to write there, or name another folder with DRYDOCK_DATA.",
  };
}

export function diskFull(folder: string): StartProblem {
  return {
    code: "diskFull",
    message: `The disk that holds ${folder} is full.`,
    remedy: "Free at least 256 MB there, or name a folder on another disk with DRYDOCK_DATA.",
  };
}
