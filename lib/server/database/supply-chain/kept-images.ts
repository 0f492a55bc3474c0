/** Reads what is kept of images, for readers one at a time and for the worker in batches. Who may see it was decided before. */
import type { LookedAt, ResolvedImage } from "../../../core/supply-chain/discovery/artifact.ts";
import { found, type Look, type LookFailure } from "../../../core/supply-chain/discovery/look.ts";
import type { Digest } from "../../../core/supply-chain/images/digest.ts";
import type { ImageName } from "../../../core/supply-chain/policy/glob.ts";
import type { Cryptography } from "../../../core/supply-chain/verification/verify.ts";
import type { KeptImage, KeptVerification } from "../../supply-chain/stored-trail.ts";
import { unpack, unpackNow } from "../packed-json.ts";
import type { AskRows } from "./ask-rows.ts";
import type { ArtifactRow } from "./image-rows.ts";

export interface KeptRow extends KeptImage {
  readonly id: string;
  readonly artifacts: readonly ArtifactRow[];
}

interface ImageColumns {
  readonly id: string;
  readonly registry: string;
  readonly repository: string;
  readonly digest: Digest;
  readonly resolved: Uint8Array | null;
  readonly looked: Uint8Array | null;
}

/** @param trustRevision absent: what every revision of the trust profiles showed. @returns the images in no order. */
export async function keptImages(ask: AskRows, ids: readonly string[], trustRevision?: string): Promise<readonly KeptRow[]> {
  const [images, artifacts, names, packs] = await Promise.all([
    ask("SELECT id, registry, repository, digest, resolved, looked FROM registry_images WHERE id = ANY($1)", [ids]),
    artifactsOf(ask, ids),
    namesOf(ask, ids),
    packsOf(ask, ids),
  ]);
  const evidence = new Set([...artifacts.values()].flat().flatMap((artifact) => artifact.evidence ?? []));
  const verifications = await verificationsOf(ask, [...evidence], trustRevision);
  return Promise.all(
    (images as readonly ImageColumns[]).map(async ({ id, registry, repository, digest, resolved, looked }): Promise<KeptRow> => {
      const own = artifacts.get(id) ?? [];
      const answered = resolved ? await unpack<Look<ResolvedImage>>(resolved) : undefined;
      const uploaded = packs.get(id);
      const known = answered?.kind === "found" ? answered : (uploaded?.resolved ?? answered);
      return {
        ...{ id, registry, repository, digest },
        ...(known && { resolved: known }),
        ...(uploaded && { uploaded: true }),
        looked: [...(looked ? await unpack<readonly LookedAt[]>(looked) : []), ...(uploaded?.looked ?? [])],
        artifacts: own,
        verifications: own.flatMap((artifact) => (artifact.evidence && verifications.get(artifact.evidence)) ?? []),
        names: allNames({ registry, repository, digest }, names.get(id)),
      };
    }),
  );
}

interface Uploaded {
  /** By the bytes of the newest pack that holds the image itself. */
  readonly resolved?: Look<ResolvedImage>;
  readonly looked: readonly LookedAt[];
}

interface PackColumns {
  readonly imageId: string;
  readonly resolved: Uint8Array | null;
  readonly looked: Uint8Array;
}

/** What people uploaded about images, by their ids. */
async function packsOf(ask: AskRows, ids: readonly string[]): Promise<ReadonlyMap<string, Uploaded>> {
  const rows = await ask(
    `SELECT image_id AS "imageId", resolved, looked FROM evidence_packs WHERE image_id = ANY($1) ORDER BY uploaded_at DESC, id`,
    [ids],
  );
  const byImage = Map.groupBy(rows as readonly PackColumns[], ({ imageId }) => imageId);
  const read = [...byImage].map(async ([id, packs]): Promise<readonly [string, Uploaded]> => {
    const looked = await Promise.all(packs.map((one) => unpack<readonly LookedAt[]>(one.looked)));
    const whole = packs.find(({ resolved }) => resolved !== null)?.resolved;
    return [id, { looked: looked.flat(), ...(whole && { resolved: found(await unpack<ResolvedImage>(whole)) }) }];
  });
  return new Map(await Promise.all(read));
}

/** What of an image is judged, beside its names. */
export type JudgedParts = Pick<KeptRow, "resolved" | "looked" | "uploaded" | "artifacts" | "verifications">;

