/** Which findings a waiver matches: written when it is made or changed. */
import type { Rows } from "../database.ts";
import { Prisma } from "../generated/client.ts";
import { resultStates } from "../rows.ts";
import { waiversLock } from "./scan-matches.ts";
import { matchedBy, type WaiverMatch } from "./waived.ts";

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

/** What the waiver matched until now. */
const open = (id: string) => Prisma.sql`
  SELECT o.cluster_id, o.fingerprint FROM waived_findings o WHERE o.waiver_id = ${id} AND o.until IS NULL`;

/**
 * Adds what the waiver matches and did not before. The lock must be held. Sets are compared as sets: a join that the planner
 * guesses wrong takes the square of a large waiver.
 */
export async function addMatches(rows: Rows, { id, match, at }: Matching): Promise<void> {
  await rows.$executeRaw`
    INSERT INTO waived_findings (waiver_id, cluster_id, fingerprint, since)
    SELECT ${id}, m.cluster_id, m.fingerprint, ${at}::timestamptz FROM (
      SELECT f.cluster_id, f.fingerprint ${stored(match)} EXCEPT ${open(id)}
    ) m
    ON CONFLICT (waiver_id, cluster_id, fingerprint, since) DO UPDATE SET until = NULL`;
}

/** Closes what the waiver matched and does not any more. The lock must be held. */
export async function closeMatches(rows: Rows, { id, match, at }: Matching): Promise<void> {
  await rows.$executeRaw`
    UPDATE waived_findings wf SET until = ${at} FROM (
      ${open(id)} EXCEPT SELECT f.cluster_id, f.fingerprint ${stored(match)}
    ) gone
    WHERE wf.waiver_id = ${id} AND wf.until IS NULL AND wf.cluster_id = gone.cluster_id AND wf.fingerprint = gone.fingerprint`;
}
