/** Entry of the command. It connects the process to the program, and turns surprises into one sentence. */
import { constants } from "node:os";
import { exitCodes } from "./exit-codes.ts";
import { type Io, tell } from "./io.ts";
import { runCommand } from "./program.ts";

const ended = new AbortController();
let signalled: NodeJS.Signals | undefined;

const io: Io = {
  stdout: process.stdout,
  stderr: process.stderr,
  stdin: process.stdin,
  env: process.env,
  signal: ended.signal,
  now: () => new Date(),
};

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.on(signal, () => {
    signalled ??= signal;
    ended.abort();
  });

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // The reader of a pipe has gone, as head does: nothing is left to say.
  if (error.code === "EPIPE") process.exit(exitCodes.unsure);
  throw error;
});

try {
  const code = await runCommand(io, process.argv.slice(2));
  process.exitCode = signalled ? 128 + constants.signals[signalled] : code;
} catch (error) {
  // What a signal interrupts fails with an error of its own.
  if (signalled) process.exit(128 + constants.signals[signalled]);
  tell(io, `Something went wrong on our side: ${error instanceof Error ? error.message : String(error)}`);
  tell(io, "Please report it with the command that you typed; leave names that are secret away.");
  process.exitCode = exitCodes.unsure;
}
