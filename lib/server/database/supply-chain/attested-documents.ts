/**
 * Documents about images out of attestations. The judgement of an image says which attestations beside it hold one; those that
 * nobody has read yet are read once, and the documents follow the attestations: their states, the images that they are about,
 * and their end.
 */
import type pg from "pg";
import type { Result } from "../../../core/result.ts";
import { namesAnother } from "../../../core/supply-chain/documents/attested.ts";
import type { SecurityDocument } from "../../../core/supply-chain/documents/document.ts";
import type { Digest } from "../../../core/supply-chain/images/digest.ts";
import { bestFirst } from "../../../core/supply-chain/trail/trail.ts";
import type { EvidenceKind } from "../../supply-chain/evidence-text.ts";
import type { AttestedDocument } from "../../supply-chain/judged-image.ts";
import { inTransaction } from "../in-transaction.ts";
import { unpack } from "../packed-json.ts";
import type { Scope } from "../scope.ts";
import { storableJson, storableText } from "../storable.ts";
import { requireSystem } from "../system.ts";
import { type AskRows, asking } from "./ask-rows.ts";
import { assessAgain, assessStatements } from "./assess-images.ts";
import { type DocumentBody, storeDocument } from "./store-document.ts";

export interface AttestedOfImage {
  readonly id: string;
  readonly documents: readonly AttestedDocument[];
}

/** Writes which attestations beside images hold a document, as they are judged now. */
export async function writeAttested(client: Pick<pg.PoolClient, "query">, images: readonly AttestedOfImage[]): Promise<void> {
  const rows = images.flatMap(({ id, documents }) =>
    documents.map(({ evidence, predicateType, digests, state, reason, signer }) => ({
      ...{ image_id: id, evidence_digest: evidence, predicate_type: predicateType, digests, state, reason },
      ...{ signer: signer?.key, signer_name: signer?.name },
    })),
  );
  await client.query(
    `WITH j AS (
       SELECT * FROM json_to_recordset($1::json) AS r(image_id text, evidence_digest text, predicate_type text, digests text[],
         state text, reason text, signer text, signer_name text)
     ), gone AS (
       DELETE FROM attested_documents a WHERE a.image_id = ANY($2)
         AND NOT EXISTS (SELECT FROM j WHERE j.image_id = a.image_id AND j.evidence_digest = a.evidence_digest)
     )
     INSERT INTO attested_documents AS a (image_id, evidence_digest, predicate_type, digests, state, reason, signer, signer_name)
     SELECT image_id, evidence_digest, predicate_type, digests, state, reason, signer, signer_name FROM j
     ON CONFLICT (image_id, evidence_digest) DO UPDATE SET digests = excluded.digests, state = excluded.state,
       reason = excluded.reason, signer = excluded.signer, signer_name = excluded.signer_name,
       document_id = CASE WHEN a.digests = excluded.digests THEN a.document_id END,
       problem = CASE WHEN a.digests = excluded.digests THEN a.problem END
       WHERE (a.digests, a.state, a.reason, a.signer, a.signer_name) IS DISTINCT FROM
         (excluded.digests, excluded.state, excluded.reason, excluded.signer, excluded.signer_name)`,
    [storableJson(rows), images.map(({ id }) => id)],
  );
}

export interface UnreadDocument {
  /** Under which the attestation is kept. */
  readonly digest: string;
  readonly evidence: EvidenceKind;
}

export type AttestedWork = ReturnType<typeof attestedWork>;

/** Of those that one worker writes, others see all or nothing. */
const oneAtATime = "SELECT pg_advisory_xact_lock(hashtext('attested_documents'))";

export function attestedWork(pool: pg.Pool) {
  return {
    /** @returns attestations whose documents nobody has read yet, at most as many. */
    async unread(scope: Scope, most: number): Promise<readonly UnreadDocument[]> {
      requireSystem(scope);
      const { rows } = await pool.query<{ digest: string; bytes: Buffer }>(
        `SELECT b.digest, b.bytes FROM evidence_blobs b WHERE EXISTS (SELECT FROM attested_documents a
           WHERE a.evidence_digest = b.digest AND a.document_id IS NULL AND a.problem IS NULL) ORDER BY b.digest LIMIT $1`,
        [most],
      );
      return Promise.all(rows.map(async ({ digest, bytes }) => ({ digest, evidence: await unpack<EvidenceKind>(bytes) })));
    },

    /** Keeps the document of an attestation, or why there is none; the images are joined by `follow`. */
    async read(scope: Scope, digest: string, document: Result<SecurityDocument, string>, at: Date): Promise<void> {
      requireSystem(scope);
      await inTransaction(pool, async (client) => {
        await client.query(oneAtATime);
        const ask = asking(client);
        if (document.ok) await join(ask, { digest, document: document.value, at });
        else
          await ask("UPDATE attested_documents SET problem = $2 WHERE evidence_digest = $1", [
            digest,
            storableText(document.error),
          ]);
      });
    },

    /** Takes into the documents what the attestations that hold them have become. @returns how many changed. */
    async follow(scope: Scope): Promise<number> {
      requireSystem(scope);
      return inTransaction(pool, async (client) => {
        await client.query(oneAtATime);
        const { rows } = await client.query<ChangedDocument>(changedDocuments, [bestFirst]);
        const ask = asking(client);
        await write(ask, rows);
        await assessAgain(
          ask,
          rows.filter(({ reports }) => reports).flatMap(({ before, after }) => [...before, ...(after ?? [])]),
        );
        const bodies = await Promise.all(rows.flatMap(({ body }) => (body === null ? [] : unpack<DocumentBody>(body))));
        await assessStatements(
          ask,
          bodies.flatMap(({ statements = [] }) => statements.flatMap(({ ids }) => ids)),
        );
        return rows.length;
      });
    },
  };
}

