/**
 * Schedules: make, change, pause, run by hand, remove, and what became of them. A person gives a schedule no clusters that
 * they do not see, and changes none that is for more than they see.
 */
import type { Schedule, SchedulePreview, ScheduleRun, ScheduleTarget } from "../../../contracts/schedules.ts";
import { ok } from "../../../core/result.ts";
import { type CronSchedule, nextRuns, readSchedule, scheduleWords } from "../../../core/schedule/cron.ts";
import { formatTarget } from "../../../core/schedule/target.ts";
import type { Actor } from "../../auth/actor.ts";
import type { ScheduleRow } from "../../database/schedules/schedules.ts";
import { record } from "../audit/audit.ts";
import { defineUseCase, type Outcome, refuse } from "../outcome.ts";
import type { Services } from "../services.ts";
import { badCursor } from "./scans.ts";
import { scheduleRunView, scheduleView } from "./schedule-view.ts";

interface ScheduleId {
  readonly id: string;
}
interface Terms {
  readonly name: string;
  readonly cron: string;
  readonly timeZone: string;
  readonly target: ScheduleTarget;
}

export const listSchedules = defineUseCase<{ readonly cluster?: string }, { items: Schedule[] }>(
  "report:read",
  async ({ scope }, { cluster }, { repositories }) =>
    ok({ items: (await repositories.schedules.list(scope, cluster)).map(scheduleView) }),
);

export const getSchedule = defineUseCase<ScheduleId, Schedule>("report:read", async ({ scope }, { id }, { repositories }) => {
  const row = await repositories.schedules.get(scope, id);
  return row ? ok(scheduleView(row)) : refuse("notFound");
});

const previewed = 5;

export const previewSchedule = defineUseCase<{ readonly cron: string; readonly timeZone: string }, SchedulePreview>(
  "signedIn",
  async (_actor, { cron, timeZone }, { now }) => {
    const read = readTerms(cron, timeZone);
    if (!read.ok) return read;
    const next = nextRuns(read.value, now(), previewed).map((at) => at.toISOString());
    return ok({ words: scheduleWords(read.value), next });
  },
);

function readTerms(cron: string, timeZone: string): Outcome<CronSchedule> {
  const read = readSchedule(cron, timeZone);
  if (read.ok) return read;
  const { path, message, remedy } = read.error;
  return refuse("badRequest", { detail: message, remedy, issues: [{ path, message, remedy }] });
}

/** @returns the first occurrence from now on. */
function firstOf(schedule: CronSchedule, now: Date): Date {
  const [next] = nextRuns(schedule, now, 1);
  if (!next) throw new Error(`The schedule ${schedule.cron} was read and never runs.`);
  return next;
}

export const createSchedule = defineUseCase<Terms, Schedule>("scan:run", async (actor, { target, ...asked }, services) => {
  const { repositories, now } = services;
  const read = readTerms(asked.cron, asked.timeZone);
  if (!read.ok) return read;
  const refused = await targetRefusal(actor, target, services);
  if (refused) return refused;
  const terms = { name: asked.name, ...read.value, target, nextAt: firstOf(read.value, now()), createdBy: actor.name };
  const made = await repositories.schedules.create(actor.scope, terms);
  if (!made.ok) return refuse("scheduleExists");
  if (!made.value) return refuse("notFound");
  await record(repositories, actor, { action: "schedule.create", subject: made.value.name, detail: factsOf(made.value) });
  return ok(scheduleView(made.value));
});

/** @returns why an actor cannot schedule these clusters. One that they do not see is not told from one that there is not. */
async function targetRefusal(actor: Actor, target: ScheduleTarget, { repositories }: Services) {
  const refuseTarget = (message: string) => refuse("badRequest", { detail: message, issues: [{ path: "target", message }] });
  if ("labels" in target || target.clusters === "all")
    return actor.scope.clusters === "all" ? undefined : refuse("forbidden", onlyAll);
  const kinds = new Map((await repositories.clusters.list(actor.scope)).map(({ id, kind }) => [id, kind]));
  if (target.clusters.some((id) => !kinds.has(id))) return refuseTarget("There is no such cluster.");
  const unreachable = target.clusters.some((id) => kinds.get(id) === "snapshot" || kinds.get(id) === "sample");
  return unreachable ? refuseTarget("A snapshot has no connection to look through again.") : undefined;
}

const onlyAll = {
  detail: "All clusters, and clusters by label, need a scope of all clusters: they may mean any cluster one day.",
  remedy: "Choose clusters by name.",
};

