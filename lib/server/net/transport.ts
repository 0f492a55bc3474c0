/** One HTTP conversation with one server: bounded in time and size, never redirected. Failures are values. */
import { createGunzip } from "node:zlib";
import { type Dispatcher, errors, Pool } from "undici";
import { err, ok, type Result } from "#core/result.ts";
import { EgressFailed } from "./egress.ts";
import { EndpointBlocked } from "./guard.ts";

export interface RequestOptions {
  readonly method?: "GET" | "POST" | "PATCH";
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Of the body, where it is more than `application/json`. */
  readonly contentType?: string;
  readonly accept?: string;
  /** Of this request alone. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Names, in lower case, of the headers of the answer that are wanted. */
  readonly keepHeaders?: readonly string[];
  readonly signal?: AbortSignal;
  /** For the whole exchange, body included. */
  readonly timeoutMs?: number;
  /** Of the body after decompression. */
  readonly maxBytes?: number;
  /** Of a text only the lines that this keeps are held in memory. */
  readonly keep?: (line: string) => boolean;
  /** The connection ends with the answer, so that the next request dials again. */
  readonly freshConnection?: true;
}

/** Any status is an answer, a redirect too. */
export interface Answer {
  readonly status: number;
  /** Without parameters, in lower case. */
  readonly contentType: string;
  readonly retryAfterSeconds?: number;
  /** Those that were wanted and are there. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export type TransportFailureKind =
  | "blocked"
  /** The operator's proxy cannot be reached, or did not connect us. */
  | "proxy"
  | "dns"
  | "refused"
  | "tls"
  | "timeout"
  /** The connection ended before the answer did. */
  | "interrupted"
  /** What came back is not HTTP. */
  | "protocol"
  | "tooLarge"
  | "cancelled";

export interface TransportFailure {
  readonly kind: TransportFailureKind;
  /** A code such as ECONNREFUSED, or a sentence of ours. Never a body. */
  readonly detail: string;
}

export interface TransportOptions {
  readonly origin: string;
  /** Dials; it is the transport's own from here on. */
  readonly dispatcher: Dispatcher;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly gzip: () => boolean;
}

const DEFAULT_TIMEOUT_MS = 60_000;
const DEFAULT_MAX_BYTES = 4 * 1024 * 1024;
const CONNECTIONS = 4;
const LONGEST_LINE = 64 * 1024;

/** @returns a dispatcher that keeps a few connections to one origin. */
export function originPool(origin: string, connect: NonNullable<Pool.Options["connect"]>): Pool {
  return new Pool(origin, {
    connect,
    connections: CONNECTIONS,
    pipelining: 1,
    allowH2: false,
    // The time of a whole exchange is bounded by the transport; these only release a dead socket.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
}

/** Sends requests to one origin. */
export class Transport {
  readonly #options: TransportOptions;

  constructor(options: TransportOptions) {
    this.#options = options;
  }

  async request(path: string, options: RequestOptions = {}): Promise<Result<Answer, TransportFailure>> {
    const { signal, timeoutMs = DEFAULT_TIMEOUT_MS, maxBytes = DEFAULT_MAX_BYTES } = options;
    if (signal?.aborted) return err({ kind: "cancelled", detail: "cancelled" });
    const timeout = AbortSignal.timeout(timeoutMs);
    const both = signal ? AbortSignal.any([signal, timeout]) : timeout;
    const given = Promise.withResolvers<never>();
    const giveUp = () => given.reject(both.reason);
    both.addEventListener("abort", giveUp, { once: true });
    try {
      // undici looks at a signal only once a connection is up: what waits for one would outlast it by the time to connect.
      return ok(await Promise.race([this.#exchange(path, options, { signal: both, maxBytes }), given.promise]));
    } catch (error) {
      if (signal?.aborted) return err({ kind: "cancelled", detail: "cancelled" });
      if (timeout.aborted) return err({ kind: "timeout", detail: `no complete answer within ${Math.round(timeoutMs / 1000)} s` });
      return err(failureOf(error));
    } finally {
      // A listener that stays holds the answer's bytes until the time is up.
      both.removeEventListener("abort", giveUp);
    }
  }

  async #exchange(path: string, options: RequestOptions, { signal, maxBytes }: Bounds): Promise<Answer> {
    const response = await this.#options.dispatcher.request({
      origin: this.#options.origin,
      path,
      method: options.method ?? "GET",
      ...this.#payload(options),
      ...(options.freshConnection && { reset: true }),
      signal,
    });
    const body = await readBody(response, maxBytes, options.keep);
    return {
      status: response.statusCode,
      contentType: mediaType(response),
      ...retryAfter(response),
      ...keptHeaders(response, options),
      body,
    };
  }

  #payload({ body, accept = "application/json", contentType = "application/json", headers: own }: RequestOptions) {
    const headers: Record<string, string | string[]> = { accept, ...own };
    for (const [name, value] of Object.entries(this.#options.headers))
      headers[name] = typeof value === "string" ? value : [...value];
    if (this.#options.gzip()) headers["accept-encoding"] = "gzip";
    if (body === undefined) return { headers };
    return { headers: { ...headers, "content-type": contentType }, body: JSON.stringify(body) };
  }

  close(): Promise<void> {
    return this.#options.dispatcher.destroy();
  }
}

interface Bounds {
  readonly signal: AbortSignal;
  readonly maxBytes: number;
}

class TooLarge extends Error {}

function readBody(
  { body, headers }: Dispatcher.ResponseData,
  maxBytes: number,
  keep?: (line: string) => boolean,
): Promise<Buffer> {
  const stream = headers["content-encoding"] === "gzip" ? body.pipe(createGunzip()) : body;
  const sieve = keep && new LineSieve(keep);
  const chunks: Buffer[] = [];
  let size = 0;
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  stream.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size > maxBytes) {
      // What was packed may have come in whole: a body that has ended tells of no error any more.
      reject(new TooLarge());
      body.destroy(new TooLarge());
      if (stream !== body) stream.destroy();
    } else if (sieve) sieve.take(chunk);
    else chunks.push(chunk);
  });
  stream.once("end", () => resolve(sieve?.end() ?? (chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size))));
  body.once("error", reject);
  if (stream !== body) stream.once("error", reject);
  return promise;
}

/** Keeps some lines of a text that arrives in pieces; one without an end is let go. */
class LineSieve {
  readonly #keep: (line: string) => boolean;
  readonly #kept: string[] = [];
  #rest = "";

