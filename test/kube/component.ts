/** One program of the cluster as a child process: its log, its end, and the words that say why it failed. */
import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { dieWithParent } from "./reaper.ts";

export interface Component {
  readonly name: string;
  readonly pid: number;
  /** Rejects when the program ends before it was told to; never resolves. */
  readonly failed: Promise<never>;
  /** The last lines of the program's log. */
  lastLines(): Promise<string>;
  /** Ends the program; `kill` gives it no time to finish what it does. */
  stop(how?: "finish" | "kill"): Promise<void>;
}

/** A program that ended by itself. */
export class ComponentEnded extends Error {
  override name = "ComponentEnded";
}

const LINES_SHOWN = 15;
const TIME_TO_STOP = 5_000;

/** Starts a program whose output goes to `<folder>/<name>.log`. */
export function startComponent(name: string, program: string, args: string[], folder: string): Component {
  const logPath = join(folder, `${name}.log`);
  const log = createWriteStream(logPath, { flags: "a" });
  const child = spawn(program, args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"], detached: true });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  dieWithParent(child);
  let stopping = false;
  const lastLines = async () => lastLinesOf(await readFile(logPath, "utf8"));
  const failed = ended(child).then(async (how) => {
    await new Promise((done) => log.end(done));
    if (stopping) return new Promise<never>(() => undefined);
    throw new ComponentEnded(`${name} ended with ${how}:\n${await lastLines()}`);
  });
  failed.catch(() => undefined);
  const stop = async (how: "finish" | "kill" = "finish") => {
    stopping = true;
    await stopChild(child, how === "kill" ? "SIGKILL" : "SIGTERM");
  };
  return { name, pid: child.pid ?? -1, failed, lastLines, stop };
}

async function ended(child: ChildProcess): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  child.once("error", (error) => resolve(error.message));
  child.once("close", (code, signal) => resolve(signal ?? `exit code ${code}`));
  return promise;
}

async function stopChild(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((done) => child.once("exit", () => done()));
  child.kill(signal);
  const abort = new AbortController();
  const late = pause(TIME_TO_STOP, "late", { signal: abort.signal, ref: false }).catch(() => undefined);
  if ((await Promise.race([gone, late])) === "late") child.kill("SIGKILL");
  await gone;
  abort.abort();
}

function lastLinesOf(log: string): string {
  return log.trimEnd().split("\n").slice(-LINES_SHOWN).join("\n");
}
