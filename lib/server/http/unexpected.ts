import { randomBytes } from "node:crypto";
import type { Refusal } from "../use-cases/outcome.ts";
import { log } from "./log.ts";

/** Codes of Prisma, of Node's sockets and of PostgreSQL that mean: the database is not there now. */
const gone =
  /^(P1001|P1002|P1008|P1017|P2024|ECONNREFUSED|ECONNRESET|ENOTFOUND|ETIMEDOUT|EPIPE|57P0[123]|53300|08\d{3}|DatabaseNotReachable|ConnectionClosed|SocketTimeout)$/;

function* causes(error: unknown): Generator<Record<string, unknown>> {
  for (let depth = 0; typeof error === "object" && error !== null && depth < 6; depth += 1) {
    const fields = error as Record<string, unknown>;
    yield fields;
    const meta = fields.meta as Record<string, unknown> | undefined;
    error = fields.cause ?? meta?.driverAdapterError;
  }
}

/** @returns whether an error says that the database cannot be reached, as opposed to refusing what was asked. */
export function isDatabaseGone(error: unknown): boolean {
  for (const { code, name, kind, message } of causes(error)) {
    if ([code, name, kind].some((text) => typeof text === "string" && gone.test(text))) return true;
    if (typeof message === "string" && /Connection terminated|timeout exceeded when trying to connect/.test(message)) return true;
  }
  return false;
}

/**
 * Logs what nobody expected, under an id that the person can tell.
 * @returns the refusal to present: nothing of the error but that id.
 */
export function reportUnexpected(error: unknown): Refusal {
  const id = randomBytes(5).toString("hex");
  if (isDatabaseGone(error)) {
    log.warn({ id, error: String((error as Error).name) }, "the database cannot be reached");
    return { code: "unavailable", detail: `Code ${id}.` };
  }
  const { name, message, stack } =
    error instanceof Error ? error : { name: typeof error, message: String(error), stack: undefined };
  log.error({ id, error: { name, message, stack } }, "unexpected error");
  return { code: "unexpected", detail: `Code ${id}.` };
}
