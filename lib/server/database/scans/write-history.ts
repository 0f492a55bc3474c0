/** What a scan adds to the history of findings that were gone at least once. */
import type pg from "pg";
import type { ScanResults } from "./scan-results.ts";

/** Only what changed is written: a finding that was never gone has no history but its own row. */
export async function writeHistory(
  client: pg.PoolClient,
  { scanId, clusterId }: { readonly scanId: string; readonly clusterId: string },
  results: ScanResults,
): Promise<void> {
  const { history, previous, inventory } = results;
  await client.query(
    `UPDATE finding_history SET last_seen_scan_id = NULL, last_seen_at = NULL, reopened = reopened + (fixed_at IS NOT NULL)::int,
       fixed_scan_id = NULL, fixed_at = NULL WHERE cluster_id = $1 AND fingerprint = ANY($2)`,
    [clusterId, history.returned],
  );
  if (!previous) return;
  await fixVanished(client, { scanId, clusterId }, results);
  await client.query(
    `INSERT INTO finding_history (cluster_id, fingerprint, check_id, first_seen_scan_id, first_seen_at, last_seen_scan_id,
       last_seen_at, fixed_scan_id, fixed_at)
     SELECT cluster_id, fingerprint, check_id, first_seen_scan_id, first_seen_at, scan_id, $3::timestamptz,
       CASE WHEN fingerprint = ANY($4) THEN $5 END, CASE WHEN fingerprint = ANY($4) THEN $6::timestamptz END
     FROM findings WHERE scan_id = $1 AND fingerprint = ANY($2)
     ON CONFLICT (cluster_id, fingerprint) DO UPDATE SET last_seen_scan_id = excluded.last_seen_scan_id,
       last_seen_at = excluded.last_seen_at, fixed_scan_id = excluded.fixed_scan_id, fixed_at = excluded.fixed_at`,
    [...[previous.scanId, [...history.fixed, ...history.vanished], previous.takenAt, history.fixed, scanId], inventory.takenAt],
  );
}

/** What was gone because nobody could look is fixed by the first scan that looks at everything, and does not have it. */
async function fixVanished(
  client: pg.PoolClient,
  { scanId, clusterId }: { readonly scanId: string; readonly clusterId: string },
  { checks, identity, inventory }: ScanResults,
): Promise<void> {
  const whole = checks.filter(
    ({ verdict, asked }) =>
      asked === undefined && (verdict.kind === "pass" || (verdict.kind === "fail" && verdict.gaps.length === 0)),
  );
  await client.query(
    `UPDATE finding_history h SET fixed_scan_id = $2, fixed_at = $3 FROM check_results r JOIN scans s ON s.id = r.scan_id
     WHERE h.cluster_id = $1 AND h.fixed_at IS NULL AND r.scan_id = h.last_seen_scan_id AND r.check_id = h.check_id
       AND s.cluster_identity = $4 AND EXISTS (SELECT 1 FROM unnest($5::text[], $6::int[]) AS w(check_id, major)
         WHERE w.check_id = r.check_id AND w.major = r.major)`,
    [clusterId, scanId, inventory.takenAt, identity, whole.map(({ checkId }) => checkId), whole.map(({ major }) => major)],
  );
}
