/** The scan before, as far as the next one compares itself with it. */
import type pg from "pg";
import type { Comparable } from "../../../core/findings/diff.ts";
import { resultStates } from "../rows.ts";
import { assessedChecks } from "./assessed-checks.ts";
import type { VisibleResult } from "./scan-rows.ts";

/** The scan with results before this one, as far as a comparison needs it. */
export interface PreviousScan {
  readonly scanId: string;
  readonly takenAt: Date;
  readonly comparable: Comparable;
  readonly firstSeen: ReadonlyMap<string, FirstSeen>;
}

export interface FirstSeen {
  readonly at: Date;
  readonly scanId: string;
}

/** @returns the newest scan with results of the cluster. */
export async function previousScan(pool: pg.Pool, clusterId: string): Promise<PreviousScan | undefined> {
  const scans = await pool.query(
    `SELECT s.id, s.taken_at, s.cluster_identity FROM clusters c JOIN scans s ON s.id = c.latest_scan_id
     WHERE c.id = $1 AND s.state = ANY($2)`,
    [clusterId, resultStates],
  );
  const [scan] = scans.rows;
  return scan && loadPrevious(pool, clusterId, scan);
}

async function loadPrevious(
  pool: pg.Pool,
  clusterId: string,
  scan: { id: string; taken_at: Date; cluster_identity: string | null },
): Promise<PreviousScan> {
  const checks = await pool.query<VisibleResult>(
    `SELECT scan_id, check_id, major, verdict, reason, gaps, pillar, crosses_namespaces, asked, findings AS n FROM check_results
     WHERE scan_id = $1`,
    [scan.id],
  );
  const found = await pool.query(
    `SELECT f.fingerprint, f.check_id, f.namespace, f.name, f.resource, f.kind, f.first_seen_at, f.first_seen_scan_id,
       CASE WHEN r.asked IS NOT NULL THEN f.data->>'assertion' END AS assertion
     FROM findings f JOIN check_results r ON r.scan_id = f.scan_id AND r.check_id = f.check_id WHERE f.scan_id = $1`,
    [scan.id],
  );
  const findings = found.rows.map((row) => ({
    fingerprint: row.fingerprint as string,
    checkId: row.check_id as string,
    assertion: row.assertion as string | null,
    severity: "information" as const,
    message: "",
    title: "",
    at: { resource: row.resource, kind: row.kind, name: row.name, ...(row.namespace !== null && { namespace: row.namespace }) },
  }));
  return {
    scanId: scan.id,
    takenAt: scan.taken_at,
    comparable: { clusterIdentity: scan.cluster_identity ?? clusterId, checks: assessedChecks(checks.rows, findings) },
    firstSeen: new Map(found.rows.map((row) => [row.fingerprint, firstSeenOf(row)])),
  };
}

export function firstSeenOf(row: { first_seen_at: Date; first_seen_scan_id: string }): FirstSeen {
  return { at: row.first_seen_at, scanId: row.first_seen_scan_id };
}
