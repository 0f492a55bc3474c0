/** What a command may touch of the process that runs it. Data goes to stdout; everything else goes to stderr, cleaned. */
import { once } from "node:events";
import type { Failure } from "#core/result.ts";
import { clean } from "#core/text/clean.ts";
import { exitCodes } from "./exit-codes.ts";

export interface Output {
  write(text: string): boolean;
  once(event: "drain", listener: () => void): unknown;
  readonly isTTY?: boolean;
}

export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly stdin: NodeJS.ReadStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted by Ctrl-C and by SIGTERM. */
  readonly signal: AbortSignal;
  now(): Date;
}

/** Writes data, a piece at a time, and waits where the reader is slower. Pieces are already safe for a terminal. */
export async function print(io: Io, pieces: Iterable<string> | AsyncIterable<string>): Promise<void> {
  for await (const piece of pieces) {
    if (!io.stdout.write(piece)) await once(io.stdout as NodeJS.WriteStream, "drain");
  }
}

/** Says something to the person, on stderr. */
export function tell(io: Io, sentence: string): void {
  io.stderr.write(`${clean(sentence)}\n`);
}

/** Says what went wrong and what to do about it. @returns the exit code of a command that could not answer. */
export function refuse(io: Io, { message, remedy, path }: Failure): number {
  tell(io, `${path === undefined ? "" : `${path}: `}${message}`);
  if (remedy !== "") tell(io, remedy);
  return exitCodes.unsure;
}
