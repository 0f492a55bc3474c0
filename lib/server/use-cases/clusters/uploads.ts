/** Snapshots that a person uploads: as a new cluster, or as a new look at one that was uploaded before. */

import type { Cluster } from "../../../contracts/clusters.ts";
import { uploadLimit } from "../../../contracts/routes/clusters.ts";
import type { ScanSummary } from "../../../contracts/scans.ts";
import { ok } from "../../../core/result.ts";
import type { Actor } from "../../auth/actor.ts";
import type { Repositories } from "../../database/repositories.ts";
import type { ScanRow } from "../../database/rows.ts";
import { seesAllOf } from "../../database/scope.ts";
import { beginUpload } from "../../snapshot/begin-upload.ts";
import { record } from "../audit/audit.ts";
import { defineUseCase, type Outcome, refuse } from "../outcome.ts";
import { scanView } from "../scans/scan-view.ts";
import type { Services } from "../services.ts";
import { clusterView } from "./cluster-view.ts";
import { onlyAll } from "./clusters.ts";

export interface SnapshotUpload {
  /** Of a new cluster; exactly one of the two is given. */
  readonly name?: string;
  readonly cluster?: string;
  readonly fileName?: string;
  readonly chunks: AsyncIterable<Uint8Array>;
}

export interface Uploaded {
  readonly cluster: Cluster;
  readonly scan: ScanSummary;
}

export const uploadSnapshot = defineUseCase<SnapshotUpload, Uploaded>("cluster:admin", async (actor, upload, services) => {
  if ((upload.name === undefined) === (upload.cluster === undefined)) return refuse("badRequest", oneOfTwo);
  const started = upload.cluster === undefined ? await asNew(actor, upload, services) : await asNext(actor, upload, services);
  if (!started.ok) return started;
  const { clusterId, id: subject } = started.value;
  const cluster = await services.repositories.clusters.get(actor.scope, clusterId);
  if (cluster === undefined) return refuse("notFound");
  await record(services.repositories, actor, { action: "snapshot.upload", clusterId, subject });
  return ok({ cluster: clusterView(cluster), scan: scanView(started.value) });
});

const oneOfTwo = {
  issues: [{ path: "name", message: "Give either the name of a new cluster, or the id of an uploaded one." }],
};

/** Nothing is a cluster before its file has arrived whole. */
async function asNew(actor: Actor, upload: SnapshotUpload, { repositories }: Services): Promise<Outcome<ScanRow>> {
  const { scope } = actor;
  const { name = "" } = upload;
  if (scope.clusters !== "all") return refuse("forbidden", onlyAll);
  if ((await repositories.clusters.list(scope)).some((cluster) => cluster.name === name)) return refuse("nameTaken");
  const received = await receive(actor, upload, repositories);
  if (!received.ok) return received;
  const uploadId = received.value;
  const made = await repositories.transaction(async (tx): Promise<Outcome<ScanRow>> => {
    const cluster = await tx.clusters.create(scope, { name, kind: "snapshot", createdBy: actor.name });
    if (!cluster.ok) return refuse(cluster.error.code === "nameTaken" ? "nameTaken" : "forbidden");
    await tx.uploads.attach(scope, uploadId, cluster.value.id);
    return startScan(actor, { clusterId: cluster.value.id, uploadId }, tx);
  });
  if (!made.ok) await repositories.uploads.discard(scope, uploadId);
  return made;
}

/** A new look at a cluster that was uploaded before. */
async function asNext(actor: Actor, upload: SnapshotUpload, { repositories }: Services): Promise<Outcome<ScanRow>> {
  const { cluster: clusterId = "" } = upload;
  const cluster = seesAllOf(actor.scope, clusterId) ? await repositories.clusters.get(actor.scope, clusterId) : undefined;
  if (cluster === undefined) return refuse("notFound");
  if (cluster.kind !== "snapshot") return refuse("badRequest", liveTarget);
  if (cluster.activeScan) return refuse("scanActive");
  const received = await receive(actor, upload, repositories);
  return received.ok ? startScan(actor, { clusterId, uploadId: received.value }, repositories) : received;
}

const liveTarget = {
  issues: [{ path: "cluster", message: "Only a cluster that was uploaded as a snapshot takes another one." }],
};

/** Stores the file, unless its first bytes show already that it cannot be read. @returns the upload's id. */
async function receive(
  actor: Actor,
  { cluster: clusterId, chunks, fileName = "snapshot" }: SnapshotUpload,
  repositories: Repositories,
): Promise<Outcome<string>> {
  const begun = await beginUpload(chunks);
  if (!begun.ok) return refuse("snapshotRefused", { detail: `${begun.error.message} ${begun.error.remedy}` });
  const upload = { clusterId, fileName, chunks: begun.value, limitBytes: uploadLimit, uploadedBy: actor.name };
  const received = await repositories.uploads.receive(actor.scope, upload);
  return received.ok ? ok(received.value.id) : refuse(received.error.code);
}

async function startScan(
  { scope, name }: Actor,
  of: { readonly clusterId: string; readonly uploadId: string },
  repositories: Repositories,
): Promise<Outcome<ScanRow>> {
  const scan = await repositories.scans.start(scope, { ...of, trigger: "upload", requestedBy: name });
  return scan.ok ? scan : refuse(scan.error.code);
}
