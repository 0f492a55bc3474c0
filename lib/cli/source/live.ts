/** An inventory from a running cluster, read as the person who types. */
import { existsSync } from "node:fs";
import { type Asked, askedBeside } from "#core/checks/define.ts";
import type { Inventory } from "#core/inventory/inventory.ts";
import type { ResourceId } from "#core/inventory/resources.ts";
import { err, type Failure, ok, type Result } from "#core/result.ts";
import { askAnonymously } from "#server/cluster/anonymous.ts";
import { readApiMetric } from "#server/cluster/api-metric.ts";
import { collectInventory } from "#server/cluster/collect/collect.ts";
import type { ClusterConnection } from "#server/cluster/connect.ts";
import { type Io, tell } from "../io.ts";
import { openPersonalConnection, withoutCredential } from "../kubeconfig/connection.ts";
import { type PersonalContext, selectContext } from "../kubeconfig/context.ts";
import { readKubeconfigs } from "../kubeconfig/document.ts";
import { kubeconfigFiles } from "../kubeconfig/files.ts";
import { version } from "../version.ts";
import { showProgress } from "./progress.ts";

export interface ContextOptions {
  readonly kubeconfig?: string;
  readonly context?: string;
}

export interface LookOptions {
  /** Absent: everything that the checks may read. */
  readonly resources?: readonly ResourceId[];
  /** What the API server is asked beside its resources; by default everything, where everything is read. */
  readonly besides?: readonly Asked[];
  readonly secretNames?: boolean;
  readonly helmReleases?: boolean;
}

/** @returns the context that the options mean; its warnings have been told. */
export function chooseContext(io: Io, { kubeconfig, context }: ContextOptions): Result<PersonalContext, Failure> {
  const files = kubeconfigFiles({ ...(kubeconfig !== undefined && { file: kubeconfig }), env: io.env, exists: existsSync });
  if (!files.ok) return files;
  const merged = readKubeconfigs(files.value);
  if (!merged.ok) return merged;
  const chosen = selectContext(merged.value, context, io.env);
  if (chosen.ok) for (const warning of chosen.value.warnings) tell(io, warning);
  return chosen;
}

/** @returns a connection to the context's cluster as the person. */
export function connectAs(io: Io, context: PersonalContext): Promise<Result<ClusterConnection, Failure>> {
  const interactive = io.stdin.isTTY === true && io.stderr.isTTY === true;
  const terminal = { env: io.env, interactive, signal: io.signal, now: io.now };
  return openPersonalConnection(context, { terminal, version });
}

/** Reads the cluster. What could not be read is a gap of the inventory; a failure means that nothing could be. */
export async function look(io: Io, context: PersonalContext, options: LookOptions): Promise<Result<Inventory, Failure>> {
  const connection = await connectAs(io, context);
  if (!connection.ok) return connection;
  const progress = showProgress(io);
  try {
    const collected = await collectInventory(connection.value, {
      ...(options.resources && { resources: options.resources }),
      includeSecretNames: options.secretNames ?? false,
      includeHelmReleases: options.helmReleases ?? false,
      onProgress: progress.report,
      signal: io.signal,
    });
    if (!collected.ok) return err(inWordsOf(context, collected.error));
    const besides = options.besides ?? (options.resources === undefined ? askedBeside : []);
    return ok({
      ...collected.value,
      ...(besides.includes("apiMetric") && {
        apiMetric: await readApiMetric(connection.value, collected.value, { signal: io.signal }),
      }),
      ...(besides.includes("anonymous") && (await lookAnonymously(io, context))),
    });
  } finally {
    progress.clear();
    await connection.value.close();
  }
}

async function lookAnonymously(io: Io, context: PersonalContext): Promise<Pick<Inventory, "anonymous">> {
  const nobody = await connectAs(io, withoutCredential(context));
  if (!nobody.ok) return {};
  try {
    return { anonymous: await askAnonymously(nobody.value, io.signal) };
  } finally {
    await nobody.value.close();
  }
}

/** The collector speaks to whoever registers a cluster; here it is the person's own kubeconfig that has to work. */
function inWordsOf({ name, cluster }: PersonalContext, { code, message }: Failure): Failure {
  const remedy = code === "cancelled" ? "Run the command again." : `Check that kubectl --context ${name} get ns works from here.`;
  return { code, message: `${cluster.server}: ${message}`, remedy };
}