/** @returns those of the images whose parts are at hand as these trust profiles show them. */
export async function judgedParts(ask: AskRows, ids: readonly string[], trustRevision: string): Promise<readonly KeptRow[]> {
  const [rows, names] = await Promise.all([
    ask(
      `SELECT id, registry, repository, digest, judged FROM registry_images
       WHERE id = ANY($1) AND judged_trust = $2 AND judged IS NOT NULL`,
      [ids, trustRevision],
    ) as Promise<readonly (Omit<ImageColumns, "resolved" | "looked"> & { readonly judged: Uint8Array })[]>,
    namesOf(ask, ids),
  ]);
  return rows.map(({ judged, ...image }) => ({
    ...image,
    ...unpackNow<JudgedParts>(judged),
    names: allNames(image, names.get(image.id)),
  }));
}

function allNames(
  { registry, repository, digest }: Pick<ImageColumns, "registry" | "repository" | "digest">,
  own: readonly ImageName[] = [],
) {
  return [{ registry, repository, digest }, ...own.map((name) => ({ ...name, digest }))];
}

interface ArtifactColumns extends Omit<ArtifactRow, "manifest" | "digest" | "failure" | "evidence" | "size"> {
  readonly imageId: string;
  readonly manifest: Digest | null;
  readonly digest: Digest | null;
  readonly failure: LookFailure | null;
  readonly evidence: Digest | null;
  readonly size: number | null;
}

async function artifactsOf(ask: AskRows, ids: readonly string[]): Promise<ReadonlyMap<string, readonly ArtifactRow[]>> {
  const rows = await ask(
    `SELECT a.image_id AS "imageId", a.layout, a.place, a.attached_to AS "attachedTo", a.manifest, a.digest,
       a.media_type AS "mediaType", a.kind, a.failure, a.evidence_digest AS evidence, b.size
     FROM image_artifacts a LEFT JOIN evidence_blobs b ON b.digest = a.evidence_digest
     WHERE a.image_id = ANY($1) ORDER BY a.image_id, a.seq`,
    [ids],
  );
  const grouped = Map.groupBy(rows as readonly ArtifactColumns[], ({ imageId }) => imageId);
  return new Map([...grouped].map(([id, own]) => [id, own.map(artifactOf)]));
}

function artifactOf({ imageId: _imageId, manifest, digest, failure, evidence, size, ...row }: ArtifactColumns): ArtifactRow {
  return {
    ...row,
    ...(manifest !== null && { manifest }),
    ...(digest !== null && { digest }),
    ...(failure !== null && { failure }),
    ...(evidence !== null && { evidence }),
    ...(size !== null && { size }),
  };
}

async function verificationsOf(
  ask: AskRows,
  evidence: readonly string[],
  trustRevision: string | undefined,
): Promise<ReadonlyMap<string, readonly KeptVerification[]>> {
  const rows = (await ask(
    `SELECT evidence_digest AS evidence, target, trust_revision AS "trustRevision", result FROM artifact_verifications
     WHERE evidence_digest = ANY($1) AND ($2::text IS NULL OR trust_revision = $2) ORDER BY verified_at`,
    [evidence, trustRevision ?? null],
  )) as readonly (Omit<KeptVerification, "result"> & { readonly result: Uint8Array })[];
  const unpacked = await Promise.all(
    rows.map(async ({ result, ...row }): Promise<KeptVerification> => ({ ...row, result: await unpack<Cryptography>(result) })),
  );
  return Map.groupBy(unpacked, (row) => row.evidence);
}

interface NameColumns {
  readonly id: string;
  readonly registry: string;
  readonly repository: string;
  readonly tag: string | null;
  readonly written: string;
}

/** The references of everything that runs the images. */
async function namesOf(ask: AskRows, ids: readonly string[]): Promise<ReadonlyMap<string, readonly ImageName[]>> {
  const rows = await ask(
    `SELECT DISTINCT i.id, r.registry, r.repository, r.tag, r.image AS written FROM registry_images i
     JOIN running_images r ON r.digest = i.digest AND r.id_registry = i.registry AND r.id_repository = i.repository
     JOIN clusters c ON c.id = r.cluster_id AND c.removed_at IS NULL
     WHERE i.id = ANY($1) AND r.registry IS NOT NULL AND r.repository IS NOT NULL ORDER BY i.id, r.image`,
    [ids],
  );
  const grouped = Map.groupBy(rows as readonly NameColumns[], ({ id }) => id);
  return new Map(
    [...grouped].map(([id, own]) => [
      id,
      own.map(({ registry, repository, tag, written }) => ({ registry, repository, written, ...(tag !== null && { tag }) })),
    ]),
  );
}
