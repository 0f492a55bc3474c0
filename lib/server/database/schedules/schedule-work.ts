/** What a worker does by the schedules: it finds those that are due, and runs each occurrence once. */
import type pg from "pg";
import { dueAt } from "../../../core/schedule/cron.ts";
import type { ScheduleTarget } from "../../../core/schedule/target.ts";
import type { SqlTransaction } from "../../jobs/sender.ts";
import type { Scope } from "../scope.ts";
import { requireSystem } from "../system.ts";
import { type EnqueueScans, type StartedOccurrence, startOccurrence } from "./schedule-start.ts";

export interface RanOccurrence extends StartedOccurrence {
  readonly dueAt: Date;
  readonly missed: number;
}

export type ScheduleWork = ReturnType<typeof scheduleWork>;

/**
 * A worker that falls silent in the middle holds its locks no longer than this, and nobody waits longer than this for
 * somebody else's: what did not run is due again at the next tick.
 */
const limits = "SET LOCAL lock_timeout = '15s'; SET LOCAL idle_in_transaction_session_timeout = '30s'";

export function scheduleWork(pool: pg.Pool) {
  return {
    /** @returns the schedules of which an occurrence is due, the longest waiting first. */
    async due(scope: Scope, now: Date): Promise<string[]> {
      requireSystem(scope);
      const { rows } = await pool.query<{ id: string }>(
        "SELECT id FROM schedules WHERE next_at <= $1 AND paused_at IS NULL ORDER BY next_at, id",
        [now],
      );
      return rows.map((row) => row.id);
    },

    /**
     * Runs what is due of a schedule and moves it on, in one transaction with its scans and their jobs.
     * @returns undefined where nothing is due any more, or another worker is at it.
     */
    async run(scope: Scope, id: string, now: Date, enqueue: EnqueueScans): Promise<RanOccurrence | undefined> {
      requireSystem(scope);
      const client = await pool.connect();
      let broken: Error | undefined;
      try {
        await client.query(`BEGIN; ${limits}`);
        const ran = await runIn(client, id, now, enqueue);
        await client.query("COMMIT");
        return ran;
      } catch (error) {
        broken = error instanceof Error ? error : new Error(String(error));
        await client.query("ROLLBACK").then(
          () => {
            broken = undefined;
          },
          () => undefined,
        );
        throw error;
      } finally {
        client.release(broken);
      }
    },
  };
}

interface DueSchedule {
  name: string;
  cron: string;
  time_zone: string;
  target: ScheduleTarget;
  next_at: Date;
}

async function runIn(client: pg.PoolClient, id: string, now: Date, enqueue: EnqueueScans): Promise<RanOccurrence | undefined> {
  const { rows } = await client.query<DueSchedule>(
    `SELECT name, cron, time_zone, target, next_at FROM schedules
     WHERE id = $1 AND next_at <= $2 AND paused_at IS NULL FOR UPDATE SKIP LOCKED`,
    [id, now],
  );
  const [schedule] = rows;
  if (!schedule) return undefined;
  const { name, cron, time_zone: timeZone, target, next_at: awaited } = schedule;
  const due = dueAt({ cron, timeZone }, awaited, now);
  if (!due) return undefined;
  const sql: SqlTransaction = { executeSql: (text, values) => client.query(text, values) };
  const occurrence = { scheduleId: id, target, dueAt: due.at, cause: "clock", missed: due.missed, requestedBy: name } as const;
  const started = await startOccurrence(sql, occurrence, enqueue);
  await client.query("UPDATE schedules SET next_at = $2 WHERE id = $1", [id, due.next]);
  return started && { ...started, dueAt: due.at, missed: due.missed };
}
