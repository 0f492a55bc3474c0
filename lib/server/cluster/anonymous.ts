/**
 * Asks the registered origin five questions without any credential. A few requests one after the other, never repeated on a
 * refusal, and nothing of the answers is kept but whether there was one, and how long the certificate lasts that came with them.
 * It judges nothing.
 */
import { type AnonymousAnswer, type AnonymousProbe, anonymousPaths } from "#core/inventory/anonymous.ts";
import type { TransportFailure } from "../net/transport.ts";
import type { ClusterConnection } from "./connect.ts";
import { parseJson } from "./version.ts";

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 256 * 1024;

/** @param connection without a credential. @returns the answers, or why there are none. Never a failure. */
export async function askAnonymously(connection: ClusterConnection, signal?: AbortSignal): Promise<AnonymousProbe> {
  const answers: AnonymousAnswer[] = [];
  for (const path of anonymousPaths) {
    const answer = await connection.request(path, { timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES, ...(signal && { signal }) });
    if (!answer.ok) return unread(path, answer.error);
    const { status, body } = answer.value;
    answers.push({ path, status, ...(status === 200 && isOf(path, body.toString("utf8")) && { open: true as const }) });
  }
  const certificate = connection.shownCertificate?.();
  return { state: "asked", answers, ...(certificate && { certificate }) };
}

function isOf(path: string, text: string): boolean {
  if (path !== "/version" && path !== "/api") return text.trim() === "ok";
  const value = parseJson(Buffer.from(text));
  if (typeof value !== "object" || value === null) return false;
  return path === "/api" ? "kind" in value && value.kind === "APIVersions" : "gitVersion" in value;
}

function unread(path: string, { kind }: TransportFailure): AnonymousProbe {
  const reason = kind === "timeout" || kind === "cancelled" ? kind : "truncated";
  return { state: "unread", gap: { resource: path, reason, detail: "the request without a credential got no answer" } };
}