export const changeSchedule = defineUseCase<Partial<Terms> & ScheduleId, Schedule>(
  "scan:run",
  async (actor, { id, target, ...asked }, services) => {
    const { repositories, now } = services;
    const before = await changeable(actor, id, services);
    if (!before.ok) return before;
    const { cron = before.value.cron, timeZone = before.value.timeZone, name } = asked;
    const read = readTerms(cron, timeZone);
    if (!read.ok) return read;
    const refused = target && (await targetRefusal(actor, target, services));
    if (refused) return refused;
    const moved = read.value.cron !== before.value.cron || timeZone !== before.value.timeZone;
    const change = { name, target, ...(moved && { ...read.value, nextAt: firstOf(read.value, now()) }) };
    const changed = await repositories.schedules.change(actor.scope, id, change);
    if (!changed.ok) return refuse("scheduleExists");
    if (!changed.value) return refuse("notFound");
    const [was, is] = [factsOf(before.value), factsOf(changed.value)];
    await record(repositories, actor, { action: "schedule.change", subject: is.name, before: was, after: is });
    return ok(scheduleView(changed.value));
  },
);

/** @returns a schedule that the actor may change; one that they see a part of is theirs to read alone. */
async function changeable(actor: Actor, id: string, { repositories }: Services): Promise<Outcome<ScheduleRow>> {
  const row = await repositories.schedules.get(actor.scope, id);
  if (!row) return refuse("notFound");
  return row.whole
    ? ok(row)
    : refuse("forbidden", { detail: "This schedule is for more clusters than your scope.", remedy: askAll });
}
const askAll = "Ask somebody whose scope holds all of them.";

function factsOf({ name, cron, timeZone, target }: ScheduleRow) {
  return { name, cron, timeZone, target: formatTarget(target) };
}

export const pauseSchedule = defineUseCase<ScheduleId, Schedule>("scan:run", (actor, { id }, services) =>
  setPaused(actor, id, true, services),
);

/** What fell into the pause is not made up for. */
export const resumeSchedule = defineUseCase<ScheduleId, Schedule>("scan:run", (actor, { id }, services) =>
  setPaused(actor, id, false, services),
);

async function setPaused(actor: Actor, id: string, paused: boolean, services: Services): Promise<Outcome<Schedule>> {
  const { repositories, now } = services;
  const before = await changeable(actor, id, services);
  if (!before.ok) return before;
  if ((before.value.pausedAt !== undefined) === paused) return ok(scheduleView(before.value));
  const change = paused ? { pausedAt: now() } : { pausedAt: null, nextAt: firstOf(before.value, now()) };
  const changed = await repositories.schedules.change(actor.scope, id, change);
  if (!changed.ok || !changed.value) return refuse("notFound");
  await record(repositories, actor, { action: paused ? "schedule.pause" : "schedule.resume", subject: changed.value.name });
  return ok(scheduleView(changed.value));
}

export const runSchedule = defineUseCase<ScheduleId, ScheduleRun>("scan:run", async (actor, { id }, services) => {
  const { repositories, now } = services;
  const schedule = await changeable(actor, id, services);
  if (!schedule.ok) return schedule;
  const run = await repositories.schedules.runNow(actor.scope, id, { now: now(), requestedBy: actor.name });
  if (!run) return refuse("notFound");
  const detail = { started: run.started, skipped: run.skipped.length };
  await record(repositories, actor, { action: "schedule.run", subject: schedule.value.name, detail });
  return ok(scheduleRunView(run));
});

export interface RunsQuery extends ScheduleId {
  readonly cursor?: string;
  readonly limit: number;
}

export const listScheduleRuns = defineUseCase<RunsQuery, { items: ScheduleRun[]; next?: string }>(
  "report:read",
  async ({ scope }, { id, cursor, limit }, { repositories }) => {
    if (!(await repositories.schedules.get(scope, id))) return refuse("notFound");
    const page = await repositories.schedules.runs(scope, id, { limit, cursor });
    return page ? ok({ items: page.items.map(scheduleRunView), next: page.next }) : refuse("badRequest", badCursor);
  },
);

export const removeSchedule = defineUseCase<ScheduleId, undefined>("scan:run", async (actor, { id }, services) => {
  const schedule = await changeable(actor, id, services);
  if (!schedule.ok) return schedule;
  if (!(await services.repositories.schedules.remove(actor.scope, id))) return refuse("notFound");
  const { name, ...detail } = factsOf(schedule.value);
  await record(services.repositories, actor, { action: "schedule.remove", subject: name, detail });
  return ok(undefined);
});
