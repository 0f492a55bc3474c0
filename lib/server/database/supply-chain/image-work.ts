/**
 * What a worker does with images: it takes those that are due, each for itself until its lease ends, and writes what it saw in
 * one transaction with the judgement. A worker that dies loses nothing: what it had taken is due again.
 */
import type pg from "pg";
import type { LookFailure } from "../../../core/supply-chain/discovery/look.ts";
import type { EvidenceKind } from "../../supply-chain/evidence-text.ts";
import type { JudgedSummary } from "../../supply-chain/judged-image.ts";
import type { ImageToLook, TagToLook } from "../../supply-chain/look-at-image.ts";
import { inTransaction } from "../in-transaction.ts";
import { pack, unpack } from "../packed-json.ts";
import type { Scope } from "../scope.ts";
import { storableJson } from "../storable.ts";
import { requireSystem } from "../system.ts";
import { type AskRows, asking } from "./ask-rows.ts";
import { assessTogether } from "./assess-images.ts";
import { writeAttested } from "./attested-documents.ts";
import { judgedParts, type KeptRow, keptImages } from "./kept-images.ts";
import { type MadeVerification, type SeenImage, writeSeen, writeVerifications } from "./write-image.ts";

/** An image that this worker may look at. */
export interface TakenImage extends ImageToLook {
  readonly id: string;
  /** An earlier look got an answer. */
  readonly lookedBefore: boolean;
  /** Looks in a row that got none. */
  readonly failures: number;
  /** Tags by which it runs, in whatever repository, that were not looked at since it became due. */
  readonly dueTags: readonly TagToLook[];
}

export interface Finished {
  readonly seen: SeenImage;
  readonly made: readonly MadeVerification[];
  readonly judging: {
    readonly revision: string;
    readonly trustRevision: string;
    readonly judge: (image: KeptRow) => JudgedSummary;
  };
}

export interface JudgedImage {
  readonly id: string;
  readonly summary: JudgedSummary;
}

const leaseMinutes = 10;

export type ImageWork = ReturnType<typeof imageWork>;