  constructor(keep: (line: string) => boolean) {
    this.#keep = keep;
  }

  take(chunk: Buffer): void {
    const lines = (this.#rest + chunk.toString("latin1")).split("\n");
    this.#rest = (lines.pop() ?? "").slice(0, LONGEST_LINE);
    for (const line of lines) if (this.#keep(line)) this.#kept.push(line);
  }

  end(): Buffer {
    if (this.#keep(this.#rest)) this.#kept.push(this.#rest);
    return Buffer.from(this.#kept.join("\n"), "latin1");
  }
}

function mediaType({ headers }: Dispatcher.ResponseData): string {
  const value = headers["content-type"];
  return (Array.isArray(value) ? value[0] : value)?.split(";")[0]?.trim().toLowerCase() ?? "";
}

function keptHeaders({ headers }: Dispatcher.ResponseData, { keepHeaders }: RequestOptions): Pick<Answer, "headers"> {
  if (keepHeaders === undefined) return {};
  const kept: Record<string, string> = {};
  for (const name of keepHeaders) {
    const value = headers[name];
    if (value !== undefined) kept[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return { headers: kept };
}

/** Seconds alone: a date is not read. */
function retryAfter({ headers }: Dispatcher.ResponseData): { retryAfterSeconds?: number } {
  const value = headers["retry-after"];
  return typeof value === "string" && /^\d{1,6}$/.test(value) ? { retryAfterSeconds: Number(value) } : {};
}

const KIND_BY_CODE: Readonly<Record<string, TransportFailureKind>> = {
  ENOTFOUND: "dns",
  EAI_AGAIN: "dns",
  EAI_FAIL: "dns",
  EAI_NODATA: "dns",
  ECONNREFUSED: "refused",
  EHOSTUNREACH: "refused",
  ENETUNREACH: "refused",
  EADDRNOTAVAIL: "refused",
  ETIMEDOUT: "timeout",
  UND_ERR_CONNECT_TIMEOUT: "timeout",
  ECONNRESET: "interrupted",
  EPIPE: "interrupted",
  UND_ERR_SOCKET: "interrupted",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "interrupted",
  Z_BUF_ERROR: "interrupted",
  UND_ERR_HEADERS_OVERFLOW: "protocol",
  EPROTO: "tls",
  HOSTNAME_MISMATCH: "tls",
};
const TLS_CODE = /^(CERT_|ERR_TLS_|ERR_SSL_|ERR_OSSL|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|INVALID_|PATH_LENGTH|CRL_|ERROR_IN_)/;

function failureOf(error: unknown): TransportFailure {
  if (error instanceof EndpointBlocked) return { kind: "blocked", detail: error.failure.message };
  if (error instanceof EgressFailed) return { kind: "proxy", detail: error.message };
  if (error instanceof TooLarge) return { kind: "tooLarge", detail: "the answer is larger than it may be" };
  if (error instanceof errors.HTTPParserError) return { kind: "protocol", detail: "what came back is not HTTP" };
  const code = codeOf(error);
  const known = KIND_BY_CODE[code];
  if (known) return { kind: known, detail: code };
  if (TLS_CODE.test(code)) return { kind: "tls", detail: code };
  if (/^(Z_|UND_ERR_)/.test(code)) return { kind: "protocol", detail: code };
  throw error;
}

function codeOf(error: unknown): string {
  const { code, cause } = error as { code?: unknown; cause?: { code?: unknown } };
  const found = typeof code === "string" ? code : cause?.code;
  return typeof found === "string" ? found : "";
}
