/** Connections to clusters, as the rows describe them. */
import { err, type Failure, ok, type Result } from "#core/result.ts";
import { type ClusterConnection, type ConnectionSource, openConnection } from "#server/cluster/connect.ts";
import type { Target, TestTarget } from "#server/database/targets.ts";
import type { WorkerContext } from "./context.ts";
import { inClusterSource, openCredential } from "./credentials.ts";

/** @returns a connection to a registered cluster; close it. */
export async function reachCluster(context: WorkerContext, target: Target): Promise<Result<ClusterConnection, Failure>> {
  if (target.kind === "inCluster") return reachOwn(context);
  if (!target.endpoint || !target.credential) return err(noCredential);
  const { clusterId: row, installation, endpoint } = target;
  const { version, sealed } = target.credential;
  return reach(context, openCredential(context.keyring, { row, installation, endpoint, version, sealed }));
}

/** @returns a connection to what somebody wants to register; close it. */
export async function reachTest(context: WorkerContext, test: TestTarget): Promise<Result<ClusterConnection, Failure>> {
  if (test.kind === "inCluster") return reachOwn(context);
  if (!test.endpoint || !test.sealed) return err(noCredential);
  const { id: row, installation, endpoint, sealed } = test;
  return reach(context, openCredential(context.keyring, { row, installation, endpoint, sealed, version: 1 }));
}

async function reach(
  { settings, version }: WorkerContext,
  source: Result<ConnectionSource, Failure>,
): Promise<Result<ClusterConnection, Failure>> {
  if (!source.ok) return source;
  return ok(await openConnection(source.value, { policy: settings.endpointPolicy, version }));
}

/** The cluster that we run in is named by the operator's configuration, and its address is private by nature. */
async function reachOwn({ settings, version }: WorkerContext): Promise<Result<ClusterConnection, Failure>> {
  if (!settings.inCluster) return err(notConfigured);
  const source = await inClusterSource(process.env);
  if (!source.ok) return source;
  return ok(await openConnection(source.value, { policy: { ...settings.endpointPolicy, privateRanges: true }, version }));
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
