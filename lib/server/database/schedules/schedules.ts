/**
 * Schedules as their readers see them: a reader of some clusters sees those that touch them, with the clusters that they see,
 * and changes those of which they see every cluster.
 */
import type { Labels } from "../../../core/clusters/labels.ts";
import { err, type Failure, ok, type Result } from "../../../core/result.ts";
import { isTargeted, type ScheduleTarget } from "../../../core/schedule/target.ts";
import { fromTransaction } from "../../jobs/sender.ts";
import type { Connection } from "../connection.ts";
import { decodeCursor, encodeCursor } from "../cursor.ts";
import type { Rows } from "../database.ts";
import type { Prisma, Schedule } from "../generated/client.ts";
import { newId } from "../ids.ts";
import { present } from "../rows.ts";
import { type Scope, seesCluster } from "../scope.ts";
import { visibleClusters } from "../visible.ts";
import { type ScheduleRunRow, scheduleRunRows } from "./schedule-runs.ts";
import { startOccurrence } from "./schedule-start.ts";

export interface ScheduleRow {
  readonly id: string;
  readonly name: string;
  readonly cron: string;
  readonly timeZone: string;
  /** Without the clusters that the reader does not see. */
  readonly target: ScheduleTarget;
  /** What the reader sees of the clusters that it would scan now, by name. */
  readonly clusters: readonly { readonly id: string; readonly name: string }[];
  /** The reader sees everything that it is for, and may change it. */
  readonly whole: boolean;
  readonly pausedAt?: Date;
  readonly nextAt: Date;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly lastRun?: ScheduleRunRow;
}

export interface NewSchedule {
  readonly name: string;
  readonly cron: string;
  readonly timeZone: string;
  readonly target: ScheduleTarget;
  readonly nextAt: Date;
  readonly createdBy: string;
}

export type ScheduleChange = Partial<Omit<NewSchedule, "createdBy">> & {
  /** Null: it goes on. */
  readonly pausedAt?: Date | null;
};

export type ScheduleExists = Failure<"scheduleExists">;
const scheduleExists: ScheduleExists = {
  code: "scheduleExists",
  message: "A schedule with this name exists already.",
  remedy: "Choose another name.",
};

export interface RunByHand {
  readonly now: Date;
  /** The name of who asked. */
  readonly requestedBy: string;
}

export type SchedulesRepository = ReturnType<typeof schedulesRepository>;

export function schedulesRepository({ rows, sender, transaction }: Connection) {
  async function find(scope: Scope, where: Prisma.ScheduleWhereInput): Promise<ScheduleRow[]> {
    const stored = await rows.schedule.findMany({ where, orderBy: { name: "asc" } });
    if (stored.length === 0) return [];
    const [clusters, existing] = await Promise.all([
      rows.cluster.findMany({ where: visibleClusters(scope), select: clusterFacts, orderBy: { name: "asc" } }),
      existingOf(rows, stored),
    ]);
    const visible = stored.flatMap((schedule) => scheduleRow(scope, schedule, { clusters, existing }) ?? []);
    const last = await lastRuns(rows, scope, visible);
    return visible.map((row) => ({ ...row, lastRun: last.get(row.id) }));
  }
  const get = async (scope: Scope, id: string) => (await find(scope, { id }))[0];
  const named = (name: string, not?: string) =>
    rows.schedule.findFirst({ where: { name, ...(not !== undefined && { NOT: { id: not } }) }, select: { id: true } });

  return {
    get,

    /** By name: those that touch a cluster that the scope sees, or one certain cluster. */
    async list(scope: Scope, clusterId?: string): Promise<ScheduleRow[]> {
      const all = await find(scope, {});
      return clusterId === undefined ? all : all.filter(({ clusters }) => clusters.some(({ id }) => id === clusterId));
    },

    /** @returns the new schedule, or undefined where its target reaches beyond the scope. */
    async create(scope: Scope, { target, ...schedule }: NewSchedule): Promise<Result<ScheduleRow | undefined, ScheduleExists>> {
      if (!covers(scope, target)) return ok(undefined);
      const id = newId("sch");
      const data = { ...schedule, id, target: target as Prisma.InputJsonObject };
      const { count } = await rows.schedule.createMany({ data: [data], skipDuplicates: true });
      return count === 1 ? ok(await get(scope, id)) : err(scheduleExists);
    },

    /** @returns the changed schedule, or undefined where the scope does not see all that it is for, or is to be for. */
    async change(
      scope: Scope,
      id: string,
      { target, ...change }: ScheduleChange,
    ): Promise<Result<ScheduleRow | undefined, ScheduleExists>> {
      const before = await get(scope, id);
      if (!before?.whole || (target && !covers(scope, target))) return ok(undefined);
      if (change.name !== undefined && (await named(change.name, id))) return err(scheduleExists);
      const data = { ...change, ...(target && { target: target as Prisma.InputJsonObject }) };
      const { count } = await rows.schedule.updateMany({ where: { id }, data });
      return ok(count === 1 ? await get(scope, id) : undefined);
    },

    async remove(scope: Scope, id: string): Promise<boolean> {
      if (!(await get(scope, id))?.whole) return false;
      return (await rows.schedule.deleteMany({ where: { id } })).count === 1;
    },

    /** Starts an occurrence of its own, beside those of the clock. @returns it, or undefined where the scope does not see all of it. */
    async runNow(scope: Scope, id: string, { now, requestedBy }: RunByHand): Promise<ScheduleRunRow | undefined> {
      if (!(await get(scope, id))?.whole) return undefined;
      await transaction(async (tx) => {
        const schedule = await tx.schedule.findUnique({ where: { id }, select: { target: true } });
        if (!schedule) return;
        const target = schedule.target as unknown as ScheduleTarget;
        const occurrence = { scheduleId: id, target, dueAt: now, cause: "hand", missed: 0, requestedBy } as const;
        await startOccurrence(fromTransaction(tx), occurrence, sender.sendScans);
      });
      const run = await rows.scheduleRun.findUnique({ where: { scheduleId_dueAt: { scheduleId: id, dueAt: now } } });
      return run ? (await scheduleRunRows(rows, scope, [run]))[0] : undefined;
    },

    /** Newest first. @returns undefined for a schedule that the scope does not see, and for a cursor that is not one of ours. */
    async runs(
      scope: Scope,
      id: string,
      { limit, cursor }: { limit: number; cursor?: string },
    ): Promise<{ items: ScheduleRunRow[]; next?: string } | undefined> {
      const after = cursor === undefined ? undefined : decodeCursor(cursor, ["number"]);
      if ((cursor !== undefined && !after) || !(await get(scope, id))) return undefined;
      const stored = await rows.scheduleRun.findMany({
        where: { scheduleId: id, ...(after && { dueAt: { lt: new Date(after[0] as number) } }) },
        orderBy: { dueAt: "desc" },
        take: limit + 1,
      });
      const items = await scheduleRunRows(rows, scope, stored.slice(0, limit));
      const last = items.at(-1);
      return stored.length > limit && last ? { items, next: encodeCursor([last.dueAt.getTime()]) } : { items };
    },
  };
}

