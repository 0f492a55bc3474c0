/** Packages that run where the scope sees, by the bills of materials of their images. */
import type { Connection } from "../connection.ts";
import { Prisma } from "../generated/client.ts";
import { containing, literal } from "../like.ts";
import type { Scope } from "../scope.ts";
import { type DocumentOrigin, isVouchedFor, originColumns } from "./document-standing.ts";
import type { HeldTo } from "./images.ts";
import { type CoverageRow, coverageQuery, type PlaceRow, placesQuery, runsOf } from "./running-digests.ts";

export interface PackageFilter {
  readonly q: string;
  /** The beginning of the version. */
  readonly version?: string;
  readonly clusters: readonly string[];
  /** Name and key of the last one of the page before. */
  readonly after?: readonly [string, string];
  readonly limit: number;
}

export interface PackageRow {
  readonly key: string;
  readonly name: string;
  readonly search: string;
  readonly version: string | null;
  readonly type: string | null;
  readonly images: number;
  /** Of those, the ones of which a verified bill of materials lists it. */
  readonly proved: number;
  readonly containers: number;
  readonly clusters: number;
}

/** A document that lists a package. */
export interface ListingDocument extends DocumentOrigin {
  readonly id: string;
  readonly fileName: string;
  readonly format: string;
  /** Of how many documents it is one of the first. */
  readonly total: number;
}

export type RunningPackagesRepository = ReturnType<typeof runningPackagesRepository>;

const mostDocuments = 50;

export function runningPackagesRepository({ rows }: Connection) {
  return {
    /**
     * In the order of the index, so that a page ends as soon as it is full: a plain EXISTS would join every component first.
     * @returns packages by name and version, one more than the limit where there are more.
     */
    list(scope: Scope, { q, version = "", clusters, after, limit }: PackageFilter): Promise<PackageRow[]> {
      const [name = "", key = ""] = after ?? [];
      const behind = after === undefined ? Prisma.sql`TRUE` : Prisma.sql`(p.search, p.key) > (${name}, ${key})`;
      return rows.$queryRaw<PackageRow[]>`
        WITH runs AS MATERIALIZED (${runsOf(scope, clusters)}), sboms AS MATERIALIZED (
          SELECT DISTINCT d.id, d.state = 'verified' AS proved, runs.cluster_id, runs.seq, runs.run FROM security_documents d
            CROSS JOIN LATERAL unnest(d.digests) AS named (digest) JOIN runs ON runs.any_digest = named.digest
          WHERE d.components > 0),
        found AS MATERIALIZED (
          SELECT p.* FROM packages p
          WHERE p.search LIKE ${containing(q.trim().toLowerCase())} AND coalesce(p.version, '') LIKE ${`${literal(version)}%`}
            AND ${behind} AND (SELECT TRUE FROM sbom_components c
              WHERE c.package_id = p.id AND c.document_id = ANY(ARRAY(SELECT DISTINCT id FROM sboms)) LIMIT 1)
          ORDER BY p.search, p.key LIMIT ${limit + 1})
        SELECT p.key, p.name, p.search, p.version, p.type, count(DISTINCT sboms.run)::int AS images,
          count(DISTINCT sboms.run) FILTER (WHERE sboms.proved)::int AS proved,
          count(DISTINCT (sboms.cluster_id, sboms.seq))::int AS containers, count(DISTINCT sboms.cluster_id)::int AS clusters
        FROM found p JOIN sbom_components c ON c.package_id = p.id JOIN sboms ON sboms.id = c.document_id
        GROUP BY p.key, p.name, p.search, p.version, p.type ORDER BY p.search, p.key`;
    },

    /** @returns where a package runs, and the documents that say so; of many the first, each with how many there are. */
    async places(scope: Scope, key: string, held: HeldTo): Promise<{ places: PlaceRow[]; documents: ListingDocument[] }> {
      const about = Prisma.sql`
        FROM packages p JOIN sbom_components c ON c.package_id = p.id JOIN security_documents d ON d.id = c.document_id
          CROSS JOIN LATERAL unnest(d.digests) AS named (digest) JOIN runs ON runs.any_digest = named.digest WHERE p.key = ${key}`;
      const [places, documents] = await Promise.all([
        rows.$queryRaw<PlaceRow[]>(placesQuery(scope, about)),
        rows.$queryRaw<ListingDocument[]>`
          WITH runs AS MATERIALIZED (${runsOf(scope)}), listing AS (SELECT DISTINCT d.id ${about})
          SELECT d.id, d.file_name AS "fileName", d.format, ${originColumns(scope, held)}, count(*) OVER ()::int AS total
          FROM security_documents d JOIN listing USING (id)
          ORDER BY d.state = 'verified' DESC NULLS LAST, d.file_name, d.id LIMIT ${mostDocuments}`,
      ]);
      return { places, documents };
    },

    /** @returns how many images that run a bill of materials is about. */
    async coverage(scope: Scope): Promise<CoverageRow> {
      const about = Prisma.sql`
        SELECT digest, bool_or(${isVouchedFor}) AS vouched FROM security_documents d, unnest(d.digests) AS digest
        WHERE d.components IS NOT NULL GROUP BY digest`;
      const [row] = await rows.$queryRaw<CoverageRow[]>(coverageQuery(scope, about));
      if (row === undefined) throw new Error("A query without FROM has a row.");
      return row;
    },
  };
}
