/** Images for readers: those that run where the scope sees, and nothing of any other. */
import type { Look, LookFailure } from "../../../core/supply-chain/discovery/look.ts";
import type { Digest } from "../../../core/supply-chain/images/digest.ts";
import type { ImageFacts } from "../../../core/supply-chain/images/image-facts.ts";
import type { PackagesOfImage } from "../../../core/supply-chain/images/known-image.ts";
import {
  pushApis,
  pushPlace,
  type RegistryPushLook,
  type ReportedRegistryPush,
} from "../../../core/supply-chain/source/registry-push.ts";
import type { VerificationState } from "../../../core/supply-chain/verification/result.ts";
import type { Connection } from "../connection.ts";
import { Prisma } from "../generated/client.ts";
import { unpack } from "../packed-json.ts";
import { present } from "../rows.ts";
import type { Scope } from "../scope.ts";
import { visibleClusters } from "../visible.ts";
import { askingRows } from "./ask-rows.ts";
import type {
  ImageClusterRow,
  ImageRecord,
  ImageSignerRow,
  ImageTagRow,
  RunningImageRow,
  SignerNameRow,
  WholeImage,
} from "./image-rows.ts";
import { type KeptRow, keptImages } from "./kept-images.ts";
import { packagesIn, packagesOf } from "./known-images.ts";
import { wholeImage } from "./whole-image.ts";

/** What runs where the scope sees, and what is known of it. */
export interface SeenImages {
  readonly clusters: readonly ImageClusterRow[];
  readonly running: readonly RunningImageRow[];
  readonly records: readonly ImageRecord[];
  readonly signers: readonly SignerNameRow[];
  readonly tags: readonly ImageTagRow[];
}

export interface ImageStanding {
  /** Empty where nothing is written of it. */
  readonly reason: string;
  readonly awaited: boolean;
}

export interface KeptEvidence {
  readonly value: unknown;
}

/** What an answer is held to: the judgement of today, and the moment before which it is too old. */
export interface HeldTo {
  readonly revision: string;
  readonly staleBefore: Date;
}

/** Containers that run in a cluster. */
export interface ClusterShare {
  readonly clusterId: string;
  readonly all: number;
  readonly verified: number;
  readonly unknown: number;
}

/** Changes of states that are read at once. */
const mostStates = 5000;

export interface StoredChanges {
  readonly images: readonly { readonly id: string; readonly at: Date }[];
  readonly states: readonly {
    readonly id: string;
    readonly at: Date;
    readonly link: "signature" | "provenance" | "source" | "commit" | "sbom";
    readonly before: VerificationState;
    readonly after: VerificationState;
  }[];
}

export type ImagesRepository = ReturnType<typeof imagesRepository>;