export function imageWork(pool: pg.Pool) {
  const ask = asking(pool);

  return {
    /**
     * Asks for images of registries that may be asked now, and for none of those that may not: of these it is said why, and they
     * wait until somebody allows it. Images that run nowhere any more wait, too.
     */
    async sortOut(scope: Scope, allowed: readonly string[]): Promise<void> {
      requireSystem(scope);
      await pool.query(
        `UPDATE registry_images i SET due_at = now() WHERE due_at IS NULL AND lower(registry) = ANY($1) AND ${isRunning}`,
        [allowed],
      );
      await pool.query(
        `UPDATE registry_images SET due_at = NULL,
           reason = CASE WHEN ${neverJudged} THEN registry || ' is not among the registries that may be asked.' ELSE reason END,
           states = CASE WHEN ${neverJudged} THEN '{"digest":"unknown","signature":"unknown"}'::jsonb ELSE states END
         WHERE due_at IS NOT NULL AND lower(registry) <> ALL($1)`,
        [allowed],
      );
      await pool.query(`UPDATE registry_images i SET due_at = NULL WHERE due_at <= now() AND NOT ${isRunning}`);
    },

    /** @returns a text that is another one after every change of what images are judged by, and of who may be asked. */
    async rulesMark(scope: Scope): Promise<string> {
      requireSystem(scope);
      const { rows } = await pool.query<{ mark: string }>(
        `SELECT string_agg(m, ' ') AS mark FROM (
           SELECT concat(count(*), '@', max(updated_at)) AS m FROM trust_profiles
           UNION ALL SELECT concat(count(*), '@', max(updated_at)) FROM signing_policies
           UNION ALL SELECT concat(count(*), '@', max(updated_at)) FROM trusted_builders
           UNION ALL SELECT concat(count(*), '@', max(updated_at)) FROM registries
           UNION ALL SELECT concat(count(*), '@', max(updated_at)) FROM registry_credentials
         ) marks`,
      );
      return rows[0]?.mark ?? "";
    },

    /** Takes images that are due, the longest waiting first. */
    async take(scope: Scope, worker: string, most: number): Promise<readonly TakenImage[]> {
      requireSystem(scope);
      const { rows } = await pool.query<TakenColumns>(
        `WITH taken AS (
           UPDATE registry_images SET worker = $1, lease_until = now() + make_interval(mins => ${leaseMinutes})
           WHERE id IN (
             SELECT id FROM registry_images WHERE due_at <= now() AND (lease_until IS NULL OR lease_until < now())
             ORDER BY due_at, id LIMIT $2 FOR UPDATE SKIP LOCKED
           ) RETURNING *
         )
         SELECT i.id, i.registry, i.repository, i.digest, i.looked_at IS NOT NULL AS "lookedBefore", i.failures,
           coalesce(json_agg(DISTINCT jsonb_build_object('kind', r.image_id_kind, 'registry', r.registry, 'repository', r.repository,
             'tag', r.tag, 'due', t.looked_at IS NULL OR t.looked_at < i.due_at)) FILTER (WHERE r.cluster_id IS NOT NULL), '[]') AS runs
         FROM taken i
         LEFT JOIN running_images r ON r.digest = i.digest AND r.id_registry = i.registry AND r.id_repository = i.repository
         LEFT JOIN image_tags t ON t.registry = r.registry AND t.repository = r.repository AND t.tag = r.tag
         GROUP BY i.id, i.registry, i.repository, i.digest, i.looked_at, i.failures ORDER BY i.id`,
        [worker, most],
      );
      return rows.map(takenOf);
    },

    /** Gives back what was taken and not looked at. */
    async release(scope: Scope, worker: string, ids: readonly string[]): Promise<void> {
      requireSystem(scope);
      await pool.query("UPDATE registry_images SET worker = NULL, lease_until = NULL WHERE worker = $1 AND id = ANY($2)", [
        worker,
        ids,
      ]);
    },

    /** @returns which artefacts these trust profiles verified before, as `evidence target`. */
    async verified(scope: Scope, evidence: readonly string[], trustRevision: string): Promise<ReadonlySet<string>> {
      requireSystem(scope);
      const { rows } = await pool.query<{ key: string }>(
        `SELECT evidence_digest || ' ' || target AS key FROM artifact_verifications
         WHERE evidence_digest = ANY($1) AND trust_revision = $2`,
        [evidence, trustRevision],
      );
      return new Set(rows.map(({ key }) => key));
    },

    /**
     * Writes what a look showed and what comes of it, unless another worker has taken the image meanwhile.
     * @returns whether it was written.
     */
    async finish(scope: Scope, worker: string, { seen, made, judging }: Finished): Promise<boolean> {
      requireSystem(scope);
      return inTransaction(pool, async (client) => {
        if (!(await writeSeen(client, worker, seen))) return false;
        await writeVerifications(client, made);
        const ask = oneByOne(client);
        const kept = await keptImages(ask, [seen.id], judging.trustRevision);
        await writeJudged(client, kept, judging);
        await assessTogether(ask, seen.id);
        return true;
      });
    },

    /** The look got no answer, and an earlier one did: that is kept, and grows old. */
    async failed(
      scope: Scope,
      worker: string,
      image: TakenImage,
      again: { readonly dueAt: Date; readonly failure: LookFailure },
    ): Promise<void> {
      requireSystem(scope);
      await pool.query(
        `UPDATE registry_images SET failures = failures + 1, failure = $3, due_at = $4, worker = NULL, lease_until = NULL
         WHERE id = $1 AND worker = $2`,
        [image.id, worker, storableJson(again.failure), again.dueAt],
      );
    },

    /** A host that gives no answer is left alone: nothing of it is looked at before, and what was never seen says why. */
    async hostFailed(
      scope: Scope,
      registry: string,
      { dueAt, failure }: { readonly dueAt: Date; readonly failure: LookFailure },
    ): Promise<void> {
      requireSystem(scope);
      await pool.query(
        `UPDATE registry_images SET due_at = $2, failure = $3,
           reason = CASE WHEN ${neverJudged} THEN $4 ELSE reason END,
           states = CASE WHEN ${neverJudged} THEN '{"digest":"unknown","signature":"unknown"}'::jsonb ELSE states END
         WHERE registry = $1 AND due_at <= now() AND (lease_until IS NULL OR lease_until < now())`,
        [registry, dueAt, storableJson(failure), failure.message],
      );
    },

    /** @returns ids of images whose states rest on another judgement. */
    async judgedByOthers(scope: Scope, revision: string): Promise<readonly string[]> {
      requireSystem(scope);
      const { rows } = await pool.query<{ id: string }>(
        `SELECT id FROM registry_images i WHERE judged_by IS DISTINCT FROM $1
           AND (looked_at IS NOT NULL OR EXISTS (SELECT FROM evidence_packs p WHERE p.image_id = i.id)) ORDER BY id`,
        [revision],
      );
      return rows.map(({ id }) => id);
    },

    /** @returns images whose artefacts these trust profiles have verified, as they can be judged at once. */
    async judgeable(scope: Scope, ids: readonly string[], trustRevision: string): Promise<readonly KeptRow[]> {
      requireSystem(scope);
      return judgedParts(ask, ids, trustRevision);
    },

    /** @returns what is kept of images, with what these trust profiles showed of their artefacts. */
    async kept(scope: Scope, ids: readonly string[], trustRevision: string): Promise<readonly KeptRow[]> {
      requireSystem(scope);
      return keptImages(ask, ids, trustRevision);
    },

    /** @returns evidence by its digest. */
    async evidence(scope: Scope, digests: readonly string[]): Promise<ReadonlyMap<string, EvidenceKind>> {
      requireSystem(scope);
      const { rows } = await pool.query<{ digest: string; bytes: Buffer }>(
        "SELECT digest, bytes FROM evidence_blobs WHERE digest = ANY($1)",
        [digests],
      );
      return new Map(
        await Promise.all(rows.map(async ({ digest, bytes }) => [digest, await unpack<EvidenceKind>(bytes)] as const)),
      );
    },

    async addVerifications(scope: Scope, made: readonly MadeVerification[]): Promise<void> {
      requireSystem(scope);
      await writeVerifications(pool, made);
    },

    /** Writes states of images by other policies. Who signed them is the same as before. */
    async judged(scope: Scope, images: readonly JudgedImage[], revision: string): Promise<void> {
      requireSystem(scope);
      await inTransaction(pool, async (client) => {
        await writeStates(client, images, revision);
        await writeSignerStates(client, images);
        await writeAttested(client, images.map(attestedOf));
      });
    },

    /** Writes what other trust makes of images, and keeps what is judged at hand for the next policy. */
    async verifiedAgain(
      scope: Scope,
      kept: readonly KeptRow[],
      { judge, revision, trustRevision }: Finished["judging"],
    ): Promise<void> {
      requireSystem(scope);
      await inTransaction(pool, (client) => writeJudged(client, kept, { judge, revision, trustRevision }));
    },

    /** Deletes what nothing refers to: images that ran nowhere for a while, evidence of none, verifications by trust of long ago. */
    async prune(scope: Scope, trustRevision: string): Promise<void> {
      requireSystem(scope);
      await pool.query(
        `DELETE FROM registry_images i WHERE due_at IS NULL AND NOT ${isRunning}
           AND coalesce(looked_at, created_at) < now() - interval '30 days'`,
      );
      await pool.query(
        `DELETE FROM evidence_blobs b WHERE created_at < now() - interval '1 day'
           AND NOT EXISTS (SELECT FROM image_artifacts a WHERE a.evidence_digest = b.digest)`,
      );
      await pool.query(
        "DELETE FROM artifact_verifications WHERE trust_revision <> $1 AND verified_at < now() - interval '30 days'",
        [trustRevision],
      );
    },
  };
}

