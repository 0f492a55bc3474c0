/** What runs where a scope sees, under every digest that is known of it: the ground on which documents about images are joined. */
import { Prisma } from "../generated/client.ts";
import type { Scope } from "../scope.ts";
import { ofImage, visibleRunning } from "./images.ts";

export interface PlaceRow {
  readonly clusterId: string;
  readonly cluster: string;
  readonly namespace: string;
  readonly kind: string;
  readonly workload: string;
  readonly container: string;
  readonly image: string;
  readonly digest: string;
  readonly pods: number;
  /** Of how many places it is one of the first. */
  readonly total: number;
}

export interface CoverageRow {
  readonly images: number;
  /** About which a document is that a person uploaded or that is verified. */
  readonly known: number;
  /** About which there is none but a claim beside the image. */
  readonly claimed: number;
  readonly without: readonly { readonly image: string; readonly digest: string; readonly pods: number }[];
  readonly unnamed: number;
}

/** @returns the query that `runs` is made of: a row for each running container and each digest of its image. */
export function runsOf(scope: Scope, clusters: readonly string[] = []): Prisma.Sql {
  const some = clusters.length === 0 ? Prisma.empty : Prisma.sql`AND r.cluster_id = ANY(${[...clusters]}::text[])`;
  return Prisma.sql`
    SELECT r.cluster_id, c.name AS cluster, r.seq, r.namespace, r.workload_kind, r.workload, r.container, r.image,
      r.digest AS run, r.pods, d.digest AS any_digest
    FROM running_images r JOIN clusters c ON c.id = r.cluster_id LEFT JOIN registry_images i ON ${ofImage}
      CROSS JOIN LATERAL (SELECT DISTINCT unnest(coalesce(i.digests, '{}') || r.digest) AS digest) d
    WHERE r.digest IS NOT NULL AND ${visibleRunning(scope)} ${some}`;
}

const placeColumns = Prisma.sql`
  runs.cluster_id AS "clusterId", runs.cluster, runs.namespace, runs.workload_kind AS kind, runs.workload, runs.container, runs.image,
  runs.run AS digest, runs.pods`;

/** Places in one answer. */
const mostPlaces = 1_000;

/**
 * @param about joins and conditions behind FROM, with `runs` among them.
 * @returns the query of the places, each once, in the order of clusters, namespaces and workloads.
 */
export function placesQuery(scope: Scope, about: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    WITH runs AS MATERIALIZED (${runsOf(scope)}), places AS (SELECT DISTINCT ${placeColumns}, runs.seq ${about})
    SELECT "clusterId", cluster, namespace, kind, workload, container, image, digest, pods, count(*) OVER ()::int AS total FROM places
    ORDER BY cluster, namespace, workload, seq LIMIT ${mostPlaces}`;
}

/** @param about a query of digests, as `digest`, that documents are about, and whether one of those is vouched for. */
export function coverageQuery(scope: Scope, about: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    WITH runs AS MATERIALIZED (${runsOf(scope)}), about AS MATERIALIZED (${about}), images AS (
      SELECT runs.run, min(runs.image) AS image, bool_or(about.digest IS NOT NULL) AS said,
        bool_or(coalesce(about.vouched, FALSE)) AS vouched, coalesce(sum(runs.pods) FILTER (WHERE runs.any_digest = runs.run), 0)::int AS pods
      FROM runs LEFT JOIN about ON about.digest = runs.any_digest GROUP BY runs.run)
    SELECT (SELECT count(*)::int FROM images) AS images, (SELECT count(*)::int FROM images WHERE vouched) AS known,
      (SELECT count(*)::int FROM images WHERE said AND NOT vouched) AS claimed,
      (SELECT count(*)::int FROM running_images r JOIN clusters c ON c.id = r.cluster_id
        WHERE r.digest IS NULL AND ${visibleRunning(scope)}) AS unnamed,
      coalesce((SELECT jsonb_agg(w) FROM (SELECT image, run AS digest, pods FROM images WHERE NOT said
        ORDER BY pods DESC, image LIMIT 50) w), '[]') AS without`;
}
