/** Which findings a waiver matches: written when it is made or changed; a scan that is stored adds its own. */
import type pg from "pg";
import type { Rows } from "./database.ts";
import { Prisma } from "./generated/client.ts";
import { resultStates } from "./rows.ts";
import { matchedBy, type WaiverMatch, waiversLock } from "./waived.ts";

/** Waits for scans that are being stored, and holds the next ones until this transaction ends. */
export async function lockWaivers(rows: Rows): Promise<void> {
  await rows.$executeRaw`SELECT pg_advisory_xact_lock(${waiversLock})`;
}

interface Matching {
  readonly id: string;
  readonly match: WaiverMatch;
  readonly at: Date;
}

/** Every finding of every stored scan that the lists match. */
const stored = (match: WaiverMatch) => Prisma.sql`
  FROM scans s JOIN clusters c ON c.id = s.cluster_id AND c.removed_at IS NULL JOIN findings f ON f.scan_id = s.id
  WHERE s.state = ANY(${[...resultStates]}::text[]) AND ${matchedBy(match)}
    ${match.clusters.length > 0 ? Prisma.sql`AND s.cluster_id = ANY(${[...match.clusters]}::text[])` : Prisma.empty}`;

/** Adds what the waiver matches and did not before. The lock must be held. */
export async function addMatches(rows: Rows, { id, match, at }: Matching): Promise<void> {
  await rows.$executeRaw`
    INSERT INTO waived_findings (waiver_id, cluster_id, fingerprint, since)
    SELECT ${id}, m.cluster_id, m.fingerprint, ${at}::timestamptz FROM (SELECT DISTINCT f.cluster_id, f.fingerprint ${stored(match)}) m
    WHERE NOT EXISTS (SELECT 1 FROM waived_findings o WHERE o.waiver_id = ${id} AND o.cluster_id = m.cluster_id
      AND o.fingerprint = m.fingerprint AND o.until IS NULL)
    ON CONFLICT (waiver_id, cluster_id, fingerprint, since) DO UPDATE SET until = NULL`;
}

/** Closes what the waiver matched and does not any more. The lock must be held. */
export async function closeMatches(rows: Rows, { id, match, at }: Matching): Promise<void> {
  await rows.$executeRaw`
    UPDATE waived_findings wf SET until = ${at} WHERE wf.waiver_id = ${id} AND wf.until IS NULL
      AND (wf.cluster_id, wf.fingerprint) NOT IN (SELECT f.cluster_id, f.fingerprint ${stored(match)})`;
}

const rest = `(w.cluster_ids = '{}' OR f.cluster_id = ANY(w.cluster_ids))
  AND (w.namespaces = '{}' OR coalesce(f.namespace, '') = ANY(w.namespaces))
  AND (w.kinds = '{}' OR f.kind = ANY(w.kinds)) AND (w.names = '{}' OR f.name = ANY(w.names))`;

/**
 * Adds what a scan that is being stored brings to every waiver that holds, in the scan's own transaction. Waivers that name
 * fingerprints or checks are joined by them: two hundred waivers do not mean two hundred passes over the findings.
 */
export async function matchScan(client: pg.PoolClient, scanId: string): Promise<void> {
  await client.query("SELECT pg_advisory_xact_lock_shared($1)", [waiversLock]);
  await client.query(
    `WITH w AS MATERIALIZED (SELECT * FROM waivers WHERE revoked_at IS NULL AND expires_at > now()),
     f AS (SELECT cluster_id, fingerprint, check_id, namespace, kind, name FROM findings WHERE scan_id = $1),
     m AS (
       SELECT w.id, f.cluster_id, f.fingerprint FROM w CROSS JOIN unnest(w.fingerprints) AS p(value)
         JOIN f ON f.fingerprint = p.value WHERE (w.check_ids = '{}' OR f.check_id = ANY(w.check_ids)) AND ${rest}
       UNION SELECT w.id, f.cluster_id, f.fingerprint FROM w CROSS JOIN unnest(w.check_ids) AS p(value)
         JOIN f ON f.check_id = p.value WHERE w.fingerprints = '{}' AND ${rest}
       UNION SELECT w.id, f.cluster_id, f.fingerprint FROM w JOIN f ON w.fingerprints = '{}' AND w.check_ids = '{}' AND ${rest}
     )
     INSERT INTO waived_findings (waiver_id, cluster_id, fingerprint, since)
     SELECT m.id, m.cluster_id, m.fingerprint, date_trunc('milliseconds', now()) FROM m
     WHERE NOT EXISTS (SELECT 1 FROM waived_findings o WHERE o.waiver_id = m.id AND o.cluster_id = m.cluster_id
       AND o.fingerprint = m.fingerprint AND o.until IS NULL)
     ON CONFLICT DO NOTHING`,
    [scanId],
  );
}