/** Or was asked for where something else runs. */
/** What was uploaded about an image is judged before anybody looks at its registry. */
const neverJudged = "looked_at IS NULL AND judged_by IS NULL";

const isRunning = `(EXISTS (SELECT FROM running_images r
  WHERE r.digest = i.digest AND r.id_registry = i.registry AND r.id_repository = i.repository)
  OR EXISTS (SELECT FROM running_images r
  WHERE r.wanted = i.digest AND r.wanted_registry = i.registry AND r.wanted_repository = i.repository))`;

interface TakenColumns extends Omit<TakenImage, "ofConfiguration" | "tags" | "dueTags"> {
  readonly runs: readonly {
    readonly kind: string;
    readonly registry: string | null;
    readonly repository: string | null;
    readonly tag: string | null;
    readonly due: boolean;
  }[];
}

function takenOf({ runs, ...image }: TakenColumns): TakenImage {
  const tagged = runs.flatMap(({ registry, repository, tag, due }) => {
    return registry !== null && repository !== null && tag !== null ? [{ registry, repository, tag, due }] : [];
  });
  const own = tagged.filter(({ registry, repository }) => registry === image.registry && repository === image.repository);
  return {
    ...image,
    ofConfiguration: runs.length > 0 && runs.every(({ kind }) => kind === "config"),
    tags: [...new Set(own.map(({ tag }) => tag))],
    dueTags: tagged.filter(({ due }) => due).map(({ registry, repository, tag }) => ({ registry, repository, tag })),
  };
}

