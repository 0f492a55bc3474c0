/** The command's surroundings in memory: what it wrote can be read, nothing can be typed. */
import { PassThrough } from "node:stream";
import type { Io } from "#cli/io.ts";

export interface MemoryIo extends Io {
  readonly out: () => string;
  readonly said: () => string;
}

export function memoryIo({ env = {}, typed = "" }: { env?: Io["env"]; typed?: string } = {}): MemoryIo {
  const out: string[] = [];
  const said: string[] = [];
  const sink = (pieces: string[]) => ({ write: (text: string) => pieces.push(text) > 0, once: () => undefined });
  const stdin = new PassThrough();
  stdin.end(typed);
  return {
    stdout: sink(out),
    stderr: sink(said),
    stdin: stdin as unknown as Io["stdin"],
    env,
    signal: new AbortController().signal,
    now: () => new Date("2026-11-24T10:00:00Z"),
    out: () => out.join(""),
    said: () => said.join(""),
  };
}
