/** Sentences for what kept us from looking. Never what a server wrote. */
import { type LookCode, type LookFailure, unknown } from "#core/supply-chain/discovery/look.ts";
import type { Answer, TransportFailure, TransportFailureKind } from "../net/transport.ts";

const byKind: Readonly<Record<TransportFailureKind, readonly [LookCode, string]>> = {
  blocked: ["addressRefused", "is at an address that may not be dialled"],
  proxy: ["unreachable", "cannot be reached through the proxy"],
  dns: ["unreachable", "has a name that cannot be found"],
  refused: ["unreachable", "cannot be reached"],
  tls: ["unreachable", "has a certificate that cannot be trusted"],
  timeout: ["unreachable", "did not answer in time"],
  interrupted: ["unreachable", "broke off its answer"],
  protocol: ["malformed", "does not speak HTTP"],
  tooLarge: ["tooLarge", "answers with more than Drydock reads"],
  cancelled: ["cancelled", "was not asked to the end: it was cancelled"],
};

const remedies: Readonly<Partial<Record<TransportFailureKind, string>>> = {
  blocked: "Link-local addresses and those of this machine's services are never dialled.",
  tls: "Name the file of its authority in DRYDOCK_EXTRA_CA_FILE.",
};

/** @returns why a host could not be asked. */
export function transportFailure({ kind, detail }: TransportFailure, host: string): LookFailure {
  const [code, words] = byKind[kind];
  const told = kind === "dns" || kind === "refused" || kind === "tls" || kind === "proxy" ? ` (${detail})` : "";
  return unknown(code, `${host} ${words}${told}.`, remedies[kind] ?? "").failure;
}

/** @returns what an answer means that is neither the content nor a definite no. */
export function answerFailure({ status, retryAfterSeconds }: Answer, host: string): LookFailure {
  if (status === 401) return unknown("unauthorized", `${host} asks who we are (401).`).failure;
  if (status === 403)
    return unknown("forbidden", `${host} does not let us look (403).`, "Give a credential that may pull.").failure;
  if (status === 429) {
    const when = retryAfterSeconds === undefined ? "later" : `in ${retryAfterSeconds} s`;
    return unknown("throttled", `${host} was asked too often (429).`, `Look again ${when}.`).failure;
  }
  if (status >= 500) return unknown("serverError", `${host} failed (${status}).`, "Look again later.").failure;
  return unknown("malformed", `${host} answered ${status}, which no registry should.`).failure;
}
