/** Writes what was found about an image, wherever it was found: rows that several may write at once in one order everywhere. */
import type { ArtifactToKeep, EvidenceToKeep } from "../../supply-chain/artifact-to-keep.ts";
import { pack } from "../packed-json.ts";
import { storableJson } from "../storable.ts";
import type { AskRows } from "./ask-rows.ts";

export interface PlaceOfArtifacts {
  readonly imageId: string;
  /** Absent: a registry has them. */
  readonly packId?: string;
}

/** Behind those that looks at the registry find. */
const firstOfPacks = 1_000_000;

/** @param ask of one transaction. */
export async function keepArtifacts(
  ask: AskRows,
  { imageId, packId }: PlaceOfArtifacts,
  artifacts: readonly ArtifactToKeep[],
): Promise<void> {
  await keepEvidence(
    ask,
    artifacts.flatMap(({ evidence }) => evidence ?? []),
  );
  const rows = artifacts.map(({ layout, place, attachedTo, manifest, digest, mediaType, kind, failure, evidence }, seq) => ({
    ...{ seq, layout, place, attached_to: attachedTo, manifest, digest, media_type: mediaType, kind, failure },
    evidence_digest: evidence?.digest,
  }));
  await ask(
    `INSERT INTO image_artifacts (image_id, pack_id, seq, layout, place, attached_to, manifest, digest, media_type, kind, failure,
       evidence_digest)
     SELECT $1, $2, r.seq + CASE WHEN $2::text IS NULL THEN 0 ELSE (SELECT coalesce(max(a.seq) + 1, ${firstOfPacks})
         FROM image_artifacts a WHERE a.image_id = $1 AND a.seq >= ${firstOfPacks}) END,
       layout, place, attached_to, manifest, digest, media_type, kind, failure, evidence_digest
     FROM json_to_recordset($3::json) AS r(seq int, layout text, place text, attached_to text, manifest text, digest text,
       media_type text, kind text, failure jsonb, evidence_digest text)`,
    [imageId, packId ?? null, storableJson(rows)],
  );
}

async function keepEvidence(ask: AskRows, evidence: readonly EvidenceToKeep[]): Promise<void> {
  if (evidence.length === 0) return;
  const different = [...new Map(evidence.map((one) => [one.digest, one])).values()];
  const sorted = different.sort((one, other) => (one.digest < other.digest ? -1 : 1));
  const packed = await Promise.all(sorted.map(({ value }) => pack(value)));
  await ask(
    `INSERT INTO evidence_blobs (digest, bytes, size) SELECT * FROM unnest($1::text[], $2::bytea[], $3::int[])
     ON CONFLICT (digest) DO NOTHING`,
    [sorted.map(({ digest }) => digest), packed.map((bytes) => Buffer.from(bytes)), sorted.map(({ size }) => size)],
  );
}
