/** The scan before, as far as the next one compares itself with it. */
import type pg from "pg";
import type { Comparable } from "../../../core/findings/diff.ts";
import { resultStates } from "../rows.ts";
import { assessedChecks, type ComparedFinding } from "./assessed-checks.ts";
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
  // In few rows: reading thousands of them would hold up the scan that has just begun.
  const groups = await pool.query<FoundBefore>(
    `SELECT f.check_id, f.first_seen_at, f.first_seen_scan_id, json_agg(json_build_array(f.fingerprint, f.namespace,
       CASE WHEN r.asked IS NOT NULL THEN f.data->>'assertion' END)) AS findings
     FROM findings f JOIN check_results r ON r.scan_id = f.scan_id AND r.check_id = f.check_id WHERE f.scan_id = $1
     GROUP BY f.check_id, f.first_seen_at, f.first_seen_scan_id`,
    [scan.id],
  );
  const firstSeen = new Map<string, FirstSeen>();
  for (const group of groups.rows) {
    const seen = firstSeenOf(group);
    for (const [fingerprint] of group.findings) firstSeen.set(fingerprint, seen);
  }
  return {
    scanId: scan.id,
    takenAt: scan.taken_at,
    comparable: {
      clusterIdentity: scan.cluster_identity ?? clusterId,
      checks: assessedChecks(checks.rows, groups.rows.flatMap(comparedOf)),
    },
    firstSeen,
  };
}

/** Findings of one check that were first seen at one moment. */
interface FoundBefore {
  readonly check_id: string;
  readonly first_seen_at: Date;
  readonly first_seen_scan_id: string;
  /** Of each its fingerprint, its namespace, and what it answers. */
  readonly findings: readonly (readonly [string, string | null, string | null])[];
}

/** A comparison asks where a finding is, and not of what. */
function comparedOf({ check_id, findings }: FoundBefore): readonly ComparedFinding[] {
  return findings.map(([fingerprint, namespace, assertion]) => ({
    ...{ fingerprint, checkId: check_id, assertion, severity: "information", message: "", title: "" },
    at: { resource: "", kind: "", name: "", ...(namespace !== null && { namespace }) },
  }));
}

export function firstSeenOf(row: { first_seen_at: Date; first_seen_scan_id: string }): FirstSeen {
  return { at: row.first_seen_at, scanId: row.first_seen_scan_id };
}
