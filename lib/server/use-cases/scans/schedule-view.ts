import type { Schedule, ScheduleRun } from "../../../contracts/schedules.ts";
import { nextRuns, scheduleWords } from "../../../core/schedule/cron.ts";
import type { ScheduleTarget } from "../../../core/schedule/target.ts";
import type { ScheduleRunRow } from "../../database/schedules/schedule-runs.ts";
import type { ScheduleRow } from "../../database/schedules/schedules.ts";

const nextShown = 3;

/** @returns a schedule as the API shows it. */
export function scheduleView(row: ScheduleRow): Schedule {
  const { id, name, cron, timeZone, pausedAt, nextAt, createdBy } = row;
  return {
    ...{ id, name, cron, timeZone, createdBy, words: scheduleWords(row), mayChange: row.whole },
    target: shownTarget(row.target),
    clusters: row.clusters.map((cluster) => ({ ...cluster })),
    pausedAt: pausedAt?.toISOString(),
    next: pausedAt ? [] : [nextAt, ...nextRuns(row, nextAt, nextShown - 1)].map((at) => at.toISOString()),
    lastRun: row.lastRun && scheduleRunView(row.lastRun),
    createdAt: row.createdAt.toISOString(),
  };
}

function shownTarget(target: ScheduleTarget): Schedule["target"] {
  if ("labels" in target) return { labels: { ...target.labels } };
  return { clusters: target.clusters === "all" ? "all" : [...target.clusters] };
}

/** @returns what became of an occurrence, as the API shows it. */
export function scheduleRunView({
  dueAt,
  startedAt,
  cause,
  missed,
  started,
  skipped,
  states,
  failed,
}: ScheduleRunRow): ScheduleRun {
  return {
    ...{ cause, missed, started, states: { ...states } },
    dueAt: dueAt.toISOString(),
    startedAt: startedAt.toISOString(),
    skipped: skipped.map((one) => ({ ...one })),
    failed: failed.map((one) => ({ ...one })),
  };
}
