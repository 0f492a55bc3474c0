/** Drydock's own REST API, used as a person: with an API token, or by signing in. A secret leaves only over TLS or to this machine. */
import type { z } from "zod";
import { clusterSchema } from "#contracts/clusters.ts";
import { problemSchema } from "#contracts/problems.ts";
import { scanSummarySchema } from "#contracts/scans.ts";
import { err, type Failure, ok, type Result } from "#core/result.ts";
import type { ClusterAddress } from "../kubeconfig/connection.ts";

export type ServerFailure = Failure<"serverAddress" | "serverUnreachable" | "serverRefused">;

const registered = clusterSchema.pick({ id: true, name: true });
const started = scanSummarySchema.pick({ id: true, number: true });
export type RegisteredCluster = z.infer<typeof registered>;

export interface Registration extends ClusterAddress {
  readonly name: string;
  readonly token: string;
  readonly includeSecretNames: boolean;
}

export interface DrydockServer {
  readonly url: string;
  register(registration: Registration): Promise<Result<RegisteredCluster, ServerFailure>>;
  startScan(cluster: string): Promise<Result<z.infer<typeof started>, ServerFailure>>;
  signOut(): Promise<Result<void, ServerFailure>>;
}

/** @returns the server's origin, where a password or a token may be sent. */
export function parseServer(text: string): Result<string, ServerFailure> {
  const url = URL.parse(text);
  const wrong = (message: string) =>
    err<ServerFailure>({
      code: "serverAddress",
      message,
      remedy: "Give Drydock's own https:// address with --server or DRYDOCK_URL.",
    });
  if (url === null || !/^https?:$/.test(url.protocol)) return wrong(`${text} is not the address of a server.`);
  if (url.username || url.password) return wrong("The address of the server carries a user name or password.");
  if (url.protocol === "http:" && !isLoopback(url.hostname))
    return wrong(`No password or token is sent to ${url.origin}, because the connection is not encrypted.`);
  return ok(url.origin);
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname.endsWith(".localhost") || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);
}

/** @param origin what `parseServer` returned. */
export async function signIn(
  origin: string,
  person: { readonly email: string; readonly password: string },
  signal: AbortSignal,
): Promise<Result<DrydockServer, ServerFailure>> {
  const signedIn = await send({ origin, path: "/api/auth/sign-in/email", body: person, signal });
  if (!signedIn.ok) return signedIn;
  const cookie = signedIn.value.headers
    .getSetCookie()
    .map((line) => line.split(";", 1)[0])
    .join("; ");
  const post: Post = (path, body) => send({ origin, path, body, signal, proof: { cookie } });
  const signOut = async () => {
    const answer = await post("/api/auth/sign-out", {});
    return answer.ok ? ok(undefined) : answer;
  };
  return ok({ ...routesOf(origin, post), signOut });
}

/** @param origin what `parseServer` returned. */
export async function withToken(
  origin: string,
  token: string,
  signal: AbortSignal,
): Promise<Result<DrydockServer, ServerFailure>> {
  const proof = { authorization: `Bearer ${token}` };
  const known = await send({ origin, path: "/api/v1/session", signal, proof });
  if (!known.ok) return known;
  const post: Post = (path, body) => send({ origin, path, body, signal, proof });
  return ok({ ...routesOf(origin, post), signOut: async () => ok(undefined) });
}

type Post = (path: string, body: unknown) => Promise<Result<Response, ServerFailure>>;

function routesOf(url: string, post: Post): Omit<DrydockServer, "signOut"> {
  return {
    url,
    register: ({ name, token, includeSecretNames, ...address }) =>
      read(registered, post("/api/v1/clusters", { name, connection: { kind: "token", token, ...address }, includeSecretNames })),
    startScan: (cluster) => read(started, post(`/api/v1/clusters/${encodeURIComponent(cluster)}/scans`, {})),
  };
}

interface Sending {
  readonly origin: string;
  readonly path: string;
  /** Absent: it only reads. */
  readonly body?: unknown;
  readonly signal: AbortSignal;
  /** The header that says who asks; absent when signing in. */
  readonly proof?: Readonly<Record<string, string>>;
}

const patienceMs = 30_000;

/** A redirect is a refusal: no secret follows it. */
async function send({ origin, path, body, signal, proof }: Sending): Promise<Result<Response, ServerFailure>> {
  let response: Response;
  try {
    response = await fetch(origin + path, {
      method: body === undefined ? "GET" : "POST",
      redirect: "manual",
      headers: { "content-type": "application/json", accept: "application/json", origin, ...proof },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]),
    });
  } catch (error) {
    return err(unreachable(origin, error));
  }
  return response.ok ? ok(response) : err(await refusal(origin, response));
}

async function read<T>(
  schema: z.ZodType<T>,
  answer: Promise<Result<Response, ServerFailure>>,
): Promise<Result<T, ServerFailure>> {
  const response = await answer;
  if (!response.ok) return response;
  const parsed = schema.safeParse(await response.value.json().catch(() => undefined));
  return parsed.success ? ok(parsed.data) : err(notDrydock(response.value.url));
}

function unreachable(origin: string, error: unknown): ServerFailure {
  const { code } = ((error as Error).cause ?? {}) as NodeJS.ErrnoException;
  return {
    code: "serverUnreachable",
    message: `Drydock does not answer at ${origin}${code === undefined ? "" : ` (${code})`}.`,
    remedy: "Start it with npm start, or give its address with --server or DRYDOCK_URL.",
  };
}

async function refusal(origin: string, response: Response): Promise<ServerFailure> {
  const problem = problemSchema.safeParse(await response.json().catch(() => undefined));
  if (!problem.success) return notDrydock(origin);
  const { title, detail, remedy, issues = [] } = problem.data;
  const reasons = issues.map(({ path, message }) => (path === "" ? message : `${path}: ${message}`));
  return { code: "serverRefused", message: [detail ?? title, ...reasons].join(" "), remedy };
}

function notDrydock(place: string): ServerFailure {
  return {
    code: "serverRefused",
    message: `What answers at ${place} is not Drydock.`,
    remedy: "Give Drydock's own address with --server or DRYDOCK_URL.",
  };
}