export function imagesRepository({ rows, sender, transaction }: Connection) {
  /** @returns whether the image runs where the scope sees. */
  async function isSeen(scope: Scope, id: string): Promise<boolean> {
    const [found] = await rows.$queryRaw<object[]>`
      SELECT 1 AS seen FROM registry_images i WHERE i.id = ${id} AND EXISTS (${runs(scope)} AND ${ofImage}) LIMIT 1`;
    return found !== undefined;
  }

  return {
    isSeen,

    /** @returns everything that lists of images are made of. */
    async seen(scope: Scope): Promise<SeenImages> {
      const [clusters, running, records, signers, tags] = await Promise.all([
        clustersOf(rows, scope),
        runningOf(rows, scope),
        recordsOf(rows, scope),
        signerNamesOf(rows, scope),
        tagsOf(rows, scope),
      ]);
      return { clusters, running, records, signers, tags };
    },

    /** @returns how much of what runs in each cluster is verified, and how much is not known, by the containers that run it. */
    shares(scope: Scope, held: HeldTo): Promise<ClusterShare[]> {
      return rows.$queryRaw<ClusterShare[]>`
        SELECT s."clusterId", sum(s.pods)::int AS "all", coalesce(sum(s.pods) FILTER (WHERE s.state = 'verified'), 0)::int AS verified,
          coalesce(sum(s.pods) FILTER (WHERE s.state IN ('unknown', 'stale')), 0)::int AS unknown
        FROM (
          SELECT r.cluster_id AS "clusterId", r.pods, CASE
            WHEN i.looked_at < ${held.staleBefore} OR i.judged_by IS DISTINCT FROM ${held.revision} THEN 'unknown'
            ELSE coalesce(i.states->>'signature', 'unknown') END AS state
          FROM running_images r JOIN clusters c ON c.id = r.cluster_id LEFT JOIN registry_images i ON ${ofImage}
          WHERE ${visibleRunning(scope)}) s
        GROUP BY s."clusterId" ORDER BY s."clusterId"`;
    },

    /** @returns who signed what runs, with all that is known of them. */
    signers(scope: Scope): Promise<ImageSignerRow[]> {
      return signersOf(rows, scope);
    },

    /** @returns what began to run and what stands otherwise since then, of images that run where the scope sees. */
    async changes(scope: Scope, since: Date): Promise<StoredChanges> {
      const isVisible = Prisma.sql`EXISTS (${runs(scope)} AND ${ofImage})`;
      const [images, states] = await Promise.all([
        rows.$queryRaw<StoredChanges["images"]>`
          SELECT i.id, i.created_at AS at FROM registry_images i WHERE i.created_at >= ${since} AND ${isVisible}`,
        rows.$queryRaw<StoredChanges["states"]>`
          SELECT i.id, h.at, h.link, h.before, h.after FROM image_changes h JOIN registry_images i ON i.id = h.image_id
          WHERE h.at >= ${since} AND ${isVisible} ORDER BY h.at DESC, h.image_id, h.link LIMIT ${mostStates}`,
      ]);
      return { images, states };
    },

    /** @returns an image with all that is kept of it; undefined where it runs nowhere that the scope sees. */
    async get(scope: Scope, id: string): Promise<WholeImage | undefined> {
      return (await isSeen(scope, id)) ? wholeImage(rows, id) : undefined;
    },

    /**
     * @param trustRevision absent: with what every revision of the trust profiles showed.
     * @returns all that is kept of some images, of those that run where the scope sees.
     */
    async kept(scope: Scope, ids: readonly string[], trustRevision?: string): Promise<readonly KeptRow[]> {
      const seen = await rows.$queryRaw<{ id: string }[]>`
        SELECT i.id FROM registry_images i WHERE i.id = ANY(${[...ids]}::text[]) AND EXISTS (${runs(scope)} AND ${ofImage})`;
      return keptImages(
        askingRows(rows),
        seen.map(({ id }) => id),
        trustRevision,
      );
    },

    /** @returns sets of digests that are proved to be of one image each, of the images that run, or were asked for, where the scope sees. */
    async sameImages(scope: Scope, digests: readonly Digest[]): Promise<readonly (readonly Digest[])[]> {
      const found = await rows.$queryRaw<{ digests: Digest[] }[]>`
        SELECT i.digests FROM registry_images i WHERE i.digests && ${[...digests]}::text[] AND cardinality(i.digests) > 1
          AND (EXISTS (${runs(scope)} AND ${ofImage}) OR EXISTS (${runs(scope)} AND ${isWanted}))`;
      return found.map((row) => row.digests);
    },

    /** @returns what images say of themselves, by their ids; those that run nowhere in the scope, or were not looked at, are not in it. */
    async facts(scope: Scope, ids: readonly string[]): Promise<ReadonlyMap<string, Look<ImageFacts>>> {
      const found = await rows.$queryRaw<{ id: string; facts: Uint8Array<ArrayBuffer> }[]>`
        SELECT i.id, i.facts FROM registry_images i
        WHERE i.id = ANY(${[...ids]}::text[]) AND i.facts IS NOT NULL AND EXISTS (${runs(scope)} AND ${ofImage})`;
      const read = found.map(async ({ id, facts }) => [id, await unpack<Look<ImageFacts>>(facts)] as const);
      return new Map(await Promise.all(read));
    },

    /** @returns what bills of materials list of images, by their ids; those that run nowhere in the scope, or have none, are not in it. */
    async packages(scope: Scope, ids: readonly string[]): Promise<ReadonlyMap<string, PackagesOfImage>> {
      const seen = await rows.$queryRaw<{ id: string; digests: string[] }[]>`
        SELECT i.id, i.digests || i.digest AS digests FROM registry_images i
        WHERE i.id = ANY(${[...ids]}::text[]) AND EXISTS (${runs(scope)} AND ${ofImage})`;
      const bills = await packagesOf(askingRows(rows), [...new Set(seen.flatMap(({ digests }) => digests))]);
      return new Map(
        seen.flatMap(({ id, digests }) => {
          const { packages } = packagesIn(bills.filter((bill) => bill.digests.some((one) => digests.includes(one))));
          return packages ? [[id, packages] as const] : [];
        }),
      );
    },

    /** @returns who may push to where the image lies, as its registry says; undefined where the scope does not see the image. */
    async push(scope: Scope, id: string): Promise<RegistryPushLook | undefined> {
      if (!(await isSeen(scope, id))) return undefined;
      const image = await rows.registryImage.findUniqueOrThrow({ where: { id }, select: { registry: true, repository: true } });
      const listed = await rows.registry.findFirst({
        where: { host: { equals: image.registry, mode: "insensitive" } },
        select: { pushApi: true },
      });
      const api = pushApis.find((one) => one === listed?.pushApi);
      if (api === undefined) return { host: image.registry };
      const key = { host: image.registry.toLowerCase(), place: pushPlace(api, image.repository) };
      const row = await rows.registryPush.findUnique({ where: { host_place: key } });
      return {
        ...{ host: image.registry, api },
        ...(row?.answer && { answer: await unpack<ReportedRegistryPush>(row.answer) }),
        ...(row?.failure && { failure: row.failure as unknown as LookFailure }),
        ...(row?.lookedAt && { lookedAt: row.lookedAt }),
      };
    },

    /** @returns whether a look at the image is waited for, and what is known of why there was none; undefined where the scope does not see it. */
    async standing(scope: Scope, id: string): Promise<ImageStanding | undefined> {
      const [found] = await rows.$queryRaw<ImageStanding[]>`
        SELECT i.reason, i.due_at IS NOT NULL AS awaited FROM registry_images i
        WHERE i.id = ${id} AND EXISTS (${runs(scope)} AND ${ofImage}) LIMIT 1`;
      return found;
    },

    /** @returns what is kept of an artefact of the image; undefined where the image is not seen, or has no such artefact. */
    async evidence(scope: Scope, id: string, digest: string): Promise<KeptEvidence | undefined> {
      if (!(await isSeen(scope, id))) return undefined;
      const found = await rows.imageArtifact.findFirst({
        where: { imageId: id, evidenceDigest: digest },
        select: { evidence: { select: { bytes: true } } },
      });
      return found?.evidence ? { value: await unpack<unknown>(found.evidence.bytes) } : undefined;
    },

    /**
     * Makes the image due now, with who may push to where it lies and the commit that it names, and wakes a worker.
     * @returns whether the scope sees it.
     */
    async look(scope: Scope, id: string, now: Date): Promise<boolean> {
      if (!(await isSeen(scope, id))) return false;
      const due = { dueAt: now, failures: 0 };
      await transaction(async (tx) => {
        const { registry, repository, sourceRepository, sourceCommit } = await tx.registryImage.update({
          ...{ where: { id }, data: due },
          select: { registry: true, repository: true, sourceRepository: true, sourceCommit: true },
        });
        const place = { in: pushApis.map((api) => pushPlace(api, repository)) };
        await tx.registryPush.updateMany({ where: { host: registry.toLowerCase(), place }, data: due });
        if (sourceRepository !== null && sourceCommit !== null)
          await tx.sourceCommit.updateMany({
            where: { repository: sourceRepository, commit: sourceCommit, dueAt: { not: null } },
            data: due,
          });
        await sender.send(tx, "images", {}, "images");
      });
      return true;
    },
  };
}

