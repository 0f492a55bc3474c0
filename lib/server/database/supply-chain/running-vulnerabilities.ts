/** Vulnerabilities of what runs where the scope sees, by all reports about it. */
import type { ImageFinding } from "../../../core/supply-chain/vulnerabilities/image-findings.ts";
import type { Connection } from "../connection.ts";
import { Prisma } from "../generated/client.ts";
import { containing } from "../like.ts";
import { unpack } from "../packed-json.ts";
import type { Scope } from "../scope.ts";
import { type DocumentOrigin, isVouchedFor, originColumns } from "./document-standing.ts";
import type { HeldTo } from "./images.ts";
import { type CoverageRow, coverageQuery, type PlaceRow, placesQuery, runsOf } from "./running-digests.ts";

export interface VulnerabilityFilter {
  readonly q: string;
  readonly show: "open" | "closed" | "all";
  readonly fixable: boolean;
  readonly exploited: boolean;
  readonly differs: boolean;
  readonly clusters: readonly string[];
}

export interface VulnerabilityRow {
  readonly id: string;
  readonly title: string | null;
  readonly rank: number;
  readonly packages: readonly string[];
  readonly images: number;
  readonly containers: number;
  readonly clusters: number;
  readonly tools: readonly string[];
  readonly fixable: boolean;
  readonly differs: boolean;
  readonly open: boolean;
  readonly exploited: boolean;
  readonly epss: number | null;
}

export interface RunningFinding {
  readonly digest: string;
  readonly image: string;
  readonly finding: ImageFinding;
}

export interface ExploitedRow {
  readonly cve: string;
  readonly addedOn: string | null;
  readonly ransomware: boolean;
}

export interface OneVulnerability {
  /** The first of them. */
  readonly findings: readonly RunningFinding[];
  readonly findingCount: number;
  /** Of the documents that witnesses and statements stand in. */
  readonly origins: ReadonlyMap<string, DocumentOrigin>;
  readonly places: readonly PlaceRow[];
  readonly exploited?: ExploitedRow;
  readonly epss?: number;
}

interface FoundRow {
  readonly digest: string;
  readonly image: string;
  readonly detail: Uint8Array;
  readonly total: number;
}

/** Findings of one vulnerability in one answer. */
const mostFindings = 500;

export type RunningVulnerabilitiesRepository = ReturnType<typeof runningVulnerabilitiesRepository>;

