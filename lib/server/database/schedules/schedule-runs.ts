/** What became of the occurrences of schedules, as far as a reader sees the clusters. */
import type { Rows } from "../database.ts";
import { Prisma, type ScheduleRun } from "../generated/client.ts";
import { type ScanState, type ScheduleSkip, word } from "../rows.ts";
import type { Scope } from "../scope.ts";
import { visibleClusters } from "../visible.ts";

export interface ScheduleRunRow {
  readonly scheduleId: string;
  readonly dueAt: Date;
  readonly startedAt: Date;
  readonly cause: "clock" | "hand";
  /** Occurrences before it that nobody was there for; at 1,000 there may be more. */
  readonly missed: number;
  /** Scans that it started; of a limited reader, those of clusters that they see. */
  readonly started: number;
  readonly skipped: readonly (ScheduleSkip & { readonly cluster?: string })[];
  /** The started scans by state; what retention deleted is missing. */
  readonly states: Readonly<Partial<Record<ScanState, number>>>;
  /** The first that failed, by cluster. */
  readonly failed: readonly { readonly scanId: string; readonly cluster: string; readonly message: string }[];
}

const mostFailed = 5;

/** @returns the runs as the scope sees them, in the same order. */
export async function scheduleRunRows(rows: Rows, scope: Scope, stored: readonly ScheduleRun[]): Promise<ScheduleRunRow[]> {
  if (stored.length === 0) return [];
  const [scans, names] = await Promise.all([scansOf(rows, scope, stored), namesOf(rows, scope, stored)]);
  return stored.map((run) => {
    const mine = scans.filter(({ schedule_id, due }) => schedule_id === run.scheduleId && due.getTime() === run.dueAt.getTime());
    const states = Object.fromEntries(mine.map(({ state, n }) => [state, n]));
    const skipped = run.skipped as unknown as ScheduleSkip[];
    return {
      scheduleId: run.scheduleId,
      dueAt: run.dueAt,
      startedAt: run.startedAt,
      cause: word(run.cause),
      missed: run.missed,
      started: scope.clusters === "all" ? run.started : mine.reduce((sum, { n }) => sum + n, 0),
      skipped: skipped.flatMap((skip) => {
        const cluster = names.get(skip.clusterId);
        if (cluster === undefined && scope.clusters !== "all") return [];
        return [{ clusterId: skip.clusterId, reason: skip.reason, cluster }];
      }),
      states,
      failed: mine.find(({ state }) => state === "failed")?.failed ?? [],
    };
  });
}

interface ScansOfRun {
  schedule_id: string;
  due: Date;
  state: ScanState;
  n: number;
  failed: { scanId: string; cluster: string; message: string }[] | null;
}

function scansOf(rows: Rows, scope: Scope, runs: readonly ScheduleRun[]): Promise<ScansOfRun[]> {
  const visible =
    scope.clusters === "all" ? Prisma.empty : Prisma.sql`AND s.cluster_id = ANY(${[...scope.clusters.keys()]}::text[])`;
  return rows.$queryRaw<ScansOfRun[]>`
    SELECT s.schedule_id, s.schedule_due_at AS due, s.state, count(*)::int AS n,
      CASE WHEN s.state = 'failed' THEN to_jsonb((array_agg(jsonb_build_object('scanId', s.id, 'cluster', c.name,
        'message', coalesce(s.error->>'message', '')) ORDER BY c.name))[1:${mostFailed}::int]) END AS failed
    FROM unnest(${runs.map((run) => run.scheduleId)}::text[], ${runs.map((run) => run.dueAt.toISOString())}::timestamptz[])
      AS r(schedule_id, due_at)
    JOIN scans s ON s.schedule_id = r.schedule_id AND s.schedule_due_at = r.due_at AND s.state <> 'retired' ${visible}
    JOIN clusters c ON c.id = s.cluster_id AND c.removed_at IS NULL
    GROUP BY s.schedule_id, s.schedule_due_at, s.state`;
}

async function namesOf(rows: Rows, scope: Scope, runs: readonly ScheduleRun[]): Promise<Map<string, string>> {
  const ids = runs.flatMap((run) => (run.skipped as unknown as ScheduleSkip[]).map((skip) => skip.clusterId));
  if (ids.length === 0) return new Map();
  const clusters = await rows.cluster.findMany({
    where: { AND: [visibleClusters(scope), { id: { in: [...new Set(ids)] } }] },
    select: { id: true, name: true },
  });
  return new Map(clusters.map(({ id, name }) => [id, name]));
}