type Rows = Connection["rows"];

/** @returns whether an image names the commit as its source that runs where the scope sees. */
export async function isImageOfSource(
  rows: Rows,
  scope: Scope,
  { repository, commit }: { readonly repository: string; readonly commit: string },
): Promise<boolean> {
  const [found] = await rows.$queryRaw<object[]>`
    SELECT 1 AS seen FROM registry_images i WHERE i.source_repository = ${repository} AND i.source_commit = ${commit}
      AND EXISTS (${runs(scope)} AND ${ofImage}) LIMIT 1`;
  return found !== undefined;
}

/** The join of a running container with the image that it runs. */
export const ofImage = Prisma.sql`r.id_registry = i.registry AND r.id_repository = i.repository AND r.digest = i.digest`;

/** The join of a running container with the image that was asked for instead of the one that it runs. */
const isWanted = Prisma.sql`r.wanted_registry = i.registry AND r.wanted_repository = i.repository AND r.wanted = i.digest`;

/** A query of what runs as `r`, to which conditions can be added. */
function runs(scope: Scope): Prisma.Sql {
  return Prisma.sql`SELECT FROM running_images r JOIN clusters c ON c.id = r.cluster_id WHERE ${visibleRunning(scope)}`;
}

/** The condition on `running_images r` and `clusters c`. */
export function visibleRunning({ clusters }: Scope): Prisma.Sql {
  if (clusters === "all") return Prisma.sql`c.removed_at IS NULL`;
  const each = [...clusters].map(([id, namespaces]) =>
    namespaces === "all"
      ? Prisma.sql`r.cluster_id = ${id}`
      : Prisma.sql`(r.cluster_id = ${id} AND r.namespace = ANY(${[...namespaces]}::text[]))`,
  );
  if (each.length === 0) return Prisma.sql`FALSE`;
  return Prisma.sql`(c.removed_at IS NULL AND (${Prisma.join(each, " OR ")}))`;
}

