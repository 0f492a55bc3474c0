/** Looks at what a scan is of: a live cluster, an upload, or a sample. Nothing behind the inventory can tell which. */
import { createReadStream } from "node:fs";
import { fileURLToPath } from "node:url";
import type { HeldCredential, Inventory } from "#core/inventory/inventory.ts";
import { err, type Failure, ok, type Result } from "#core/result.ts";
import { askAnonymously } from "#server/cluster/anonymous.ts";
import { readApiMetric } from "#server/cluster/api-metric.ts";
import { collectInventory } from "#server/cluster/collect/collect.ts";
import { crossCheck } from "#server/cluster/cross-check.ts";
import type { Target } from "#server/database/clusters/targets.ts";
import type { ClaimedScan, Step } from "#server/database/scans/scan-work.ts";
import { systemScope } from "#server/database/scope.ts";
import { throughOutages } from "#server/scan/outage.ts";
import { isSampleName, sampleFile } from "#server/scan/samples.ts";
import { readUpload } from "#server/snapshot/upload.ts";
import type { WorkerContext } from "./context.ts";
import { reachAnonymously, reachCluster, tryHostPorts } from "./reach.ts";

type Report = (step: Step) => void;

/** @returns what was seen, or why nothing could be. */
export async function look(
  context: WorkerContext,
  scan: ClaimedScan,
  report: Report,
  signal: AbortSignal,
): Promise<Result<Inventory, Failure>> {
  const target = await context.targets.cluster(systemScope, scan.clusterId);
  if (!target) return err(removed);
  if (scan.sample !== undefined) return readSample(scan.sample, report);
  if (scan.uploadId !== undefined) {
    report(reading);
    return readUpload(context.targets.upload(systemScope, scan.uploadId), { now: new Date() });
  }
  if (target.kind === "snapshot" || target.kind === "sample") return err(noConnection);
  return lookAtLive(context, target, { report, signal, scan });
}

const reading: Step = { phase: "collect", done: 0, total: 1, counts: {}, gaps: 0 };

async function readSample(name: string, report: Report): Promise<Result<Inventory, Failure>> {
  if (!isSampleName(name)) return err(noConnection);
  report(reading);
  return readUpload(createReadStream(fileURLToPath(sampleFile(name))), { now: new Date() });
}

async function lookAtLive(
  context: WorkerContext,
  target: Target,
  { report, signal, scan }: { readonly report: Report; readonly signal: AbortSignal; readonly scan: ClaimedScan },
): Promise<Result<Inventory, Failure>> {
  const connection = await reachCluster(context, target);
  if (!connection.ok) return connection;
  const take = context.reports.taking(systemScope, scan);
  try {
    const collected = await collectInventory(connection.value, {
      includeSecretNames: target.includeSecretNames,
      includeHelmReleases: target.includeHelmReleases,
      signal,
      takeReport: (said) => throughOutages(() => take(said), signal),
      onProgress: ({ counts, ...progress }) => report({ ...progress, counts: { ...counts } }),
    });
    const credential: HeldCredential | undefined = target.kind === "inCluster" ? { kind: "inCluster" } : target.credential?.held;
    if (!collected.ok) return collected;
    const apiMetric = await readApiMetric(connection.value, collected.value, { signal });
    const checked = await crossCheck(connection.value, collected.value, { seed: scan.scanId, signal });
    const anonymous = await lookAnonymously(context, target, signal);
    const hostPorts = await tryHostPorts(context, target, signal);
    const beside = { ...(anonymous && { anonymous }), ...(hostPorts && { hostPorts }) };
    return ok({ ...collected.value, credential, apiMetric, crossCheck: checked, ...beside });
  } finally {
    await connection.value.close();
  }
}

async function lookAnonymously(context: WorkerContext, target: Target, signal: AbortSignal): Promise<Inventory["anonymous"]> {
  const connection = reachAnonymously(context, target);
  try {
    return connection && (await askAnonymously(connection, signal));
  } finally {
    await connection?.close();
  }
}

const removed: Failure = {
  code: "clusterRemoved",
  message: "The cluster was removed while its scan waited.",
  remedy: "Register it again to scan it.",
};
const noConnection: Failure = {
  code: "noConnection",
  message: "This cluster was uploaded as a snapshot and has no connection.",
  remedy: "Upload a newer snapshot to look again.",
};
