/** Opens sealed credentials: the only module that does. What it opens goes into a connection and nowhere else. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { err, type Failure, ok, type Result } from "#core/result.ts";
import type { ConnectionSource } from "#server/cluster/connect.ts";
import { endpointFingerprint } from "#server/cluster/endpoint-fingerprint.ts";
import type { Credential } from "#server/cluster/kubeconfig/parsed.ts";
import type { PrivateKeyring } from "#server/crypto/keyring.ts";
import { open, type SealContext } from "#server/crypto/seal.ts";
import type { StoredEndpoint } from "#server/database/clusters/targets.ts";
import type { StoredForge } from "#server/database/supply-chain/forge-work.ts";
import type { StoredRegistry } from "#server/database/supply-chain/registry-work.ts";
import { parseEndpoint } from "#server/net/endpoint.ts";
import type { RegistryCredential } from "#server/registry/access.ts";
import { forgeSealContext } from "#server/supply-chain/forge-token.ts";
import { registrySealContext } from "#server/supply-chain/registry-credential.ts";

export interface Sealed {
  readonly installation: string;
  /** The id of the row that it was sealed for. */
  readonly row: string;
  readonly version: number;
  readonly endpoint: StoredEndpoint;
  readonly sealed: string;
}

/** @returns what the credential is bound to, computed from where it would be sent now. */
export function sealContext({ installation, row, version, endpoint }: Omit<Sealed, "sealed">): Result<SealContext, Failure> {
  const parsed = parseEndpoint(endpoint.server);
  if (!parsed.ok) return parsed;
  const { caData, tlsServerName } = endpoint;
  const fingerprint = endpointFingerprint({ endpoint: parsed.value, caData, tlsServerName });
  return ok({ installation, cluster: row, field: "credential", version, endpoint: fingerprint });
}

/** @returns what a connection needs, or why the credential cannot be opened. */
export function openCredential(ring: PrivateKeyring, stored: Sealed): Result<ConnectionSource, Failure> {
  const context = sealContext(stored);
  if (!context.ok) return context;
  const opened = open(ring, stored.sealed, context.value);
  if (!opened.ok) return opened;
  const endpoint = parseEndpoint(stored.endpoint.server);
  if (!endpoint.ok) return endpoint;
  const { caData, tlsServerName } = stored.endpoint;
  return ok({ endpoint: endpoint.value, caData, tlsServerName, credential: JSON.parse(opened.value) as Credential });
}

/** @returns user name and password of a registry; undefined where it has none. */
export function openRegistryCredential(
  ring: PrivateKeyring,
  registry: StoredRegistry,
): Result<RegistryCredential | undefined, Failure> {
  if (registry.credential === undefined) return ok(undefined);
  const { sealed, version } = registry.credential;
  const opened = open(ring, sealed, registrySealContext(registry, version));
  return opened.ok ? ok(JSON.parse(opened.value) as RegistryCredential) : opened;
}

/** @returns the token of a forge; undefined where it has none. */
export function openForgeToken(ring: PrivateKeyring, forge: StoredForge): Result<string | undefined, Failure> {
  if (forge.token === undefined) return ok(undefined);
  const { sealed, version } = forge.token;
  return open(ring, sealed, forgeSealContext(forge, version));
}

const podFolder = "/var/run/secrets/kubernetes.io/serviceaccount";

/** @returns the identity that Kubernetes gives the pod that we run in. */
export async function inClusterSource(environment: NodeJS.ProcessEnv): Promise<Result<ConnectionSource, Failure>> {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port = "443" } = environment;
  if (!host) return err(notInside);
  const endpoint = parseEndpoint(`https://${host.includes(":") ? `[${host}]` : host}:${port}`);
  if (!endpoint.ok) return endpoint;
  try {
    const [token, caData] = await Promise.all(["token", "ca.crt"].map((name) => readFile(join(podFolder, name), "utf8")));
    return ok({ endpoint: endpoint.value, caData, credential: { kind: "token", token: (token ?? "").trim() } });
  } catch (error) {
    if (["ENOENT", "EACCES"].includes((error as NodeJS.ErrnoException).code ?? "")) return err(notInside);
    throw error;
  }
}

const notInside: Failure = {
  code: "notInCluster",
  message: "The worker does not run in a pod with a ServiceAccount.",
  remedy: "Run the worker in the cluster with its ServiceAccount's token mounted, or register the cluster with a kubeconfig.",
};
