/** Runs what is due by the schedules: each occurrence in a transaction of its own, so that one that fails stops no other. */
import type { EnqueueScans } from "#server/database/schedules/schedule-start.ts";
import { systemScope } from "#server/database/scope.ts";
import type { WorkerContext } from "./context.ts";

export type SchedulesContext = Pick<WorkerContext, "schedules" | "log">;

/** @returns how many occurrences this worker started. One that fails is due again at the next tick. */
export async function runSchedules(
  { schedules, log }: SchedulesContext,
  enqueue: EnqueueScans,
  { now = new Date(), signal }: { now?: Date; signal: AbortSignal },
): Promise<number> {
  let occurrences = 0;
  for (const scheduleId of await schedules.due(systemScope, now)) {
    if (signal.aborted) break;
    try {
      const ran = await schedules.run(systemScope, scheduleId, now, enqueue);
      if (!ran) continue;
      occurrences++;
      const { dueAt, missed, started, skipped } = ran;
      log.info({ scheduleId, dueAt, missed, started: started.length, skipped: skipped.length }, "schedule");
    } catch (error) {
      log.error({ err: error, scheduleId }, "schedule");
    }
  }
  return occurrences;
}