interface ReadDocument {
  readonly digest: string;
  readonly document: SecurityDocument;
  readonly at: Date;
}

/** Why a document is not joined: what it is about contradicts what it is attested to. */
export const otherImage = "The document inside it names another image.";

/** The same attestation beside several images is one document, for those of them that it does not contradict. */
async function join(ask: AskRows, { digest, document, at }: ReadDocument): Promise<void> {
  const fileKey = `attestation ${digest}`;
  const [known] = (await ask("SELECT id FROM security_documents WHERE file_key = $1", [fileKey])) as readonly {
    readonly id: string;
  }[];
  const held = (await ask(
    `SELECT a.image_id AS image, i.digests || i.digest || a.digests AS digests FROM attested_documents a
     JOIN registry_images i ON i.id = a.image_id WHERE a.evidence_digest = $1`,
    [digest],
  )) as readonly { readonly image: string; readonly digests: readonly Digest[] }[];
  const others = held.filter((one) => namesAnother(document, one.digests)).map(({ image }) => image);
  await ask(
    "UPDATE attested_documents SET problem = $2, document_id = NULL WHERE evidence_digest = $1 AND image_id = ANY($3::text[])",
    [...[digest, otherImage, others]],
  );
  if (others.length === held.length) return;
  const { place: _place, ...subject } = document.subject;
  const id =
    known?.id ??
    (await storeDocument(ask, {
      ...{ document: { ...document, subject }, fileKey, seq: 0, fileName: "Attestation", digests: [], given: false },
      ...{ origin: "attestation", uploadedBy: "", uploadedAt: at },
    }));
  await ask(
    "UPDATE attested_documents SET document_id = $2, problem = NULL WHERE evidence_digest = $1 AND image_id <> ALL($3::text[])",
    [digest, id, others],
  );
}

interface ChangedDocument {
  readonly id: string;
  readonly before: readonly string[];
  /** Null where no attestation holds it any more. */
  readonly after: readonly string[] | null;
  readonly state: string | null;
  readonly reason: string | null;
  readonly signer: string | null;
  readonly signerName: string | null;
  /** Whether it says which flaws its images have. */
  readonly reports: boolean;
  /** Of one with statements alone. */
  readonly body: Uint8Array | null;
}

/** Of several images beside which it lies, the worst state counts. */
const changedDocuments = `
  WITH held AS (
    SELECT DISTINCT ON (document_id) document_id, state, reason, signer, signer_name FROM attested_documents
    WHERE document_id IS NOT NULL ORDER BY document_id, array_position($1::text[], state) DESC, image_id
  ), named AS (
    SELECT document_id, array_agg(DISTINCT digest ORDER BY digest) AS digests FROM attested_documents, unnest(digests) AS digest
    WHERE document_id IS NOT NULL GROUP BY document_id
  )
  SELECT d.id, d.digests AS before, n.digests AS after, h.state, h.reason, h.signer, h.signer_name AS "signerName",
    d.vulnerabilities IS NOT NULL AS reports, CASE WHEN d.statements > 0 THEN d.body END AS body
  FROM security_documents d LEFT JOIN held h ON h.document_id = d.id LEFT JOIN named n ON n.document_id = d.id
  WHERE d.origin = 'attestation' AND (n.digests, h.state, h.reason, h.signer, h.signer_name) IS DISTINCT FROM
    (d.digests, d.state, d.state_reason, d.signer, d.signer_name)
  ORDER BY d.id`;

async function write(ask: AskRows, changed: readonly ChangedDocument[]): Promise<void> {
  const gone = changed.filter(({ after }) => after === null).map(({ id }) => id);
  await ask("DELETE FROM security_documents WHERE id = ANY($1::text[])", [gone]);
  const kept = changed.flatMap(({ id, after, state, reason, signer, signerName }) =>
    after === null ? [] : [{ id, digests: after, state, reason, signer, signer_name: signerName }],
  );
  await ask(
    `UPDATE security_documents d SET digests = j.digests, state = j.state, state_reason = j.reason, signer = j.signer,
       signer_name = j.signer_name
     FROM json_to_recordset($1::json) AS j(id text, digests text[], state text, reason text, signer text, signer_name text)
     WHERE d.id = j.id`,
    [storableJson(kept)],
  );
}
