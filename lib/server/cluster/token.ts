/** Renews the reader's token with the right that the reader has on itself. */
import { z } from "zod";
import { err, type Failure, ok, type Result } from "#core/result.ts";
import type { ClusterConnection } from "./connect.ts";
import { type ConnectionProblem, problem, problemOfAnswer, problemOfFailure } from "./test-connection.ts";
import { parseJson } from "./version.ts";

export interface RenewedToken {
  readonly token: string;
  /** RFC 3339. The server may give less time than was asked for. */
  readonly expiresAt: string;
}

export interface RenewOptions {
  readonly namespace: string;
  readonly name: string;
  /** Ten minutes is the least that Kubernetes gives. */
  readonly expirationSeconds?: number;
  readonly signal?: AbortSignal;
}

export type RenewFailure = ConnectionProblem | Failure<"tokenForbidden" | "tokenAccountMissing">;

const DAY_SECONDS = 24 * 60 * 60;
const tokenRequest = z.object({
  kind: z.literal("TokenRequest"),
  status: z.object({ token: z.string().regex(/^[\x21-\x7e]{1,16384}$/), expirationTimestamp: z.iso.datetime() }),
});

/** Asks for a new token of the service account. The old one stays valid until its own end. */
export async function renewToken(
  connection: ClusterConnection,
  { namespace, name, expirationSeconds = DAY_SECONDS, signal }: RenewOptions,
): Promise<Result<RenewedToken, RenewFailure>> {
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/serviceaccounts/${encodeURIComponent(name)}/token`;
  const body = { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec: { expirationSeconds } };
  const answer = await connection.request(path, { method: "POST", body, timeoutMs: 30_000, ...(signal && { signal }) });
  if (!answer.ok) return err(problemOfFailure(answer.error));
  const { status } = answer.value;
  const created = status === 201 || status === 200 ? tokenRequest.safeParse(parseJson(answer.value.body)).data : undefined;
  if (created) return ok({ token: created.status.token, expiresAt: new Date(created.status.expirationTimestamp).toISOString() });
  if (status === 404)
    return err({
      code: "tokenAccountMissing",
      message: "The service account is no longer there.",
      remedy: "Apply the reader's manifests again, and register with a new token.",
    });
  if (status === 403)
    return err({
      code: "tokenForbidden",
      message: "The credential may not make a token for its own service account.",
      remedy: "Apply the role that lets the reader make its own tokens; the cluster's page shows it.",
    });
  return err(problemOfAnswer(answer.value, false) ?? problem("notKubernetes"));
}
