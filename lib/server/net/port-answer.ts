/**
 * Tries one port of one host: one connection, one request for a public path without a credential, and one word of what came
 * back. The address is judged and dialled as for every other connection; through a proxy nothing is tried.
 */
import { connect, isIP, type Socket } from "node:net";
import { connect as startTls } from "node:tls";
import type { HostPort, PortAnswer } from "#core/inventory/host-ports.ts";

export interface PortQuestion extends Pick<HostPort, "port" | "scheme" | "path" | "sign"> {
  /** An address that the guard admitted for this port. */
  readonly address: string;
  /** What the request names as its host. */
  readonly host: string;
  readonly userAgent: string;
  /** For the connection, and again for the answer. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** The beginning of an answer holds its status and what tells whose it is. */
const MAX_BYTES = 8_192;

/** @returns what the port answered. Never a failure. */
export async function askPort(question: PortQuestion): Promise<PortAnswer> {
  const socket = connect({ host: question.address, port: question.port });
  const stop = () => socket.destroy(new Error("cancelled"));
  question.signal?.addEventListener("abort", stop, { once: true });
  try {
    const failed = await begun(socket, "connect", question.timeoutMs);
    if (failed !== undefined) return notConnected(failed);
    return await spoken(socket, question);
  } finally {
    question.signal?.removeEventListener("abort", stop);
    socket.destroy();
  }
}

/** @returns why the event did not come, or undefined where it came. */
async function begun(socket: Socket, event: "connect" | "secureConnect", timeoutMs: number): Promise<string | undefined> {
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  const timer = setTimeout(() => resolve("ETIMEDOUT"), timeoutMs);
  socket.once(event, () => resolve(undefined));
  socket.on("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? "error"));
  socket.once("close", () => resolve("closed"));
  return promise.finally(() => clearTimeout(timer));
}

function notConnected(code: string): PortAnswer {
  if (code === "ECONNREFUSED") return "closed";
  return code === "ETIMEDOUT" ? "filtered" : "unreachable";
}

async function spoken(socket: Socket, question: PortQuestion): Promise<PortAnswer> {
  if (question.scheme === "http") return answerOf(socket, question);
  // Whoever answers proves nothing, and need not: no credential is sent, and a word is all that is kept.
  const secure = startTls({ socket, rejectUnauthorized: false, ...(isIP(question.host) === 0 && { servername: question.host }) });
  const failed = await begun(secure, "secureConnect", question.timeoutMs);
  return failed === undefined ? answerOf(secure, question) : refusalOf(failed);
}

/** Servers that want a certificate say so by an alert of TLS, in 1.3 only once something was sent. */
function refusalOf(code: string): PortAnswer {
  return /CERTIFICATE/.test(code) ? "guarded" : "listens";
}

async function answerOf(socket: Socket, { path, host, userAgent, sign, timeoutMs }: PortQuestion): Promise<PortAnswer> {
  const { promise, resolve } = Promise.withResolvers<PortAnswer>();
  let text = "";
  const timer = setTimeout(() => resolve(judged(text, sign)), timeoutMs);
  socket.on("data", (bytes: Buffer) => {
    text += bytes.toString("latin1");
    if (text.length > MAX_BYTES || judged(text, sign) !== "listens") resolve(judged(text, sign));
  });
  socket.on("error", (error: NodeJS.ErrnoException) => resolve(refusalOf(error.code ?? "")));
  socket.once("close", () => resolve(judged(text, sign)));
  const name = isIP(host) === 6 ? `[${host}]` : host;
  socket.write(`GET ${path} HTTP/1.1\r\nHost: ${name}\r\nUser-Agent: ${userAgent}\r\nConnection: close\r\n\r\n`);
  return promise.finally(() => clearTimeout(timer));
}

function judged(text: string, sign: string): PortAnswer {
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(text)?.[1];
  if (status === "401" || status === "403") return "guarded";
  const body = text.indexOf("\r\n\r\n");
  return status === "200" && body !== -1 && text.slice(body).includes(sign) ? "open" : "listens";
}
