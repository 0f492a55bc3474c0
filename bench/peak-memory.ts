import { readFile, writeFile } from "node:fs/promises";

/** @returns the most memory that a running process has held so far, in MB of 1,000,000 bytes; from Linux' /proc. */
export async function peakMemory(pid: number | "self"): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  if (kibibytes === undefined) throw new Error("The system does not say how much memory a process held at most.");
  return (Number(kibibytes) * 1024) / 1e6;
}

/** Begins anew: what a process held before counts no more for its peak. */
export function forgetPeak(pid: number): Promise<void> {
  return writeFile(`/proc/${pid}/clear_refs`, "5");
}
