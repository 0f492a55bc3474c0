/** Runs the command as a person does: the real shim in a process of its own. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { compiledFolder } from "../compiled.ts";

const shim = fileURLToPath(new URL("../../bin/drydock.js", import.meta.url));

export interface CommandRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandSurroundings {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** What is piped in. */
  readonly typed?: string;
}

/** @param env is all that the command sees of an environment, besides PATH and where Node keeps what it compiled. */
export function runCommandLine(
  args: readonly string[],
  { env = {}, cwd, typed = "" }: CommandSurroundings = {},
): Promise<CommandRun> {
  const { promise, resolve, reject } = Promise.withResolvers<CommandRun>();
  const child = spawn(process.execPath, [shim, ...args], {
    env: { PATH: process.env.PATH ?? "", NODE_COMPILE_CACHE: compiledFolder, ...env } as unknown as NodeJS.ProcessEnv,
    ...(cwd === undefined ? {} : { cwd }),
  });
  const pieces = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  child.stdout.on("data", (chunk: Buffer) => pieces.stdout.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => pieces.stderr.push(chunk));
  child.on("error", reject);
  child.on("close", (code) => {
    resolve({
      code,
      stdout: Buffer.concat(pieces.stdout).toString("utf8"),
      stderr: Buffer.concat(pieces.stderr).toString("utf8"),
    });
  });
  child.stdin.end(typed);
  return promise;
}
