/**
 * One question to the API server, asked again where asking again may help: after the time that it names when it is busy, and
 * a few times when a connection breaks. Everything else is an answer or the reason why there is none.
 */
import { err, ok, type Result } from "#core/result.ts";
import type { Answer, RequestOptions, TransportFailure } from "../../net/transport.ts";
import { parseJson } from "../version.ts";
import { type AskContext, type Miss, readableDetail } from "./context.ts";
import { emptyFieldSets } from "./field-sets.ts";

/** Of one answer. An API server ends its own work on a request after 60 seconds. */
const REQUEST_MS = 70_000;
const MAX_BYTES = 32 * 1024 * 1024;
const ATTEMPTS = 3;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

export interface Told extends Miss {
  /** Where the server answered at all. */
  readonly status?: number;
  readonly tooLarge?: true;
  /** The Status object that the server sent, unread. */
  readonly body?: unknown;
}

/** @returns the JSON of a 200 answer, its sets of managed fields emptied, or why there is none. */
export async function askJson(context: AskContext, path: string, options: RequestOptions = {}): Promise<Result<object, Told>> {
  const answer = await ask(context, path, options);
  if (!answer.ok) return err(missOfFailure(context, answer.error));
  const { status, contentType, body } = answer.value;
  if (status >= 300 && status < 400) return err({ reason: "decodeError", status, detail: "the server answered with a redirect" });
  const value = contentType === "application/json" ? parseJson(emptyFieldSets(body)) : undefined;
  if (status === 200 || status === 201) {
    if (typeof value === "object" && value !== null) return ok(value);
    return err({
      reason: "decodeError",
      status,
      detail: contentType === "application/json" ? "the answer is not JSON" : "the answer is not of the type application/json",
    });
  }
  return err({ ...missOfStatus(context, status, value), status, body: value });
}

/** @returns the last answer or failure, once asking again does not help or there is no time for it. */
export async function ask(
  context: AskContext,
  path: string,
  options: RequestOptions = {},
): Promise<Result<Answer, TransportFailure>> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await askOnce(context, path, options);
    const wait = waitBefore(answer, attempt, context);
    if (wait === undefined || context.clock.now().getTime() + wait >= context.deadline) return answer;
    await context.clock.sleep(wait, context.signal);
  }
}

async function askOnce(context: AskContext, path: string, options: RequestOptions): Promise<Result<Answer, TransportFailure>> {
  const left = context.deadline - context.clock.now().getTime();
  if (left <= 0) return err({ kind: "timeout", detail: "the time for the whole look was over" });
  const { connection, signal } = context;
  return connection.request(path, {
    maxBytes: MAX_BYTES,
    timeoutMs: Math.min(REQUEST_MS, left),
    ...options,
    ...(signal && { signal }),
  });
}

/** @returns after how many milliseconds to ask again, or undefined where that would not help. */
function waitBefore(answer: Result<Answer, TransportFailure>, attempt: number, { clock }: AskContext): number | undefined {
  const backoff = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1)) * (0.5 + clock.random());
  if (!answer.ok)
    return (answer.error.kind === "interrupted" || answer.error.kind === "refused") && attempt < ATTEMPTS ? backoff : undefined;
  const { status, retryAfterSeconds } = answer.value;
  // The server names a whole second for everybody; the jitter keeps them from coming back together.
  const named = retryAfterSeconds === undefined ? backoff : retryAfterSeconds * 1000 * (1 + clock.random() / 2);
  if (status === 429) return named;
  return status >= 500 && attempt < ATTEMPTS ? named : undefined;
}

function missOfFailure(context: AskContext, { kind, detail }: TransportFailure): Told {
  const text = readableDetail(context.connection, detail);
  switch (kind) {
    case "cancelled":
      return { reason: "cancelled" };
    case "timeout":
      return { reason: "timeout", detail: text };
    case "tooLarge":
      return { reason: "truncated", detail: text, tooLarge: true };
    case "protocol":
      return { reason: "decodeError", detail: text };
    default:
      return { reason: "truncated", detail: `the connection failed (${text})` };
  }
}

function missOfStatus({ connection }: AskContext, status: number, body: unknown): Miss {
  const said =
    typeof body === "object" && body !== null && "message" in body && typeof body.message === "string" ? `: ${body.message}` : "";
  const detail = readableDetail(connection, `${status}${said}`);
  if (status === 401 || status === 403) return { reason: "forbidden", detail };
  if (status === 404 || status === 405) return { reason: "notServed", detail };
  if (status === 429) return { reason: "throttled", detail };
  return { reason: "decodeError", detail };
}
