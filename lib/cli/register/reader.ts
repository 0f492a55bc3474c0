/** Puts the reader's objects into the cluster, as the person whose kubeconfig it is. */
import { setTimeout } from "node:timers/promises";
import { err, type Failure, ok, type Result } from "#core/result.ts";
import type { ClusterConnection } from "#server/cluster/connect.ts";
import type { Manifest } from "#server/cluster/role.ts";
import { problemOfFailure } from "#server/cluster/test-connection.ts";
import { parseJson } from "#server/cluster/version.ts";

export type ReaderFailure = Failure<"readerForbidden" | "readerRefused" | "readerNotReady"> | Failure;

const plurals: Readonly<Record<string, string>> = {
  Namespace: "namespaces",
  ServiceAccount: "serviceaccounts",
  ClusterRole: "clusterroles",
  ClusterRoleBinding: "clusterrolebindings",
  Role: "roles",
  RoleBinding: "rolebindings",
};

function pathOf({ apiVersion, kind, metadata }: Manifest): string {
  const plural = plurals[kind];
  if (plural === undefined) throw new Error(`the reader has no object of kind ${kind}`);
  const root = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const space = metadata.namespace === undefined ? "" : `/namespaces/${metadata.namespace}`;
  return `${root}${space}/${plural}/${metadata.name}`;
}

/** @returns the objects that are not there, or not as they should be. What may not be read counts as not there. */
export async function missingObjects(
  connection: ClusterConnection,
  objects: readonly Manifest[],
  signal: AbortSignal,
): Promise<Result<readonly Manifest[], Failure>> {
  const missing: Manifest[] = [];
  for (const object of objects) {
    const answer = await connection.request(pathOf(object), { signal });
    if (!answer.ok) return err(problemOfFailure(answer.error));
    if (answer.value.status !== 200 || !contains(parseJson(answer.value.body), object)) missing.push(object);
  }
  return ok(missing);
}

/** Lists are compared as they are, so that a role with more rules than it should have is not as it should be. */
function contains(actual: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted))
    return (
      Array.isArray(actual) && actual.length === wanted.length && wanted.every((item, index) => contains(actual[index], item))
    );
  if (typeof wanted !== "object" || wanted === null) return actual === wanted;
  if (typeof actual !== "object" || actual === null) return false;
  return Object.entries(wanted).every(([key, value]) => contains((actual as Record<string, unknown>)[key], value));
}

/** Applies each object in its order; the first that is refused ends it. */
export async function applyObjects(
  connection: ClusterConnection,
  objects: readonly Manifest[],
  signal: AbortSignal,
): Promise<Result<void, ReaderFailure>> {
  for (const object of objects) {
    const answer = await connection.request(`${pathOf(object)}?fieldManager=drydock&force=true`, {
      method: "PATCH",
      contentType: "application/apply-patch+yaml",
      body: object,
      signal,
    });
    if (!answer.ok) return err(problemOfFailure(answer.error));
    if (answer.value.status >= 300) return err(refused(object, answer.value.status, answer.value.body));
  }
  return ok(undefined);
}

function refused({ kind, metadata }: Manifest, status: number, body: Buffer): ReaderFailure {
  const said = (parseJson(body) as { message?: unknown } | undefined)?.message;
  return {
    code: status === 403 ? "readerForbidden" : "readerRefused",
    message: `The API server refuses to apply ${kind} ${metadata.name}: ${typeof said === "string" ? said : `status ${status}`}`,
    remedy: "Let somebody who may do it apply the output of npx drydock register --print, then run the command again.",
  };
}

const attempts = 40;
const pauseMs = 250;

/** Waits until the reader's rights have reached the API server: they are applied a moment after they are stored. */
export async function untilReadable(reader: ClusterConnection, signal: AbortSignal): Promise<Result<void, ReaderFailure>> {
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const answer = await reader.request("/api/v1/namespaces?limit=1", { signal });
    if (!answer.ok) return err(problemOfFailure(answer.error));
    if (answer.value.status === 200) return ok(undefined);
    await setTimeout(pauseMs, undefined, { signal });
  }
  return err({
    code: "readerNotReady",
    message: "The reader's token is there, but the API server does not let it list namespaces.",
    remedy: "Check that nothing in the cluster removes its ClusterRoleBinding, then run the command again.",
  });
}
