/**
 * What a worker does to a scan's row. Every write names the attempt that it belongs to, its fence: a worker that lost its
 * lease writes nothing, because the attempt has moved on.
 */
import type pg from "pg";
import type { ScanPhase, ScanProgress, ScanTrigger } from "../rows.ts";
import type { Scope } from "../scope.ts";
import { requireSystem } from "../system.ts";

/** The right to write to a scan. */
export interface Fence {
  readonly scanId: string;
  readonly attempt: number;
}

export interface ClaimedScan extends Fence {
  readonly clusterId: string;
  readonly number: number;
  readonly trigger: ScanTrigger;
  readonly uploadId?: string;
  readonly sample?: string;
}

/** `gone`: ended, removed, or held by a living worker. `exhausted`: it failed too many workers and was ended now. */
export type Claim = { readonly kind: "claimed"; readonly scan: ClaimedScan } | { readonly kind: "gone" | "exhausted" };

/** `lost`: another worker has it, or it has ended. */
export type Standing = "held" | "cancelRequested" | "lost";

export interface ScanError {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

export interface Step {
  readonly phase: ScanPhase;
  readonly done: number;
  readonly total: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly gaps: number;
}

/** How an attempt ended; `lost`: it did not hold the scan any more. */
export type Ended = "failed" | "cancelled" | "lost";

/** How long a silent worker keeps a scan. */
export const leaseSeconds = 30;
/** A scan that ended this many workers is not tried again. */
export const maxAttempts = 5;

const leaseEnd = `now() + interval '${leaseSeconds} seconds'`;
const gaveUp: ScanError = {
  code: "gaveUp",
  message: `The scan was started ${maxAttempts} times and no worker could finish it.`,
  remedy: "Look at the worker's log for this scan, then scan again.",
};

export type ScanWork = ReturnType<typeof scanWork>;

export function scanWork(pool: pg.Pool) {
  /**
   * Ends an attempt without results, and says so to its readers: as failed where there is an error, but as cancelled where
   * somebody asked for that, for then the error is of no matter.
   */
  async function end({ scanId, attempt }: Fence, error: ScanError | null): Promise<Ended> {
    const { rows } = await pool.query(
      `WITH ending AS (
         SELECT id, CASE WHEN $3::jsonb IS NULL OR cancel_requested_at IS NOT NULL THEN 'cancelled' ELSE 'failed' END AS outcome
         FROM scans WHERE id = $1 AND attempt = $2 AND state = 'running' FOR UPDATE
       ), ended AS (
         UPDATE scans s SET state = outcome, phase = 'done', error = CASE outcome WHEN 'failed' THEN $3::jsonb END,
           finished_at = now(), lease_until = NULL, event_seq = event_seq + 1,
           progress = coalesce(progress, '{"done":0,"total":0,"counts":{},"gaps":0}'::jsonb)
             || jsonb_build_object('seq', event_seq + 1, 'state', outcome, 'phase', 'done', 'attempt', attempt)
         FROM ending WHERE s.id = ending.id RETURNING s.id, event_seq, progress, outcome
       ), swept AS (
         DELETE FROM inventory_blobs b USING ended WHERE b.scan_id = ended.id
       ), told AS (
         INSERT INTO scan_events (scan_id, seq, type, data) SELECT id, event_seq, outcome, progress FROM ended
       )
       SELECT outcome FROM ended`,
      [scanId, attempt, error === null ? null : JSON.stringify(error)],
    );
    return rows[0]?.outcome ?? "lost";
  }

  return {
    /** Takes a scan that waits, or whose worker fell silent. Two workers that ask at once: one gets it. */
    async claim(scope: Scope, scanId: string, worker: string): Promise<Claim> {
      requireSystem(scope);
      const { rows } = await pool.query(
        `UPDATE scans SET state = 'running', phase = 'connect', attempt = attempt + 1, worker = $2, lease_until = ${leaseEnd},
           heartbeat_at = now(), started_at = coalesce(started_at, now()), progress = NULL
         WHERE id = $1 AND (state = 'queued' OR (state = 'running' AND lease_until < now()))
         RETURNING id, attempt, cluster_id, number, trigger, upload_id, sample`,
        [scanId, worker],
      );
      const [row] = rows;
      if (!row) return { kind: "gone" };
      const scan: ClaimedScan = {
        scanId: row.id,
        attempt: row.attempt,
        clusterId: row.cluster_id,
        number: row.number,
        trigger: row.trigger,
        uploadId: row.upload_id ?? undefined,
        sample: row.sample ?? undefined,
      };
      if (scan.attempt <= maxAttempts) return { kind: "claimed", scan };
      await end(scan, gaveUp);
      return { kind: "exhausted" };
    },

    /** Keeps the lease. */
    async renew(scope: Scope, { scanId, attempt }: Fence): Promise<Standing> {
      requireSystem(scope);
      const { rows } = await pool.query(
        `UPDATE scans SET lease_until = ${leaseEnd}, heartbeat_at = now()
         WHERE id = $1 AND attempt = $2 AND state = 'running' RETURNING cancel_requested_at`,
        [scanId, attempt],
      );
      return standing(rows[0]);
    },

    /** Keeps the lease and tells readers where the scan is. */
    async report(scope: Scope, { scanId, attempt }: Fence, step: Step): Promise<Standing> {
      requireSystem(scope);
      const { rows } = await pool.query(
        `WITH held AS (
           UPDATE scans SET lease_until = ${leaseEnd}, heartbeat_at = now(), phase = $3, event_seq = event_seq + 1,
             progress = $4::jsonb || jsonb_build_object('seq', event_seq + 1, 'state', 'running', 'attempt', attempt,
               'at', to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
           WHERE id = $1 AND attempt = $2 AND state = 'running' RETURNING id, event_seq, progress, cancel_requested_at
         ), told AS (
           INSERT INTO scan_events (scan_id, seq, type, data) SELECT id, event_seq, 'progress', progress FROM held
         )
         SELECT cancel_requested_at FROM held`,
        [scanId, attempt, step.phase, JSON.stringify(step satisfies Partial<ScanProgress>)],
      );
      return standing(rows[0]);
    },

    /** Ends the scan without results; as cancelled, where that was asked for in the meantime. */
    async fail(scope: Scope, fence: Fence, error: ScanError): Promise<Ended> {
      requireSystem(scope);
      return end(fence, error);
    },

    /** Ends the scan without results. @returns whether the attempt still held it. */
    async cancelled(scope: Scope, fence: Fence): Promise<boolean> {
      requireSystem(scope);
      return (await end(fence, null)) === "cancelled";
    },

    /** Puts the scan back for another worker: this one is stopping. */
    async release(scope: Scope, { scanId, attempt }: Fence): Promise<boolean> {
      requireSystem(scope);
      const { rowCount } = await pool.query(
        `UPDATE scans SET state = 'queued', phase = 'queued', lease_until = NULL, worker = NULL
         WHERE id = $1 AND attempt = $2 AND state = 'running' AND cancel_requested_at IS NULL`,
        [scanId, attempt],
      );
      return rowCount === 1;
    },

    /** Ends a scan whose jobs ran out of retries, unless a worker holds it or it has ended. */
    async abandon(scope: Scope, scanId: string): Promise<void> {
      requireSystem(scope);
      const { rows } = await pool.query(
        `UPDATE scans SET state = 'running', attempt = attempt + 1, lease_until = ${leaseEnd}
         WHERE id = $1 AND (state = 'queued' OR (state = 'running' AND lease_until < now())) RETURNING attempt`,
        [scanId],
      );
      if (rows[0]) await end({ scanId, attempt: rows[0].attempt }, gaveUp);
    },

    /**
     * Finds scans that need a worker although no job may be left to wake one: those that wait, and those whose worker
     * fell silent. Silent ones that were asked to cancel end here. @returns the ids to wake a worker for.
     */
    async sweep(scope: Scope): Promise<string[]> {
      requireSystem(scope);
      const { rows } = await pool.query(
        `SELECT id, attempt, cancel_requested_at FROM scans
         WHERE (state = 'running' AND lease_until < now()) OR (state = 'queued' AND created_at < now() - interval '10 seconds')
         ORDER BY created_at LIMIT 100`,
      );
      const cancelled = rows.filter((row) => row.cancel_requested_at !== null);
      for (const { id, attempt } of cancelled) await end({ scanId: id, attempt }, null);
      return rows.filter((row) => row.cancel_requested_at === null).map((row) => row.id);
    },
  };
}

function standing(row: { cancel_requested_at: Date | null } | undefined): Standing {
  if (!row) return "lost";
  return row.cancel_requested_at === null ? "held" : "cancelRequested";
}