async function clustersOf(rows: Rows, scope: Scope): Promise<ImageClusterRow[]> {
  const stored = await rows.cluster.findMany({
    where: visibleClusters(scope),
    select: { id: true, name: true, imagesScanId: true, latestScanId: true },
    orderBy: { name: "asc" },
  });
  const scans = await rows.scan.findMany({
    where: { id: { in: stored.flatMap(({ imagesScanId }) => imagesScanId ?? []) } },
    select: { id: true, takenAt: true },
  });
  const takenAt = new Map(scans.map((scan) => [scan.id, scan.takenAt]));
  return stored.map(({ id, name, imagesScanId, latestScanId }) => ({
    ...{ id, name, older: imagesScanId === null && latestScanId !== null },
    ...(imagesScanId !== null && { scanId: imagesScanId, takenAt: present(takenAt.get(imagesScanId) ?? null) }),
  }));
}

async function runningOf(rows: Rows, scope: Scope): Promise<RunningImageRow[]> {
  const found = await rows.$queryRaw<Nullable<RunningImageRow>[]>`
    SELECT r.cluster_id AS "clusterId", r.scan_id AS "scanId", r.namespace, r.workload_kind AS kind, r.workload, r.container, r.type,
      r.image, r.registry, r.repository, r.tag, r.image_id_kind AS "idKind", r.id_registry AS "idRegistry",
      r.id_repository AS "idRepository", r.digest, r.wanted, r.pods, r.started_at AS since
    FROM running_images r JOIN clusters c ON c.id = r.cluster_id WHERE ${visibleRunning(scope)} ORDER BY c.name, r.seq`;
  return withoutNulls<RunningImageRow>(found);
}

async function recordsOf(rows: Rows, scope: Scope): Promise<ImageRecord[]> {
  const found = await rows.$queryRaw<Nullable<ImageRecord>[]>`
    SELECT i.id, i.registry, i.repository, i.digest, i.digests, i.due_at AS "dueAt", i.looked_at AS "lookedAt",
      i.judged_by AS "judgedBy", i.judged_at AS "judgedAt", i.judged_trust AS "judgedTrust", i.reason, i.broken, i.uneven,
      i.built_at AS "builtAt", s.looked_at AS "commitLookedAt",
      i.states || CASE WHEN s.commit_state IS NULL OR i.states = '{}' THEN '{}'
        ELSE jsonb_build_object('commit', s.commit_state) END AS states
    FROM registry_images i
      LEFT JOIN source_commits s ON s.repository = i.source_repository AND s.commit = i.source_commit
    WHERE EXISTS (${runs(scope)} AND ${ofImage}) ORDER BY i.registry, i.repository, i.digest`;
  return withoutNulls<ImageRecord>(found);
}

function signersOf(rows: Rows, scope: Scope): Promise<ImageSignerRow[]> {
  return rows.$queryRaw<ImageSignerRow[]>`
    SELECT s.image_id AS "imageId", s.signer, s.identity, s.role, s.state, s.first_seen AS "firstSeen"
    FROM image_signers s JOIN registry_images i ON i.id = s.image_id WHERE EXISTS (${runs(scope)} AND ${ofImage})
    ORDER BY s.signer, s.image_id, s.role`;
}

/** Fleets have many signatures, and lists name the signers alone. */
function signerNamesOf(rows: Rows, scope: Scope): Promise<SignerNameRow[]> {
  return rows.$queryRaw<SignerNameRow[]>`
    SELECT s.image_id AS "imageId", s.signer, min(s.identity->>'kind') AS kind,
      coalesce(min(CASE s.identity->>'kind' WHEN 'key' THEN s.identity->>'name' ELSE s.identity->>'subject' END), '') AS name,
      bool_or(jsonb_array_length(s.identity->'signedAt') > 0) AS dated
    FROM image_signers s JOIN registry_images i ON i.id = s.image_id WHERE EXISTS (${runs(scope)} AND ${ofImage})
    GROUP BY s.image_id, s.signer ORDER BY s.signer, s.image_id`;
}

async function tagsOf(rows: Rows, scope: Scope): Promise<ImageTagRow[]> {
  const found = await rows.$queryRaw<Nullable<ImageTagRow>[]>`
    SELECT t.registry, t.repository, t.tag, t.digest, t.manifests, t.failure, t.looked_at AS "lookedAt" FROM image_tags t
    WHERE EXISTS (${runs(scope)} AND r.registry = t.registry AND r.repository = t.repository AND r.tag = t.tag)`;
  return withoutNulls<ImageTagRow>(found);
}

type Nullable<T> = { readonly [K in keyof T]-?: T[K] | null };

/** @returns the rows without the columns that have no value. */
function withoutNulls<T extends object>(rows: readonly Nullable<T>[]): T[] {
  const columns = Object.keys(rows[0] ?? {}) as (keyof T)[];
  return rows.map((row) => {
    const kept: Partial<Record<keyof T, unknown>> = {};
    for (const column of columns) if (row[column] !== null) kept[column] = row[column];
    return kept as T;
  });
}
