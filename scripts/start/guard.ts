/**
 * Stops what a process started when that process is gone, however it ended: neither PostgreSQL nor a worker may
 * outlive `npm start`. It is a process of its own that waits for its stdin to close, and stops its charges newest first.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Writable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";

type Order = { hold: number; signal: NodeJS.Signals } | { release: number };

const graceMs = 10_000;
let guard: Writable | undefined;

function tell(order: Order): void {
  guard ??= startGuard();
  guard.write(`${JSON.stringify(order)}\n`);
}

function startGuard(): Writable {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url)], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  child.unref();
  (child.stdin as unknown as { unref(): void }).unref();
  return child.stdin;
}

/** Has the child stopped with `signal`, later with SIGKILL, when this process ends; forgets it when the child ends first. */
export function endWithParent(child: ChildProcess, signal: NodeJS.Signals): void {
  const { pid } = child;
  if (pid === undefined) return;
  tell({ hold: pid, signal });
  child.once("exit", () => tell({ release: pid }));
}

/** @returns whether the process was there to receive it. */
export function sendSignal(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
    if ((error as NodeJS.ErrnoException).code === "EPERM") return true;
    throw error;
  }
}

async function end(pid: number, signal: NodeJS.Signals): Promise<void> {
  sendSignal(pid, signal);
  const deadline = Date.now() + graceMs;
  while (sendSignal(pid, 0) && Date.now() < deadline) await delay(50);
  sendSignal(pid, "SIGKILL");
}

async function watch(): Promise<void> {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => undefined);
  const held = new Map<number, NodeJS.Signals>();
  for await (const line of createInterface({ input: process.stdin })) {
    const order = JSON.parse(line) as Order;
    if ("hold" in order) held.set(order.hold, order.signal);
    else held.delete(order.release);
  }
  for (const [pid, signal] of [...held].reverse()) await end(pid, signal);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await watch();
