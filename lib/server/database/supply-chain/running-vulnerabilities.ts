/** Vulnerabilities of what runs where the scope sees, by all reports about it. */
import type { ImageFinding } from "../../../core/supply-chain/vulnerabilities/image-findings.ts";
import type { Connection } from "../connection.ts";
import { Prisma } from "../generated/client.ts";
import { unpack } from "../packed-json.ts";
import type { Scope } from "../scope.ts";
import { type DocumentOrigin, originColumns } from "./document-standing.ts";
import type { HeldTo } from "./images.ts";
import { type ReportedImage, reportedDigests, reportedImagesQuery } from "./reported-images.ts";
import { type CoverageRow, coverageQuery, type PlaceRow, placesQuery, runsOf } from "./running-digests.ts";
import {
  type AssessedRuns,
  assessedRunsQuery,
  type VulnerabilityPageOf,
  type VulnerabilityPageRow,
  vulnerabilityPageQuery,
} from "./vulnerability-page.ts";

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
    /** @returns a page: what is exploited first, then by severity, likelihood and id; and how many there are of each severity. */
    async list(scope: Scope, filter: VulnerabilityPageOf): Promise<VulnerabilityPageRow> {
      const [runs] = await rows.$queryRaw<AssessedRuns[]>(assessedRunsQuery(scope, filter.clusters));
      if (runs === undefined) throw new Error("A query without GROUP BY has a row.");
      const [page] = await rows.$queryRaw<VulnerabilityPageRow[]>(vulnerabilityPageQuery(runs, filter));
      if (page === undefined) throw new Error("A query without FROM has a row.");
      return page;
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

    /** @returns the images that run and that a report is about, with the numbers of what it says. */
    images(scope: Scope): Promise<ReportedImage[]> {
      return rows.$queryRaw<ReportedImage[]>(reportedImagesQuery(scope));
    },

    /** @returns how many images that run a report is about. */
    async coverage(scope: Scope): Promise<CoverageRow> {
      const [row] = await rows.$queryRaw<CoverageRow[]>(coverageQuery(scope, reportedDigests));
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
