/** A process that we started and answer for: it ends when we do, and somebody learns when it ends by itself. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { endWithParent, sendSignal } from "./guard.ts";
import { projectFolder } from "./project.ts";

export interface ChildOptions {
  readonly args: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  /** File that its output is appended to; absent: our own terminal. */
  readonly log?: string;
  /** How long it may take to stop before it is killed. */
  readonly graceMs: number;
}

export interface Child {
  readonly ended: Promise<unknown>;
  /** Asks it to stop, waits, and kills what is left of it. */
  stop(): Promise<void>;
}

/** Starts Node in a process group of its own: Ctrl-C reaches us alone, and we stop things in order. */
export function startChild({ args, environment, log, graceMs }: ChildOptions): Child {
  const output = log === undefined ? "inherit" : openSync(log, "a", 0o600);
  const child = spawn(process.execPath, [...args], {
    cwd: projectFolder,
    env: environment,
    detached: true,
    stdio: ["ignore", output, output],
  });
  if (typeof output === "number") closeSync(output);
  endWithParent(child, "SIGTERM");
  const ended = once(child, "exit");
  return { ended, stop: () => stopGroup(child, ended, graceMs) };
}

async function stopGroup(child: ChildProcess, ended: Promise<unknown>, graceMs: number): Promise<void> {
  if (child.pid === undefined) return;
  const running = child.exitCode === null && child.signalCode === null;
  if (running) {
    child.kill("SIGTERM");
    const timer = setTimeout(() => child.kill("SIGKILL"), graceMs);
    await ended;
    clearTimeout(timer);
  }
  sendSignal(-child.pid, "SIGKILL");
}
