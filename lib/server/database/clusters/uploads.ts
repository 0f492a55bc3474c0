/** Uploaded snapshots on their way to a scan, in rows of one MiB, so that no process holds a whole one. */
import { createHash } from "node:crypto";
import { err, type Failure, ok, type Result } from "../../../core/result.ts";
import type { Connection } from "../connection.ts";
import { newId } from "../ids.ts";
import { type Scope, seesAllOf } from "../scope.ts";
import { visibleClusters } from "../visible.ts";

const chunkBytes = 1024 * 1024;

export interface NewUpload {
  /** Absent for a cluster that does not exist yet: `attach` it then. */
  readonly clusterId?: string;
  readonly fileName: string;
  readonly chunks: AsyncIterable<Uint8Array>;
  readonly limitBytes: number;
  readonly uploadedBy?: string;
}

export type UploadsRepository = ReturnType<typeof uploadsRepository>;

export function uploadsRepository({ rows }: Connection) {
  async function mayReceive(scope: Scope, clusterId: string | undefined): Promise<boolean> {
    if (clusterId === undefined) return scope.clusters === "all";
    const cluster = await rows.cluster.count({ where: { AND: [visibleClusters(scope), { id: clusterId }] } });
    return cluster === 1 && seesAllOf(scope, clusterId);
  }

  return {
    /** Stores an upload as it arrives; nothing of it stays when it is too large or breaks off. */
    async receive(
      scope: Scope,
      { clusterId, fileName, chunks, limitBytes, uploadedBy }: NewUpload,
    ): Promise<Result<{ id: string; size: number; sha256: string }, Failure<"tooLarge" | "notFound">>> {
      if (!(await mayReceive(scope, clusterId))) return err(notFound);
      const { id } = await rows.upload.create({ data: { id: newId("upl"), clusterId, fileName, size: 0, uploadedBy } });
      let received: { size: number; sha256: string } | undefined;
      try {
        received = await store(id, chunks, limitBytes);
        if (!received) return err(tooLarge);
        await rows.upload.update({ where: { id }, data: { ...received, complete: true } });
        return ok({ id, ...received });
      } finally {
        if (!received) await rows.upload.deleteMany({ where: { id } });
      }
    },

    /** Gives an upload that has none to its new cluster. @returns whether it did. */
    async attach(scope: Scope, id: string, clusterId: string): Promise<boolean> {
      if (scope.clusters !== "all") return false;
      return (await rows.upload.updateMany({ where: { id, clusterId: null, complete: true }, data: { clusterId } })).count === 1;
    },

    /** Deletes an upload that no cluster was made of. @returns whether there was one. */
    async discard(scope: Scope, id: string): Promise<boolean> {
      if (scope.clusters !== "all") return false;
      return (await rows.upload.deleteMany({ where: { id, clusterId: null } })).count === 1;
    },
  };

  async function store(uploadId: string, chunks: AsyncIterable<Uint8Array>, limit: number) {
    const hash = createHash("sha256");
    let size = 0;
    let seq = 0;
    for await (const bytes of inPieces(chunks)) {
      size += bytes.length;
      if (size > limit) return undefined;
      hash.update(bytes);
      await rows.uploadChunk.create({ data: { uploadId, seq: seq++, bytes } });
    }
    return { size, sha256: hash.digest("hex") };
  }
}

async function* inPieces(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let waiting: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += chunkBytes) {
      const part = chunk.subarray(at, at + chunkBytes);
      waiting.push(part);
      length += part.length;
      if (length < chunkBytes) continue;
      yield new Uint8Array(Buffer.concat(waiting));
      waiting = [];
      length = 0;
    }
  }
  if (length > 0) yield new Uint8Array(Buffer.concat(waiting));
}

const tooLarge: Failure<"tooLarge"> = {
  code: "tooLarge",
  message: "The upload is too large.",
  remedy: "Upload a smaller file: `npx drydock snapshot` writes a compressed one.",
};
const notFound: Failure<"notFound"> = {
  code: "notFound",
  message: "There is no such cluster.",
  remedy: "It may have been removed, or lie outside your scope.",
};
