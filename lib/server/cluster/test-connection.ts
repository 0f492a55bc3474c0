/** Tries a registered cluster and says how it went in one of a few words. What the server answered stays here. */
import type { Failure } from "#core/result.ts";
import type { Answer, TransportFailure, TransportFailureKind } from "../net/transport.ts";
import type { ClusterConnection } from "./connect.ts";
import { parseVersion } from "./version.ts";

export type ConnectionCategory =
  | "ok"
  | "dns"
  | "refused"
  | "timeout"
  | "tls"
  | "auth"
  | "forbidden"
  | "notKubernetes"
  | "redirect"
  | "blocked"
  | "proxy"
  | "cancelled";

export type ConnectionProblem = Failure<Exclude<ConnectionCategory, "ok">>;

export interface ConnectionTest {
  readonly category: ConnectionCategory;
  readonly message: string;
  readonly remedy: string;
  /** `gitVersion`, such as `v1.37.2`. */
  readonly version?: string;
}

const WORDS: Readonly<Record<ConnectionCategory, readonly [message: string, remedy: string]>> = {
  ok: ["The API server answers, and the credential is accepted.", "Nothing is left to do."],
  dns: ["The server's name cannot be resolved.", "Check the name, and that Drydock's worker uses a resolver that knows it."],
  refused: [
    "Nothing serves at the server's address.",
    "Check address and port, and that the worker may reach them through the firewall.",
  ],
  timeout: [
    "The server did not answer in time.",
    "Check that the worker may reach the address, and that the API server is well.",
  ],
  tls: [
    "The server's certificate is not trusted.",
    "Give the cluster's certificate authority, and tls-server-name where the certificate is for another name.",
  ],
  auth: ["The API server does not accept the credential.", "Give a new token; `npx drydock register --context NAME` makes one."],
  forbidden: [
    "The credential is accepted, but may not ask what the server offers.",
    "Apply the reader's roles that the wizard shows, and bind the group system:authenticated to system:discovery.",
  ],
  notKubernetes: [
    "What answers is not a Kubernetes API server.",
    "Check the address: it has to be the one in `kubectl cluster-info`.",
  ],
  redirect: ["The server sends us elsewhere, and Drydock follows no redirect.", "Give the address of the API server itself."],
  blocked: [
    "Drydock may not dial the server's address.",
    "Give an address outside the refused ranges; the guard of outbound addresses is described in the documentation.",
  ],
  proxy: [
    "The egress proxy cannot be reached, or did not connect us to the server.",
    "Check DRYDOCK_EGRESS_PROXY and its password, and that the proxy lets CONNECT through to the server's address and port.",
  ],
  cancelled: ["The attempt was cancelled.", "Try again."],
};

const CATEGORY_BY_FAILURE: Readonly<Record<TransportFailureKind, Exclude<ConnectionCategory, "ok">>> = {
  blocked: "blocked",
  proxy: "proxy",
  dns: "dns",
  refused: "refused",
  tls: "tls",
  timeout: "timeout",
  interrupted: "refused",
  protocol: "notKubernetes",
  tooLarge: "notKubernetes",
  cancelled: "cancelled",
};

/** Asks for the version and for the list of APIs, once each. */
export async function testConnection(
  connection: ClusterConnection,
  { signal, timeoutMs = 10_000 }: { signal?: AbortSignal; timeoutMs?: number } = {},
): Promise<ConnectionTest> {
  const options = { timeoutMs, ...(signal && { signal }) };
  const version = await connection.request("/version", options);
  if (!version.ok) return tested(problemOfFailure(version.error).code);
  const found = version.value.status === 200 ? parseVersion(version.value.body)?.version : undefined;
  const problem = problemOfAnswer(version.value, found !== undefined);
  if (problem && problem.code !== "forbidden") return tested(problem.code);
  const discovery = await connection.request("/api", options);
  if (!discovery.ok) return tested(problemOfFailure(discovery.error).code);
  const second = problemOfAnswer(discovery.value, isKubernetesJson(discovery.value));
  return second ? tested(second.code, found) : tested("ok", found);
}

/** @returns what a failed exchange means for the person who registered the cluster. */
export function problemOfFailure({ kind }: TransportFailure): ConnectionProblem {
  return problem(CATEGORY_BY_FAILURE[kind]);
}

/** @returns what an answer means that is not the one that was asked for, or undefined when it is. */
export function problemOfAnswer({ status, contentType }: Answer, understood: boolean): ConnectionProblem | undefined {
  if (status >= 300 && status < 400) return problem("redirect");
  if (status === 401) return problem("auth");
  const isJson = contentType === "application/json";
  if (status === 403 && isJson) return problem("forbidden");
  if ((status === 429 || status >= 500) && isJson) return problem("timeout");
  return status === 200 && understood ? undefined : problem("notKubernetes");
}

function isKubernetesJson({ status, contentType, body }: Answer): boolean {
  return status === 200 && contentType === "application/json" && body.subarray(0, 200).includes('"APIVersions"');
}

/** @returns the words for a category. */
export function problem(code: Exclude<ConnectionCategory, "ok">): ConnectionProblem {
  const [message, remedy] = WORDS[code];
  return { code, message, remedy };
}

function tested(category: ConnectionCategory, version?: string): ConnectionTest {
  const [message, remedy] = WORDS[category];
  return { category, message, remedy, ...(version !== undefined && { version }) };
}
