/**
 * Starts one occurrence of a schedule, in the caller's transaction: the run, its scans and their jobs are there together or
 * not at all. Whoever inserts the run has the occurrence; everybody else gets nothing.
 */
import type { ScheduleTarget } from "../../../core/schedule/target.ts";
import type { SqlTransaction } from "../../jobs/sender.ts";
import { newId } from "../ids.ts";
import type { ScheduleSkip } from "../rows.ts";

/** Enqueues the jobs of scans in the transaction that makes them. */
export type EnqueueScans = (sql: SqlTransaction, scanIds: readonly string[]) => Promise<void>;

export interface Occurrence {
  readonly scheduleId: string;
  readonly target: ScheduleTarget;
  readonly dueAt: Date;
  readonly cause: "clock" | "hand";
  readonly missed: number;
  /** Stands with the scans as the one who asked for them. */
  readonly requestedBy: string;
}

export interface StartedOccurrence {
  readonly started: readonly string[];
  readonly skipped: readonly ScheduleSkip[];
}

/** @returns what was started and what not, or undefined where somebody else has this occurrence. */
export async function startOccurrence(
  sql: SqlTransaction,
  occurrence: Occurrence,
  enqueue: EnqueueScans,
): Promise<StartedOccurrence | undefined> {
  const { scheduleId, dueAt, cause, missed } = occurrence;
  const { rows: mine } = await sql.executeSql(
    `INSERT INTO schedule_runs (schedule_id, due_at, cause, missed) VALUES ($1, $2::timestamptz, $3, $4::int)
     ON CONFLICT (schedule_id, due_at) DO NOTHING RETURNING due_at`,
    [scheduleId, dueAt.toISOString(), cause, missed],
  );
  if (mine.length === 0) return undefined;
  const clusters = await lockTargets(sql, occurrence.target);
  const scannable = clusters.filter((cluster) => cluster.reason === null).map((cluster) => cluster.id);
  const scans = await insertScans(sql, occurrence, scannable);
  if (scans.size > 0) await enqueue(sql, [...scans.values()]);
  const skipped = [
    ...clusters.flatMap(({ id, reason }): ScheduleSkip[] => (reason === null ? [] : [{ clusterId: id, reason }])),
    ...scannable.filter((id) => !scans.has(id)).map((clusterId): ScheduleSkip => ({ clusterId, reason: "scanActive" })),
  ];
  await sql.executeSql(
    `UPDATE schedule_runs SET started = $3::int, skipped = $4::jsonb WHERE schedule_id = $1 AND due_at = $2::timestamptz`,
    [scheduleId, dueAt.toISOString(), scans.size, JSON.stringify(skipped)],
  );
  return { started: [...scans.values()], skipped };
}

interface LockedCluster {
  readonly id: string;
  /** Why it cannot be scanned. */
  readonly reason: ScheduleSkip["reason"] | null;
}

/** Locks in the order of ids, as everybody does who locks several: two schedules with the same clusters wait, and never for each other. */
async function lockTargets(sql: SqlTransaction, target: ScheduleTarget): Promise<LockedCluster[]> {
  const live = "removed_at IS NULL AND kind IN ('live', 'inCluster')";
  const lock = "ORDER BY id FOR NO KEY UPDATE";
  if ("labels" in target) {
    const wanted = [JSON.stringify(target.labels)];
    return rowsOf(sql, `SELECT id, NULL AS reason FROM clusters WHERE ${live} AND labels @> $1::jsonb ${lock}`, wanted);
  }
  if (target.clusters === "all") return rowsOf(sql, `SELECT id, NULL AS reason FROM clusters WHERE ${live} ${lock}`, []);
  const ids = [...new Set(target.clusters)].sort();
  const known = await rowsOf(
    sql,
    `SELECT id, CASE WHEN removed_at IS NOT NULL THEN 'removed' WHEN NOT (${live}) THEN 'noLiveConnection' END AS reason
     FROM clusters WHERE id = ANY($1::text[]) ${lock}`,
    [ids],
  );
  const gone = ids.filter((id) => !known.some((cluster) => cluster.id === id));
  return [...known, ...gone.map((id): LockedCluster => ({ id, reason: "removed" }))];
}

async function rowsOf(sql: SqlTransaction, text: string, values: unknown[]): Promise<LockedCluster[]> {
  return (await sql.executeSql(text, values)).rows;
}

/**
 * A cluster whose scan is seen to be under way is left out before the insert, not by its conflict: waiting for the end of a
 * scan that waits for the lock on its cluster would never end. @returns the scans by cluster.
 */
async function insertScans(
  sql: SqlTransaction,
  occurrence: Occurrence,
  clusterIds: readonly string[],
): Promise<Map<string, string>> {
  if (clusterIds.length === 0) return new Map();
  const { rows } = await sql.executeSql(
    `WITH counted AS (
       UPDATE clusters c SET scan_count = scan_count + 1 FROM unnest($1::text[], $2::text[]) AS wanted(cluster_id, scan_id)
       WHERE c.id = wanted.cluster_id AND NOT EXISTS (
         SELECT 1 FROM scans s WHERE s.cluster_id = c.id AND s.state IN ('queued', 'running')
       ) RETURNING c.id, c.scan_count, wanted.scan_id
     )
     INSERT INTO scans (id, cluster_id, number, state, phase, trigger, schedule_id, schedule_due_at, requested_by)
     SELECT scan_id, id, scan_count, 'queued', 'queued', 'schedule', $3, $4::timestamptz, $5 FROM counted
     RETURNING id, cluster_id`,
    [
      [...clusterIds],
      clusterIds.map(() => newId("scn")),
      occurrence.scheduleId,
      occurrence.dueAt.toISOString(),
      occurrence.requestedBy,
    ],
  );
  return new Map(rows.map(({ id, cluster_id }) => [cluster_id, id]));
}