export function runningVulnerabilitiesRepository({ rows }: Connection) {
  return {
    /** @returns all that the filter leaves, but for its severities: what is exploited first, then by severity, likelihood and id. */
    list(scope: Scope, filter: VulnerabilityFilter): Promise<VulnerabilityRow[]> {
      return rows.$queryRaw<VulnerabilityRow[]>`
        WITH runs AS MATERIALIZED (${runsOf(scope, filter.clusters)}), images AS MATERIALIZED (
          SELECT DISTINCT a.id, runs.cluster_id, runs.seq, runs.run FROM assessed_images a
            CROSS JOIN LATERAL unnest(a.digests) AS named (digest) JOIN runs ON runs.any_digest = named.digest),
        counted AS (SELECT id, array_agg(DISTINCT run) AS runs, array_agg(DISTINCT cluster_id || '/' || seq) AS containers,
            array_agg(DISTINCT cluster_id) AS clusters FROM images GROUP BY id),
        listed AS (
          SELECT v.vulnerability AS id, min(v.title) AS title, min(v.rank) AS rank, array_agg(DISTINCT v.package) AS packages,
            array_agg(DISTINCT v.image_id) AS image_ids, bool_or(v.fixable) AS fixable, bool_or(v.differs) AS differs,
            bool_or(v.open) AS open
          FROM image_vulnerabilities v JOIN counted ON counted.id = v.image_id WHERE ${conditionOf(filter)}
          GROUP BY v.vulnerability)
        SELECT l.id, l.title, l.rank, l.packages, l.fixable, l.differs, l.open,
          (SELECT count(DISTINCT run)::int FROM counted c, unnest(c.runs) run WHERE c.id = ANY(l.image_ids)) AS images,
          (SELECT count(DISTINCT one)::int FROM counted c, unnest(c.containers) one WHERE c.id = ANY(l.image_ids)) AS containers,
          (SELECT count(DISTINCT one)::int FROM counted c, unnest(c.clusters) one WHERE c.id = ANY(l.image_ids)) AS clusters,
          ARRAY(SELECT DISTINCT tool FROM image_vulnerabilities v, unnest(v.tools) tool
            WHERE v.vulnerability = l.id AND v.image_id = ANY(l.image_ids) ORDER BY 1) AS tools,
          k.cve IS NOT NULL AS exploited, e.score AS epss
        FROM listed l LEFT JOIN kev_entries k ON k.cve = l.id LEFT JOIN epss_scores e ON e.cve = l.id
        WHERE ${filter.exploited ? Prisma.sql`k.cve IS NOT NULL` : Prisma.sql`TRUE`}
        ORDER BY exploited DESC, l.rank, coalesce(e.score, -1) DESC, l.id`;
    },

    /** @returns undefined where nothing that the scope sees has it. */
    async get(scope: Scope, vulnerability: string, held: HeldTo): Promise<OneVulnerability | undefined> {
      const about = Prisma.sql`
        FROM image_vulnerabilities v JOIN assessed_images a ON a.id = v.image_id CROSS JOIN LATERAL unnest(a.digests) AS named (digest)
          JOIN runs ON runs.any_digest = named.digest WHERE v.vulnerability = ${vulnerability}`;
      const found = await rows.$queryRaw<FoundRow[]>`
        WITH runs AS MATERIALIZED (${runsOf(scope)}), found AS (
          SELECT DISTINCT ON (v.image_id, v.seq) v.image_id, v.seq, runs.run AS digest, runs.image ${about}
          ORDER BY v.image_id, v.seq, runs.run),
        first AS (SELECT found.*, count(*) OVER ()::int AS total FROM found ORDER BY image_id, seq LIMIT ${mostFindings})
        SELECT first.digest, first.image, first.total, v.detail FROM first JOIN image_vulnerabilities v USING (image_id, seq)
        ORDER BY image_id, seq`;
      if (found.length === 0) return undefined;
      const places = await rows.$queryRaw<PlaceRow[]>(placesQuery(scope, about));
      const read = await Promise.all(
        found.map(async ({ detail, digest, image }) => ({ digest, image, finding: await unpack<ImageFinding>(detail) })),
      );
      const [exploited, likely, documents] = await Promise.all([
        rows.kevEntry.findUnique({ where: { cve: vulnerability } }),
        rows.epssScore.findUnique({ where: { cve: vulnerability } }),
        rows.$queryRaw<(DocumentOrigin & { readonly id: string })[]>`
          SELECT d.id, ${originColumns(scope, held)} FROM security_documents d WHERE d.id = ANY(${documentsOf(read)}::text[])`,
      ]);
      return {
        findings: read,
        findingCount: found[0]?.total ?? 0,
        origins: new Map(documents.map(({ id, ...origin }) => [id, origin])),
        places,
        ...(exploited && { exploited }),
        ...(likely && { epss: likely.score }),
      };
    },

    /** @returns how many images that run a report is about. */
    async coverage(scope: Scope): Promise<CoverageRow> {
      const about = Prisma.sql`
        SELECT digest, bool_or(${isVouchedFor}) AS vouched FROM security_documents d, unnest(d.digests) AS digest
        WHERE d.vulnerabilities IS NOT NULL AND NOT d.partial GROUP BY digest`;
      const [row] = await rows.$queryRaw<CoverageRow[]>(coverageQuery(scope, about));
      if (row === undefined) throw new Error("A query without FROM has a row.");
      return row;
    },
  };
}

function documentsOf(findings: readonly RunningFinding[]): string[] {
  return [
    ...new Set(findings.flatMap(({ finding: { witnesses, vex } }) => [...witnesses, ...vex].map(({ document }) => document))),
  ];
}

function conditionOf({ q, show, fixable, differs }: VulnerabilityFilter): Prisma.Sql {
  const pattern = containing(q.trim().toLowerCase());
  const parts = [
    ...(q.trim() === ""
      ? []
      : [Prisma.sql`(lower(array_to_string(v.ids, ' ')) LIKE ${pattern} OR lower(v.package) LIKE ${pattern})`]),
    ...(show === "all" ? [] : [Prisma.sql`v.open = ${show === "open"}`]),
    ...(fixable ? [Prisma.sql`v.fixable`] : []),
    ...(differs ? [Prisma.sql`v.differs`] : []),
  ];
  return parts.length === 0 ? Prisma.sql`TRUE` : Prisma.join(parts, " AND ");
}
