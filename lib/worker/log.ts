import pino from "pino";

/** What an error may say in a log: never the values that a database or a server put beside it. */
function errorFacts(error: unknown): { name: string; code?: string; message: string; stack?: string } {
  if (!(error instanceof Error)) return { name: typeof error, message: String(error).slice(0, 500) };
  const { name, message, stack } = error;
  const { code } = error as { code?: unknown };
  return { name, message: message.slice(0, 500), stack, ...(typeof code === "string" && { code }) };
}

/** The worker's log. Credentials never reach it; the names under which they would are redacted all the same. */
export function createLog(level: string): pino.Logger {
  return pino({
    base: { process: "worker" },
    level,
    serializers: { err: errorFacts },
    redact: {
      paths: ["token", "sealed", "credential", "password", "authorization", "key"].flatMap((name) => [name, `*.${name}`]),
      censor: "[removed]",
    },
  });
}
