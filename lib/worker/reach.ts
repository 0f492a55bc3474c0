/** Connections to clusters, as the rows describe them. */
import type { HostProbe } from "#core/inventory/host-ports.ts";
import { err, type Failure, ok, type Result } from "#core/result.ts";
import { type ClusterConnection, type ConnectionSource, openConnection } from "#server/cluster/connect.ts";
import { askHostPorts } from "#server/cluster/host-ports.ts";
import { readToken, type TokenFacts } from "#server/cluster/kubeconfig/token.ts";
import type { Target, TestTarget } from "#server/database/clusters/targets.ts";
import { parseEndpoint } from "#server/net/endpoint.ts";
import type { WorkerContext } from "./context.ts";
import { inClusterSource, openCredential } from "./credentials.ts";

type ServiceAccountName = NonNullable<TokenFacts["serviceAccount"]>;

/** @returns a connection to a registered cluster; close it. */
export async function reachCluster(context: WorkerContext, target: Target): Promise<Result<ClusterConnection, Failure>> {
  if (target.kind === "inCluster") return connectInside(context);
  if (!target.endpoint || !target.credential) return err(noCredential);
  const { clusterId: row, installation, endpoint } = target;
  const { version, sealed } = target.credential;
  const source = openCredential(context.keyring, { row, installation, endpoint, version, sealed });
  return connectOutside(context, source);
}

/** @returns a connection to a registered cluster that shows no credential, or undefined where only the pod's own leads there; close it. */
export function reachAnonymously({ settings, version }: WorkerContext, target: Target): ClusterConnection | undefined {
  const endpoint = target.endpoint && parseEndpoint(target.endpoint.server);
  if (!endpoint?.ok) return undefined;
  const { caData, tlsServerName } = target.endpoint ?? {};
  const { endpointPolicy: policy, egress, authorities } = settings;
  return openConnection({ endpoint: endpoint.value, caData, tlsServerName }, { policy, version, egress, authorities });
}

/** @returns what else listens at the address of a registered cluster, where somebody switched that on. */
export async function tryHostPorts(
  { settings, version }: WorkerContext,
  { endpoint: stored, probeHostPorts }: Target,
  signal: AbortSignal,
): Promise<HostProbe | undefined> {
  const endpoint = stored && parseEndpoint(stored.server);
  if (!probeHostPorts || !endpoint?.ok) return undefined;
  const { endpointPolicy: policy, egress } = settings;
  return askHostPorts(endpoint.value, { policy, version, egress, signal });
}

/** A connection to what somebody wants to register, and whom its token says that it is of. */
export interface ReachedTest {
  readonly connection: ClusterConnection;
  readonly serviceAccount?: ServiceAccountName;
}

/** @returns a connection to what somebody wants to register; close it. */
export async function reachTest(context: WorkerContext, test: TestTarget): Promise<Result<ReachedTest, Failure>> {
  const own = test.kind === "inCluster";
  const source = own ? await ownSource(context) : testSource(context, test);
  if (!source.ok) return source;
  const connection = await (own ? connectInside(context) : connectOutside(context, source));
  return connection.ok ? ok({ connection: connection.value, serviceAccount: accountOf(source.value) }) : connection;
}

function testSource({ keyring }: WorkerContext, test: TestTarget): Result<ConnectionSource, Failure> {
  if (!test.endpoint || !test.sealed) return err(noCredential);
  const { id: row, installation, endpoint, sealed } = test;
  return openCredential(keyring, { row, installation, endpoint, sealed, version: 1 });
}

/** A registered cluster: by the operator's way out, and with the authorities that the operator trusts. */
async function connectOutside(
  { settings, version }: WorkerContext,
  source: Result<ConnectionSource, Failure>,
): Promise<Result<ClusterConnection, Failure>> {
  if (!source.ok) return source;
  const { endpointPolicy: policy, egress, authorities } = settings;
  return ok(openConnection(source.value, { policy, version, egress, authorities }));
}

/** The cluster that we run in is beside us: no proxy stands between, and its own authority signs for it. */
async function connectInside(context: WorkerContext): Promise<Result<ClusterConnection, Failure>> {
  const source = await ownSource(context);
  if (!source.ok) return source;
  const policy = { ...context.settings.endpointPolicy, privateRanges: true };
  return ok(openConnection(source.value, { policy, version: context.version }));
}

function accountOf({ credential }: ConnectionSource): ServiceAccountName | undefined {
  if (credential.kind !== "token") return undefined;
  const facts = readToken(credential.token, { path: "token" }, undefined);
  return facts.ok ? facts.value.serviceAccount : undefined;
}

/** The cluster that we run in is named by the operator's configuration, and its address is private by nature. */
async function ownSource({ settings }: WorkerContext): Promise<Result<ConnectionSource, Failure>> {
  return settings.inCluster ? inClusterSource(process.env) : err(notConfigured);
}

const noCredential: Failure = {
  code: "noCredential",
  message: "The cluster has no credential: it was erased when its endpoint changed.",
  remedy: "Give the cluster's connection again, on its page.",
};
const notConfigured: Failure = {
  code: "notInCluster",
  message: "This Drydock is not configured to look at the cluster that it runs in.",
  remedy: "Set DRYDOCK_IN_CLUSTER=on on web and worker, or register the cluster with a kubeconfig.",
};