const clusterFacts = { id: true, name: true, kind: true, labels: true } as const;
type ClusterFacts = Prisma.ClusterGetPayload<{ select: typeof clusterFacts }>;

interface Around {
  /** That the scope sees. */
  readonly clusters: readonly ClusterFacts[];
  /** Ids of the named clusters that nobody has removed, seen or not. */
  readonly existing: ReadonlySet<string>;
}

/** @returns whether the scope sees every cluster that a target may ever mean. */
function covers(scope: Scope, target: ScheduleTarget): boolean {
  if (scope.clusters === "all") return true;
  return "clusters" in target && target.clusters !== "all" && target.clusters.every((id) => seesCluster(scope, id));
}

function scheduleRow(scope: Scope, stored: Schedule, { clusters, existing }: Around): ScheduleRow | undefined {
  const target = stored.target as unknown as ScheduleTarget;
  const meant = clusters.filter(({ id, labels }) => isTargeted(target, { id, labels: labels as Labels }));
  const reached = meant.filter(({ kind }) => kind === "live" || kind === "inCluster");
  if (scope.clusters !== "all" && meant.length === 0) return undefined;
  const { id, name, cron, timeZone, nextAt, createdBy, createdAt } = stored;
  return {
    ...{ id, name, cron, timeZone, nextAt, createdBy, createdAt, pausedAt: present(stored.pausedAt) },
    target: isNamed(target) ? { clusters: target.clusters.filter((one) => meant.some((cluster) => cluster.id === one)) } : target,
    clusters: reached.map((cluster) => ({ id: cluster.id, name: cluster.name })),
    whole: covers(scope, isNamed(target) ? { clusters: target.clusters.filter((one) => existing.has(one)) } : target),
  };
}

function isNamed(target: ScheduleTarget): target is { readonly clusters: readonly string[] } {
  return "clusters" in target && target.clusters !== "all";
}

async function existingOf(rows: Rows, stored: readonly Schedule[]): Promise<Set<string>> {
  const ids = stored.flatMap(({ target }) => {
    const read = target as unknown as ScheduleTarget;
    return isNamed(read) ? read.clusters : [];
  });
  const found = await rows.cluster.findMany({ where: { id: { in: [...new Set(ids)] }, removedAt: null }, select: { id: true } });
  return new Set(found.map((cluster) => cluster.id));
}

async function lastRuns(rows: Rows, scope: Scope, schedules: readonly ScheduleRow[]): Promise<Map<string, ScheduleRunRow>> {
  const stored = await rows.scheduleRun.findMany({
    where: { scheduleId: { in: schedules.map((schedule) => schedule.id) } },
    orderBy: [{ scheduleId: "asc" }, { dueAt: "desc" }],
    distinct: ["scheduleId"],
  });
  return new Map((await scheduleRunRows(rows, scope, stored)).map((run) => [run.scheduleId, run]));
}