async function writeParts(client: Pick<pg.Pool, "query">, images: readonly KeptRow[], trustRevision: string): Promise<void> {
  const packed = await Promise.all(
    images.map(({ resolved, looked, uploaded, artifacts, verifications }) =>
      pack({ resolved, looked, uploaded, artifacts, verifications }),
    ),
  );
  await client.query(
    `UPDATE registry_images i SET judged = p.judged, judged_trust = $3
     FROM unnest($1::text[], $2::bytea[]) AS p(id, judged) WHERE i.id = p.id`,
    [images.map(({ id }) => id), packed.map((bytes) => Buffer.from(bytes)), trustRevision],
  );
}

async function writeJudged(client: pg.PoolClient, kept: readonly KeptRow[], by: Finished["judging"]): Promise<void> {
  const images = kept.map((image) => ({ id: image.id, summary: by.judge(image) }));
  const half = images.filter(({ summary }) => summary.unverified > 0).map(({ id }) => id);
  await writeParts(client, kept, by.trustRevision);
  await writeStates(client, images, by.revision);
  await writeSigners(client, images);
  await writeAttested(client, images.map(attestedOf));
  // What a look made of uploaded artefacts, whose image is known better now, is verified and judged once more.
  await client.query("UPDATE registry_images SET judged_by = NULL WHERE id = ANY($1)", [half]);
}

function attestedOf({ id, summary: { documents } }: JudgedImage) {
  return { id, documents };
}

/** The links whose changes are told. */
const toldLinks = ["signature", "provenance", "source", "commit", "sbom"];

async function writeStates(client: pg.PoolClient, images: readonly JudgedImage[], revision: string): Promise<void> {
  const rows = images.map(({ id, summary: { states, reason, broken, uneven, source } }) => {
    const named = { source_repository: source?.repository, source_commit: source?.commit };
    return { id, states, reason, broken, uneven, ...named };
  });
  await client.query(
    `WITH j AS (
       SELECT * FROM json_to_recordset($1::json) AS r(id text, states jsonb, reason text, broken boolean, uneven boolean,
         source_repository text, source_commit text)
     ), changed AS (
       INSERT INTO image_changes (image_id, at, link, before, after)
       SELECT i.id, now(), link, i.states->>link, j.states->>link
       FROM j JOIN registry_images i ON i.id = j.id AND i.states <> j.states, unnest($3::text[]) AS link
       WHERE i.states->>link <> j.states->>link ON CONFLICT DO NOTHING
     )
     UPDATE registry_images i SET states = j.states, reason = j.reason, broken = j.broken, uneven = j.uneven,
       judged_by = $2, judged_at = now(), source_repository = j.source_repository, source_commit = j.source_commit
     FROM j WHERE i.id = j.id`,
    [storableJson(rows), revision, toldLinks],
  );
}

async function writeSigners(client: pg.PoolClient, images: readonly JudgedImage[]): Promise<void> {
  const signers = images.flatMap(({ id, summary }) =>
    summary.signers.map(({ key, signer, role, state }) => ({ image_id: id, signer: key, identity: signer, role, state })),
  );
  await client.query(
    `WITH j AS (
       SELECT * FROM json_to_recordset($1::json) AS r(image_id text, signer text, identity jsonb, role text, state text)
     ), gone AS (
       DELETE FROM image_signers s WHERE s.image_id = ANY($2)
         AND NOT EXISTS (SELECT FROM j WHERE j.image_id = s.image_id AND j.signer = s.signer AND j.role = s.role)
     )
     INSERT INTO image_signers (image_id, signer, identity, role, state, first_seen)
     SELECT image_id, signer, identity, role, state, now() FROM j
     ON CONFLICT (image_id, signer, role) DO UPDATE SET state = excluded.state, identity = excluded.identity
       WHERE image_signers.state <> excluded.state OR image_signers.identity <> excluded.identity`,
    [storableJson(signers), images.map(({ id }) => id)],
  );
}

async function writeSignerStates(client: pg.PoolClient, images: readonly JudgedImage[]): Promise<void> {
  const signers = images.flatMap(({ id, summary }) => summary.signers.map(({ key, role, state }) => ({ id, key, role, state })));
  await client.query(
    `UPDATE image_signers s SET state = j.state
     FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS j(id, key, role, state)
     WHERE s.image_id = j.id AND s.signer = j.key AND s.role = j.role AND s.state <> j.state`,
    [
      signers.map(({ id }) => id),
      signers.map(({ key }) => key),
      signers.map(({ role }) => role),
      signers.map(({ state }) => state),
    ],
  );
}

/** A transaction's connection runs one statement at a time. */
function oneByOne(client: pg.PoolClient): AskRows {
  const ask = asking(client);
  let last: Promise<unknown> = Promise.resolve();
  return (sql, values) => {
    const rows = last.then(() => ask(sql, values));
    last = rows.catch(() => undefined);
    return rows;
  };
}
