/**
 * Kills what a process started when that process is gone, however it ended: a killed test run must leave
 * neither an API server nor its data. The reaper is a process of its own that waits for its stdin to close.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { createInterface } from "node:readline";
import type { Writable } from "node:stream";
import { fileURLToPath } from "node:url";

type Charge = { kind: "process"; id: number } | { kind: "folder"; path: string };
type Order = { hold: Charge } | { release: Charge };

let reaper: Writable | undefined;

function tell(order: Order): void {
  reaper ??= startReaper();
  reaper.write(`${JSON.stringify(order)}\n`);
}

function startReaper(): Writable {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url)], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  child.unref();
  (child.stdin as unknown as { unref(): void }).unref();
  return child.stdin;
}

/** Has the child killed when this process ends, and forgets it when the child ends first. */
export function dieWithParent(child: ChildProcess): void {
  if (child.pid === undefined) return;
  const charge: Charge = { kind: "process", id: child.pid };
  tell({ hold: charge });
  child.once("exit", () => tell({ release: charge }));
}

/** Has the folder removed when this process ends, after the processes that write to it. */
export function removeWithParent(path: string): void {
  tell({ hold: { kind: "folder", path } });
}

function kill(id: number): void {
  try {
    process.kill(id, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

async function reap(): Promise<void> {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => undefined);
  const held = new Map<string, Charge>();
  for await (const line of createInterface({ input: process.stdin })) {
    const order = JSON.parse(line) as Order;
    if ("hold" in order) held.set(JSON.stringify(order.hold), order.hold);
    else held.delete(JSON.stringify(order.release));
  }
  for (const charge of held.values()) if (charge.kind === "process") kill(charge.id);
  for (const charge of held.values())
    if (charge.kind === "folder") rmSync(charge.path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await reap();
