/** Evidence packs: what people uploaded about an image, kept beside what its registry answered. */
import { everyDigest, type LookedAt, type ResolvedImage } from "../../../core/supply-chain/discovery/artifact.ts";
import type { ArtifactToKeep } from "../../supply-chain/artifact-to-keep.ts";
import type { Connection } from "../connection.ts";
import { newId } from "../ids.ts";
import { pack } from "../packed-json.ts";
import type { Scope } from "../scope.ts";
import { storableText } from "../storable.ts";
import { type AskRows, askingRows } from "./ask-rows.ts";
import { imagesRepository } from "./images.ts";
import { keepArtifacts } from "./keep-artifacts.ts";

export interface EvidencePackRow {
  readonly id: string;
  readonly name: string;
  readonly format: string;
  readonly sha256: string;
  readonly size: number;
  readonly artifacts: number;
  readonly others: number;
  readonly uploadedBy: string;
  readonly uploadedAt: Date;
}

export interface NewEvidencePack extends Omit<EvidencePackRow, "id" | "artifacts" | "format"> {
  readonly format: "layout" | "bundles";
  /** Where the pack holds the image's own bytes. */
  readonly resolved?: ResolvedImage;
  readonly looked: readonly LookedAt[];
  readonly artifacts: readonly ArtifactToKeep[];
}

export interface RemovedPack {
  readonly name: string;
  readonly image: string;
}

const shown = { id: true, name: true, format: true, sha256: true, size: true, artifacts: true, others: true } as const;

export type EvidencePacksRepository = ReturnType<typeof evidencePacksRepository>;

export function evidencePacksRepository(connection: Connection) {
  const { rows, transaction, sender } = connection;
  const { isSeen } = imagesRepository(connection);

  return {
    /** @returns the packs of an image, the newest first; undefined where it runs nowhere that the scope sees. */
    async list(scope: Scope, imageId: string): Promise<readonly EvidencePackRow[] | undefined> {
      if (!(await isSeen(scope, imageId))) return undefined;
      const select = { ...shown, uploadedBy: true, uploadedAt: true };
      return rows.evidencePack.findMany({ where: { imageId }, select, orderBy: [{ uploadedAt: "desc" }, { id: "asc" }] });
    },

    /**
     * Keeps a pack, in the place of the same bytes about the same image, and has the image judged again.
     * @returns its id; undefined where the scope is not all clusters, or the image runs nowhere.
     */
    async put(scope: Scope, imageId: string, given: NewEvidencePack): Promise<string | undefined> {
      if (scope.clusters !== "all" || !(await isSeen(scope, imageId))) return undefined;
      const id = newId("pck");
      const { artifacts, resolved, looked, name, ...columns } = given;
      await transaction(async (tx) => {
        await tx.evidencePack.deleteMany({ where: { imageId, sha256: given.sha256 } });
        const kept = {
          ...columns,
          id,
          imageId,
          name: storableText(name),
          artifacts: artifacts.length,
          looked: await pack(looked),
        };
        await tx.evidencePack.create({ data: { ...kept, ...(resolved && { resolved: await pack(resolved) }) } });
        const ask = askingRows(tx);
        await keepArtifacts(ask, { imageId, packId: id }, artifacts);
        if (resolved) await nameDigests(ask, imageId, resolved);
        await ask(judgeAgain, [imageId]);
        await sender.send(tx, "images", {}, "images");
      });
      return id;
    },

    /** @returns what was removed; undefined where there is none, or the scope is not all clusters. */
    async remove(scope: Scope, id: string): Promise<RemovedPack | undefined> {
      const found = await rows.evidencePack.findUnique({ where: { id }, include: { image: true } });
      if (found === null || scope.clusters !== "all" || !(await isSeen(scope, found.imageId))) return undefined;
      await transaction(async (tx) => {
        await tx.evidencePack.delete({ where: { id } });
        const ask = askingRows(tx);
        await ask(judgeAgain, [found.imageId]);
        await ask(forget, [found.imageId]);
        await sender.send(tx, "images", {}, "images");
      });
      return { name: found.name, image: `${found.image.registry}/${found.image.repository}` };
    },
  };
}

/** What is at hand for another policy was without the pack, or with it. */
const judgeAgain = "UPDATE registry_images SET judged = NULL, judged_by = NULL WHERE id = $1";

/** An image that nobody looked at, and of which nothing is uploaded any more, is as it was. */
const forget = `
  WITH unknown AS (
    SELECT i.id FROM registry_images i
    WHERE i.id = $1 AND i.looked_at IS NULL AND NOT EXISTS (SELECT FROM evidence_packs p WHERE p.image_id = i.id)
  ), attested AS (DELETE FROM attested_documents WHERE image_id IN (SELECT id FROM unknown)
  ), signers AS (DELETE FROM image_signers WHERE image_id IN (SELECT id FROM unknown))
  UPDATE registry_images i SET states = '{}', reason = '', broken = FALSE, due_at = now(), digests = ARRAY[digest],
    source_repository = NULL, source_commit = NULL
  WHERE id IN (SELECT id FROM unknown)`;

/** Documents are joined by them, as long as no registry has shown them. */
async function nameDigests(ask: AskRows, imageId: string, resolved: ResolvedImage): Promise<void> {
  await ask(
    `UPDATE registry_images SET digests = ARRAY(SELECT DISTINCT unnest(digests || digest || $2::text[]))
     WHERE id = $1 AND looked_at IS NULL`,
    [imageId, everyDigest(resolved)],
  );
}
