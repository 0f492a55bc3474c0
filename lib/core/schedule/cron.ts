/**
 * When a schedule is due: a cron expression of five fields in a time zone. It knows no clock: every instant is an argument.
 *
 * Days on which the clock is put forward or back: fixed times (no `*` and no step in minute and hour) run once on each of
 * their days, after the gap where they fall into it, and the first time where they come twice. Intervals run as time passes.
 */
import { Cron } from "croner";
import cronstrue from "cronstrue";
import { err, type Failure, ok, type Result } from "../result.ts";
import { problemOfFields } from "./fields.ts";

/** A cron expression and a zone that were read by `readSchedule`. */
export interface CronSchedule {
  readonly cron: string;
  /** An IANA name. */
  readonly timeZone: string;
}

export type ScheduleProblem = Failure<"cronUnreadable" | "cronNever" | "cronTooOften" | "zoneUnknown"> & {
  readonly path: "cron" | "timeZone";
};

/** Minutes between two occurrences at least. */
export const leastMinutes = 5;
const leastMs = leastMinutes * 60_000;
/** What is looked at to find the shortest time between two occurrences: a leap year, in UTC, where no day is longer. */
const sample = { from: new Date("2023-12-31T23:59:00Z"), until: new Date("2025-01-02T00:00:00Z"), most: 1000 };
const zoneName = /^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+){0,2}$/;

/** @returns the schedule with single spaces, or why it cannot be one. */
export function readSchedule(cron: string, timeZone: string): Result<CronSchedule, ScheduleProblem> {
  const fields = problemOfFields(cron);
  if (fields !== undefined) return refused("cron", "cronUnreadable", fields);
  if (!isTimeZone(timeZone)) return refused("timeZone", "zoneUnknown", `“${timeZone}” is not the name of a time zone.`);
  const schedule = { cron: cron.trim().toUpperCase().split(/\s+/).join(" "), timeZone };
  const shortest = shortestGap(schedule.cron);
  if (shortest === undefined) return refused("cron", "cronNever", "There is no such day: it would never run.");
  if (shortest < leastMs) return refused("cron", "cronTooOften", `It would run more often than every ${leastMinutes} minutes.`);
  return ok(schedule);
}

const remedies = {
  cronUnreadable: "Correct the field that is named.",
  cronNever: "Choose a day that the month has.",
  cronTooOften: `Leave ${leastMinutes} minutes or more between two occurrences, as */${leastMinutes} in the first field does.`,
  zoneUnknown: "Choose a name of the IANA database, such as Europe/Berlin or UTC.",
} as const;

function refused(path: ScheduleProblem["path"], code: ScheduleProblem["code"], message: string) {
  return err<ScheduleProblem>({ code, path, message, remedy: remedies[code] });
}

function isTimeZone(name: string): boolean {
  if (!zoneName.test(name)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    // The only way to ask whether a zone is known is to use it: a RangeError says no.
    return false;
  }
}

function croner({ cron, timeZone }: CronSchedule): Cron {
  return new Cron(cron, { timezone: timeZone, mode: "5-part", fixedTimeRule: "no-wildcard" });
}

/** @returns the shortest time between two occurrences in milliseconds, or undefined where there is no occurrence at all. */
function shortestGap(cron: string): number | undefined {
  const clock = croner({ cron, timeZone: "UTC" });
  let last = clock.nextRun(sample.from);
  if (last === null) return undefined;
  let shortest = Number.POSITIVE_INFINITY;
  for (let n = 0; n < sample.most && last < sample.until; n++) {
    const next = clock.nextRun(last);
    if (next === null) break;
    shortest = Math.min(shortest, next.getTime() - last.getTime());
    last = next;
  }
  return shortest;
}

/** @returns the first `count` occurrences after an instant. */
export function nextRuns(schedule: CronSchedule, after: Date, count: number): Date[] {
  return croner(schedule).nextRuns(count, after);
}

export interface Due {
  /** The newest occurrence that is over. */
  readonly at: Date;
  /** Occurrences from the one that was awaited up to `at`, without it; counted up to 1,000. */
  readonly missed: number;
  /** The first occurrence that is still to come. */
  readonly next: Date;
}

const mostCounted = 1000;

/** @returns what is due at `now`, where `awaited` is the occurrence that nobody has run yet; undefined where it is still to come. */
export function dueAt(schedule: CronSchedule, awaited: Date, now: Date): Due | undefined {
  if (awaited > now) return undefined;
  const clock = croner(schedule);
  let at = awaited;
  let missed = 0;
  for (; missed < mostCounted; missed++) {
    const next = clock.nextRun(at);
    if (next === null || next > now) return { at, missed, next: next ?? never };
    at = next;
  }
  const [newest = at] = clock.previousRuns(1, now);
  return { at: newest, missed, next: clock.nextRun(now) ?? never };
}

/** The end of what croner can count to: a schedule that was read runs before it. */
const never = new Date("9999-12-31T00:00:00Z");

/** @returns the schedule as a sentence without its full stop: `At 02:30, Monday through Friday, Europe/Berlin time`. */
export function scheduleWords({ cron, timeZone }: CronSchedule): string {
  const words = cronstrue.toString(cron, { use24HourTimeFormat: true });
  return `${words}, ${timeZone === "UTC" ? "UTC" : `${timeZone} time`}`;
}
