/** From what a person gives to reach a cluster to what may be stored: parsed, checked against the endpoint policy, sealed. */
import type { z } from "zod";
import type { Connection, kubeconfigContextsSchema } from "../../../contracts/clusters.ts";
import { ok } from "../../../core/result.ts";
import { endpointFingerprint } from "../../cluster/endpoint-fingerprint.ts";
import { listContexts, parseKubeconfig } from "../../cluster/kubeconfig/parse.ts";
import type { ParsedCluster } from "../../cluster/kubeconfig/parsed.ts";
import type { KubeconfigCode, KubeconfigRefused } from "../../cluster/kubeconfig/refusal.ts";
import { parseServerCaToken } from "../../cluster/kubeconfig/server-ca-token.ts";
import type { SealedCredential } from "../../database/clusters/credentials.ts";
import { checkEndpoint } from "../../net/guard.ts";
import { defineUseCase, type Outcome, refuse } from "../outcome.ts";
import { sealForWorker } from "../seal-for-worker.ts";
import type { Services } from "../services.ts";

type Contexts = z.infer<typeof kubeconfigContextsSchema>;

/** Parses a kubeconfig and lists its contexts; nothing of it is stored. */
export const inspectKubeconfig = defineUseCase<{ readonly text: string }, Contexts>("cluster:admin", async (_actor, { text }) => {
  const listed = listContexts(text);
  if (!listed.ok) return refused("kubeconfig", listed.error);
  const contexts = listed.value.map(({ name, current, server = "", refused: refusals }) => ({
    name,
    current,
    server,
    refused: refusals.map(issueOf),
  }));
  return ok({ contexts });
});

/** Where a registered cluster is, and what is needed to be let in. */
export type Reach =
  | { readonly kind: "live"; readonly parsed: ParsedCluster }
  /** By the identity that the server's configuration gives Drydock in the cluster that it runs in. */
  | { readonly kind: "inCluster" };

/** @returns how the cluster is reached, or everything that is refused, by name. */
export function readConnection(connection: Connection, { settings, now }: Services): Outcome<Reach> {
  if (connection.kind === "inCluster")
    return settings.inCluster ? ok({ kind: "inCluster" }) : refuse("endpointRefused", notInside);
  const parsed =
    connection.kind === "kubeconfig"
      ? parseKubeconfig(connection.text, { context: connection.context, now: now() })
      : parseServerCaToken({ ...connection, ca: connection.caData }, { now: now() });
  if (!parsed.ok) return refused(connection.kind, parsed.error);
  const allowed = checkEndpoint(parsed.value.endpoint, settings.endpointPolicy);
  if (!allowed.ok) return refuse("endpointRefused", { detail: allowed.error.message, remedy: allowed.error.remedy });
  return ok({ kind: "live", parsed: parsed.value });
}

const notInside = {
  detail: "This Drydock is not configured to look at the cluster that it runs in.",
  remedy: "Set DRYDOCK_IN_CLUSTER on the server, or give a kubeconfig.",
};

const ended: ReadonlySet<KubeconfigCode> = new Set(["tokenExpired", "certificateExpired"]);

function refused(kind: "kubeconfig" | "token", errors: readonly KubeconfigRefused[]): ReturnType<typeof refuse> {
  const [first] = errors;
  const issues = errors.map(issueOf);
  if (first === undefined) return refuse("kubeconfigRefused");
  const { message: detail, remedy } = first;
  if (errors.every((error) => ended.has(error.code))) return refuse("credentialEnded", { detail, remedy, issues });
  if (errors.every((error) => error.code.startsWith("endpoint"))) return refuse("endpointRefused", { detail, remedy, issues });
  return refuse(kind === "kubeconfig" ? "kubeconfigRefused" : "badRequest", { detail, remedy, issues });
}

function issueOf({ path, message, remedy, line }: KubeconfigRefused): { path: string; message: string; remedy: string } {
  return { path: path ?? "", message: line === undefined ? message : `Line ${line}: ${message}`, remedy };
}

export interface SealFor {
  /** The id of the cluster, or of the connection test. */
  readonly row: string;
  readonly version: number;
}

/** Seals a credential for one row and its endpoint. What comes back holds nothing that could be read again here. */
export async function sealCredential(
  parsed: ParsedCluster,
  { row, version }: SealFor,
  services: Services,
): Promise<SealedCredential> {
  const endpoint = endpointFingerprint(parsed);
  const contextOf = (installation: string) => ({ installation, cluster: row, field: "credential", version, endpoint });
  const { kind, expiresAt, endless, serviceAccount } = parsed.facts;
  return {
    ...(await sealForWorker(JSON.stringify(parsed.credential), contextOf, services)),
    version,
    endpointFingerprint: endpoint,
    kind: kind === "token" ? "token" : "clientCertificate",
    expiresAt: expiresAt === undefined ? undefined : new Date(expiresAt),
    withoutEnd: endless,
    serviceAccount,
    renews: kind === "token" && serviceAccount !== undefined && !endless,
  };
}
