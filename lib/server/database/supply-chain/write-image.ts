/** Writes what a look at an image showed. Rows that several workers may write at once are written in one order everywhere. */
import type pg from "pg";
import { everyDigest, type LookedAt, type ResolvedImage } from "../../../core/supply-chain/discovery/artifact.ts";
import type { Look } from "../../../core/supply-chain/discovery/look.ts";
import type { Digest } from "../../../core/supply-chain/images/digest.ts";
import type { ImageFacts } from "../../../core/supply-chain/images/image-facts.ts";
import type { Cryptography } from "../../../core/supply-chain/verification/verify.ts";
import type { ArtifactToKeep } from "../../supply-chain/artifact-to-keep.ts";
import type { TagLook } from "../../supply-chain/look-at-image.ts";
import { pack } from "../packed-json.ts";
import { storableJson } from "../storable.ts";
import { asking } from "./ask-rows.ts";
import { keepArtifacts } from "./keep-artifacts.ts";

export interface MadeVerification {
  readonly evidence: Digest;
  readonly target: string;
  readonly trustRevision: string;
  readonly result: Cryptography;
}

export interface SeenImage {
  readonly id: string;
  readonly at: Date;
  /** When it is looked at next. */
  readonly dueAt: Date;
  readonly failures: number;
  readonly resolved: Look<ResolvedImage>;
  readonly facts?: Look<ImageFacts>;
  readonly looked: readonly LookedAt[];
  readonly artifacts: readonly ArtifactToKeep[];
  readonly tags: readonly TagLook[];
}

/** @returns false where the worker does not hold the image any more. */
export async function writeSeen(client: pg.PoolClient, worker: string, seen: SeenImage): Promise<boolean> {
  const { id, at, dueAt, failures, resolved, facts, looked, tags } = seen;
  const { rowCount } = await client.query(
    `UPDATE registry_images SET worker = NULL, lease_until = NULL, looked_at = $3, due_at = $4, failures = $5, failure = NULL,
       resolved = $6, looked = $7, facts = $8, built_at = $9, digests = coalesce($10, digests) WHERE id = $1 AND worker = $2`,
    [
      ...[id, worker, at, dueAt, failures, await pack(resolved), await pack(looked), facts ? await pack(facts) : null],
      ...[facts?.kind === "found" ? (facts.value.created ?? null) : null, digestsOf(resolved, await digestOf(client, id))],
    ],
  );
  if (rowCount !== 1) return false;
  await writeArtifacts(client, id, seen.artifacts);
  await writeTags(client, tags, at);
  return true;
}

async function digestOf(client: pg.PoolClient, id: string): Promise<Digest> {
  const { rows } = await client.query<{ digest: Digest }>("SELECT digest FROM registry_images WHERE id = $1", [id]);
  return rows[0]?.digest ?? ("" as Digest);
}

/** First the one that it was resolved to. What bytes have proved once stays, where they are not given out any more. */
function digestsOf(resolved: Look<ResolvedImage>, own: Digest): readonly Digest[] | undefined {
  if (resolved.kind !== "found") return undefined;
  return [...new Set([resolved.value.digest, own, ...everyDigest(resolved.value)])];
}

/** Replaces the artefacts that an earlier look found; those that were uploaded stay. */
async function writeArtifacts(client: pg.PoolClient, imageId: string, artifacts: readonly ArtifactToKeep[]): Promise<void> {
  await client.query("DELETE FROM image_artifacts WHERE image_id = $1 AND pack_id IS NULL", [imageId]);
  await keepArtifacts(asking(client), { imageId }, artifacts);
}

async function writeTags(client: pg.PoolClient, tags: readonly TagLook[], at: Date): Promise<void> {
  if (tags.length === 0) return;
  const key = ({ registry, repository, tag }: TagLook) => `${registry}/${repository}:${tag}`;
  const sorted = [...new Map(tags.map((tag) => [key(tag), tag])).values()].sort((one, other) => (key(one) < key(other) ? -1 : 1));
  await client.query(
    `INSERT INTO image_tags (registry, repository, tag, digest, manifests, failure, looked_at)
     SELECT registry, repository, tag, digest, ARRAY(SELECT jsonb_array_elements_text(manifests)), failure, $2
     FROM json_to_recordset($1::json) AS r(registry text, repository text, tag text, digest text, manifests jsonb, failure jsonb)
     ON CONFLICT (registry, repository, tag) DO UPDATE SET digest = excluded.digest, manifests = excluded.manifests,
       failure = excluded.failure, looked_at = excluded.looked_at`,
    [storableJson(sorted), at],
  );
}

/** What was verified before stays: it cannot have come out otherwise. */
export async function writeVerifications(client: Pick<pg.Pool, "query">, made: readonly MadeVerification[]): Promise<void> {
  if (made.length === 0) return;
  const key = ({ evidence, target }: MadeVerification) => `${evidence} ${target}`;
  const sorted = made.toSorted((one, other) => (key(one) < key(other) ? -1 : 1));
  const packed = await Promise.all(sorted.map(({ result }) => pack(result)));
  await client.query(
    `INSERT INTO artifact_verifications (evidence_digest, target, trust_revision, result)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bytea[])
     ON CONFLICT (evidence_digest, target, trust_revision) DO NOTHING`,
    [
      sorted.map(({ evidence }) => evidence),
      sorted.map(({ target }) => target),
      sorted.map(({ trustRevision }) => trustRevision),
      packed.map((bytes) => Buffer.from(bytes)),
    ],
  );
}
