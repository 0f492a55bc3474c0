/** Snapshots that a person uploads: as a new cluster, or as a new look at one that was uploaded before. */

import type { Cluster } from "../../contracts/clusters.ts";
import { uploadLimit } from "../../contracts/routes/clusters.ts";
import type { ScanSummary } from "../../contracts/scans.ts";
import { ok } from "../../core/result.ts";
import type { Actor } from "../auth/actor.ts";
import { seesAllOf } from "../database/scope.ts";
import { record } from "./audit.ts";
import { clusterView } from "./cluster-view.ts";
import { onlyAll } from "./clusters.ts";
import { defineUseCase, type Outcome, refuse } from "./outcome.ts";
import { scanView } from "./scan-view.ts";
import type { Services } from "./services.ts";

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
  const chunks = await begun(upload.chunks);
  if (chunks === undefined) return refuse("snapshotRefused", { detail: "The upload is empty." });
  const target =
    upload.cluster === undefined ? await newTarget(actor, upload, services) : await oldTarget(actor, upload.cluster, services);
  if (!target.ok) return target;
  const { clusterId, isNew } = target.value;
  let scan: Outcome<ScanSummary> | undefined;
  try {
    scan = await receive(actor, clusterId, { ...upload, chunks }, services);
  } finally {
    // An upload that breaks off leaves no cluster behind.
    if (isNew && !scan?.ok) await services.repositories.clusters.remove(actor.scope, clusterId);
  }
  if (!scan.ok) return scan;
  const cluster = await services.repositories.clusters.get(actor.scope, clusterId);
  if (cluster === undefined) return refuse("notFound");
  await record(services.repositories, actor, {
    action: "snapshot.upload",
    clusterId,
    subject: scan.value.id,
    detail: { fileName: upload.fileName },
  });
  return ok({ cluster: clusterView(cluster), scan: scan.value });
});

/** @returns the same chunks once the first has arrived; undefined where none does, so that nothing is made for nothing. */
async function begun(chunks: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array> | undefined> {
  const iterator = chunks[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done) return undefined;
  return (async function* () {
    yield first.value;
    yield* { [Symbol.asyncIterator]: () => iterator };
  })();
}

const oneOfTwo = {
  issues: [{ path: "name", message: "Give either the name of a new cluster, or the id of an uploaded one." }],
};

type Target = Outcome<{ readonly clusterId: string; readonly isNew: boolean }>;

async function newTarget(actor: Actor, { name = "" }: SnapshotUpload, { repositories }: Services): Promise<Target> {
  if (actor.scope.clusters !== "all") return refuse("forbidden", onlyAll);
  const created = await repositories.clusters.create(actor.scope, { name, kind: "snapshot", createdBy: actor.name });
  if (!created.ok) return refuse(created.error.code === "nameTaken" ? "nameTaken" : "forbidden");
  return ok({ clusterId: created.value.id, isNew: true });
}

async function oldTarget(actor: Actor, id: string, { repositories }: Services): Promise<Target> {
  const cluster = seesAllOf(actor.scope, id) ? await repositories.clusters.get(actor.scope, id) : undefined;
  if (cluster === undefined) return refuse("notFound");
  if (cluster.kind !== "snapshot") return refuse("badRequest", liveTarget);
  return cluster.activeScan ? refuse("scanActive") : ok({ clusterId: id, isNew: false });
}

const liveTarget = {
  issues: [{ path: "cluster", message: "Only a cluster that was uploaded as a snapshot takes another one." }],
};

async function receive(
  actor: Actor,
  clusterId: string,
  { chunks, fileName = "snapshot" }: SnapshotUpload,
  { repositories }: Services,
): Promise<Outcome<ScanSummary>> {
  const upload = { clusterId, fileName, chunks, limitBytes: uploadLimit, uploadedBy: actor.name };
  const received = await repositories.uploads.receive(actor.scope, upload);
  if (!received.ok) return refuse(received.error.code);
  const requested = { clusterId, trigger: "upload", requestedBy: actor.name, uploadId: received.value.id } as const;
  const scan = await repositories.scans.start(actor.scope, requested);
  return scan.ok ? ok(scanView(scan.value)) : refuse(scan.error.code);
}
