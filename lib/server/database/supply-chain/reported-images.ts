/** What reports say of the vulnerabilities of each image that runs, in numbers: hundreds of thousands of findings are no part of a list. */
import type { Digest } from "../../../core/supply-chain/images/digest.ts";
import { Prisma } from "../generated/client.ts";
import type { Scope } from "../scope.ts";
import { isVouchedFor } from "./document-standing.ts";
import { runsOf } from "./running-digests.ts";

export interface ReportedImage {
  readonly digests: readonly Digest[];
  /** Vulnerabilities that nothing closes, of each of `vulnerabilitySeverities`. */
  readonly open: readonly number[];
  /** Of them those on the list of what is exploited that was loaded. */
  readonly exploited: number;
  readonly newestAt: Date;
  /** Every report is about some of its packages alone. */
  readonly partial: boolean;
  /** A report about all of it is more than a claim beside the image. */
  readonly vouched: boolean;
}

/** What advisories say, of `security_documents d`, is worth no more than the bill of materials that they were compared with. */
const isBillVouchedFor = Prisma.sql`(d.origin <> 'osv' OR EXISTS (
  SELECT FROM osv_matches m JOIN security_documents b ON b.id = m.bill_id
  WHERE m.document_id = d.id AND (b.origin <> 'attestation' OR b.state = 'verified')))`;

/** The query of digests, as `digest`, that reports are about, and whether one of those is vouched for, as `vouched`. */
export const reportedDigests = Prisma.sql`
  SELECT digest, bool_or(${isVouchedFor} AND ${isBillVouchedFor}) AS vouched FROM security_documents d, unnest(d.digests) AS digest
  WHERE d.vulnerabilities IS NOT NULL AND NOT d.partial GROUP BY digest`;

/** @returns the query of the images that run where the scope sees and that a report is about. */
export function reportedImagesQuery(scope: Scope): Prisma.Sql {
  return Prisma.sql`
    WITH runs AS MATERIALIZED (SELECT DISTINCT r.any_digest AS digest FROM (${runsOf(scope)}) r),
      about AS MATERIALIZED (${reportedDigests}),
      seen AS MATERIALIZED (
        SELECT a.no, bool_or(coalesce(about.vouched, FALSE)) AS vouched
        FROM assessed_images a CROSS JOIN LATERAL unnest(a.digests) AS named (digest)
          LEFT JOIN runs ON runs.digest = named.digest LEFT JOIN about ON about.digest = named.digest
        GROUP BY a.no HAVING bool_or(runs.digest IS NOT NULL)),
      exploited AS (
        SELECT v.image_no AS no, count(DISTINCT f.vulnerability)::int AS count
        FROM kev_entries k JOIN flaws f ON f.vulnerability = k.cve JOIN image_flaws v ON v.flaw_no = f.no
        WHERE v.open GROUP BY v.image_no)
    SELECT a.digests, a.open, coalesce(e.count, 0) AS exploited, a.newest_at AS "newestAt", a.partial, seen.vouched
    FROM seen JOIN assessed_images a USING (no) LEFT JOIN exploited e USING (no)`;
}
