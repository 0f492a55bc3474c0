/** Tells an outage of the database, which passes, from an error, which does not. */
import { setTimeout as delay } from "node:timers/promises";

const outageCodes = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOTFOUND", "EAI_AGAIN"]);
const patienceMs = 120_000;
const firstWaitMs = 200;
const longestWaitMs = 3_000;

/** @returns whether the error says that PostgreSQL was not there: restarting, shutting down, or cut off. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = (error as { code?: string }).code ?? "";
  if (code.startsWith("08") || code.startsWith("57P") || outageCodes.has(code)) return true;
  return /connection terminated|query read timeout|timeout exceeded when trying to connect|client has encountered a connection error/i.test(
    error.message,
  );
}

/**
 * Repeats what an outage interrupted, until it works, `signal` aborts, or the outage lasts two minutes.
 * `run` must be safe to repeat: an outage can also eat the answer to a commit.
 */
export async function throughOutages<T>(run: () => Promise<T>, signal: AbortSignal): Promise<T> {
  const deadline = performance.now() + patienceMs;
  for (let wait = firstWaitMs; ; wait = Math.min(wait * 2, longestWaitMs)) {
    try {
      return await run();
    } catch (error) {
      if (!isOutage(error) || signal.aborted || performance.now() > deadline) throw error;
    }
    await delay(wait, undefined, { signal });
  }
}
