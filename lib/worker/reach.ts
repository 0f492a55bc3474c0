/** Connections to clusters, as the rows describe them. */
import { err, type Failure, ok, type Result } from "#core/result.ts";
import { type ClusterConnection, type ConnectionSource, openConnection } from "#server/cluster/connect.ts";
import { readToken, type TokenFacts } from "#server/cluster/kubeconfig/token.ts";
import type { Target, TestTarget } from "#server/database/targets.ts";
import type { EndpointPolicy } from "#server/net/guard.ts";
import type { WorkerContext } from "./context.ts";
import { inClusterSource, openCredential } from "./credentials.ts";

type ServiceAccountName = NonNullable<TokenFacts["serviceAccount"]>;

/** @returns a connection to a registered cluster; close it. */
export async function reachCluster(context: WorkerContext, target: Target): Promise<Result<ClusterConnection, Failure>> {
  if (target.kind === "inCluster") return connect(context, await ownSource(context), ownPolicy(context));
  if (!target.endpoint || !target.credential) return err(noCredential);
  const { clusterId: row, installation, endpoint } = target;
  const { version, sealed } = target.credential;
  const source = openCredential(context.keyring, { row, installation, endpoint, version, sealed });
  return connect(context, source, context.settings.endpointPolicy);
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
  const connection = await connect(context, source, own ? ownPolicy(context) : context.settings.endpointPolicy);
  return connection.ok ? ok({ connection: connection.value, serviceAccount: accountOf(source.value) }) : connection;
}

function testSource({ keyring }: WorkerContext, test: TestTarget): Result<ConnectionSource, Failure> {
  if (!test.endpoint || !test.sealed) return err(noCredential);
  const { id: row, installation, endpoint, sealed } = test;
  return openCredential(keyring, { row, installation, endpoint, sealed, version: 1 });
}

async function connect(
  { version }: WorkerContext,
  source: Result<ConnectionSource, Failure>,
  policy: EndpointPolicy,
): Promise<Result<ClusterConnection, Failure>> {
  return source.ok ? ok(await openConnection(source.value, { policy, version })) : source;
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

const ownPolicy = ({ settings }: WorkerContext) => ({ ...settings.endpointPolicy, privateRanges: true });

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
