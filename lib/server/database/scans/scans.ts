/** Scans as their readers see them, and the two things that a reader may change: start one, cancel one. */
import type { Gap } from "../../../core/inventory/gap.ts";
import type { ResourceId } from "../../../core/inventory/resources.ts";
import { err, type Failure, ok, type Result } from "../../../core/result.ts";
import type { Connection } from "../connection.ts";
import { decodeCursor, encodeCursor } from "../cursor.ts";
import type { Prisma } from "../generated/client.ts";
import { newId } from "../ids.ts";
import {
  activeStates,
  type CheckRow,
  type LookRow,
  present,
  resultStates,
  type ScanProgress,
  type ScanRow,
  type ScanTrigger,
  word,
} from "../rows.ts";
import type { Scope } from "../scope.ts";
import { seen, visibleClusters, visibleScans } from "../visible.ts";
import { checkRow, scanRows, visibleGaps, visibleItems, visibleResults, withCluster } from "./scan-rows.ts";

export interface StartScan {
  readonly clusterId: string;
  readonly trigger: ScanTrigger;
  readonly requestedBy?: string;
  readonly uploadId?: string;
  /** Name of a shipped snapshot. */
  readonly sample?: string;
}

export interface ScanEventRow {
  readonly seq: number;
  readonly at: Date;
  readonly progress: ScanProgress;
}

export type ScansRepository = ReturnType<typeof scansRepository>;

export function scansRepository({ rows, sender, transaction }: Connection) {
  const visible = (scope: Scope, where: Prisma.ScanWhereInput = {}): Prisma.ScanWhereInput => ({
    AND: [where, visibleScans(scope)],
  });

  async function get(scope: Scope, id: string): Promise<ScanRow | undefined> {
    const stored = await rows.scan.findFirst({ where: visible(scope, { id }), include: withCluster });
    return stored ? (await scanRows(rows, scope, [stored]))[0] : undefined;
  }

  return {
    get,

    /** Makes the scan and wakes a worker, in one transaction. */
    async start(scope: Scope, asked: StartScan): Promise<Result<ScanRow, Failure<"notFound" | "scanActive">>> {
      const id = await transaction(async (tx) => {
        const cluster = await tx.cluster.findFirst({
          where: { AND: [visibleClusters(scope), { id: asked.clusterId }] },
          select: { id: true },
        });
        if (!cluster) return undefined;
        const { scanCount } = await tx.cluster.update({
          where: { id: cluster.id },
          data: { scanCount: { increment: 1 } },
          select: { scanCount: true },
        });
        const scan = { ...asked, id: newId("scn"), number: scanCount, state: "queued", phase: "queued" };
        const { count } = await tx.scan.createMany({ data: [scan], skipDuplicates: true });
        if (count === 0) throw new ScanActive();
        await sender.send(tx, "scan", { scanId: scan.id }, scan.id);
        return scan.id;
      }).catch(orActive);
      if (id === "active") return err(scanActive);
      const row = id && (await get(scope, id));
      return row ? ok(row) : err(notFound);
    },

    /** Newest first. @returns undefined for a cursor that is not one of ours. */
    async list(
      scope: Scope,
      { clusterId, limit, cursor }: { clusterId?: string; limit: number; cursor?: string },
    ): Promise<{ items: ScanRow[]; next?: string } | undefined> {
      const after = cursor === undefined ? undefined : decodeCursor(cursor, ["number", "string"]);
      if (cursor !== undefined && !after) return undefined;
      const at = after && new Date(after[0] as number);
      const older = at && { OR: [{ createdAt: { lt: at } }, { createdAt: at, id: { lt: after[1] as string } }] };
      const stored = await rows.scan.findMany({
        where: visible(scope, { ...(clusterId && { clusterId }), ...older }),
        include: withCluster,
        orderBy: [{ createdAt: "desc" }, { id: "desc" }],
        take: limit + 1,
      });
      const items = await scanRows(rows, scope, stored.slice(0, limit));
      const last = items.at(-1);
      return stored.length > limit && last ? { items, next: encodeCursor([last.createdAt.getTime(), last.id]) } : { items };
    },

    /** @returns each cluster's newest scan with results. */
    async latest(scope: Scope, clusterIds?: readonly string[]): Promise<ScanRow[]> {
      const clusters = await rows.cluster.findMany({
        where: { AND: [visibleClusters(scope), clusterIds ? { id: { in: [...clusterIds] } } : {}] },
        select: { latestScanId: true },
      });
      const ids = clusters.flatMap((cluster) => cluster.latestScanId ?? []);
      const stored = await rows.scan.findMany({ where: { id: { in: ids } }, include: withCluster, orderBy: { id: "asc" } });
      return scanRows(rows, scope, stored);
    },

    /** @returns the scan with results before this one of the same cluster. */
    async previous(scope: Scope, id: string): Promise<ScanRow | undefined> {
      const scan = await rows.scan.findFirst({ where: visible(scope, { id }), select: { clusterId: true, number: true } });
      if (!scan) return undefined;
      const stored = await rows.scan.findFirst({
        where: { clusterId: scan.clusterId, number: { lt: scan.number }, state: { in: [...resultStates] } },
        include: withCluster,
        orderBy: { number: "desc" },
      });
      return stored ? (await scanRows(rows, scope, [stored]))[0] : undefined;
    },

    /** @returns the scan with results that was newest at a moment, by when it looked, and the oldest one that is kept. */
    async keptAt(scope: Scope, clusterId: string, at: Date): Promise<{ newest?: ScanRow; oldest?: ScanRow }> {
      const where = visible(scope, { clusterId, state: { in: [...resultStates] } });
      const looked = { OR: [{ takenAt: { lte: at } }, { takenAt: null, finishedAt: { lte: at } }] };
      const [newest, oldest] = await Promise.all([
        rows.scan.findFirst({
          where: { AND: [where, looked] },
          include: withCluster,
          orderBy: [{ takenAt: { sort: "desc", nulls: "last" } }, { number: "desc" }],
        }),
        rows.scan.findFirst({
          where,
          include: withCluster,
          orderBy: [{ takenAt: { sort: "asc", nulls: "last" } }, { number: "asc" }],
        }),
      ]);
      const [first] = newest ? await scanRows(rows, scope, [newest]) : [];
      const [last] = oldest ? await scanRows(rows, scope, [oldest]) : [];
      return { ...(first && { newest: first }), ...(last && { oldest: last }) };
    },

    /** How well each resource was looked at; empty before there are results. */
    async looks(scope: Scope, id: string): Promise<LookRow[]> {
      const stored = await rows.scanLook.findMany({
        where: { scanId: id, scan: visible(scope) },
        include: { scan: { select: { clusterId: true } } },
        orderBy: { resource: "asc" },
      });
      return stored.map((look) => {
        const { namespaces } = seen(scope, { id, clusterId: look.scan.clusterId });
        return {
          resource: word<ResourceId>(look.resource),
          apiVersion: present(look.apiVersion),
          state: word(look.state),
          items: visibleItems(look, namespaces),
          gaps: visibleGaps(look.gaps as unknown as Gap[], namespaces),
        };
      });
    },

    /** The verdict of every check; empty before there are results. */
    async results(scope: Scope, id: string): Promise<CheckRow[]> {
      const scan = await rows.scan.findFirst({ where: visible(scope, { id }), select: { id: true, clusterId: true } });
      if (!scan) return [];
      return (await visibleResults(rows, [seen(scope, scan)])).map(checkRow);
    },

    /** Ends a waiting scan at once, and asks the worker of a running one to stop. @returns the scan afterwards. */
    async requestCancel(scope: Scope, id: string): Promise<ScanRow | undefined> {
      if (!(await rows.scan.findFirst({ where: visible(scope, { id }), select: { id: true } }))) return undefined;
      await rows.$executeRaw`
        WITH asked AS (
          UPDATE scans SET cancel_requested_at = now(),
            event_seq = event_seq + CASE state WHEN 'queued' THEN 1 ELSE 0 END,
            phase = CASE state WHEN 'queued' THEN 'done' ELSE phase END,
            finished_at = CASE state WHEN 'queued' THEN now() END,
            state = CASE state WHEN 'queued' THEN 'cancelled' ELSE state END
          WHERE id = ${id} AND state = ANY(${[...activeStates]}::text[]) AND cancel_requested_at IS NULL
          RETURNING id, state, event_seq, attempt
        )
        INSERT INTO scan_events (scan_id, seq, at, type, data)
        SELECT id, event_seq, now(), 'cancelled', jsonb_build_object('state', state, 'phase', 'done', 'done', 0, 'total', 0,
          'counts', '{}'::jsonb, 'gaps', 0, 'attempt', attempt)
        FROM asked WHERE state = 'cancelled'`;
      return get(scope, id);
    },

    /** @returns what happened after event `seq`, in order. The last event of a scan carries a state that has ended. */
    async eventsAfter(scope: Scope, id: string, seq: number): Promise<ScanEventRow[]> {
      const stored = await rows.scanEvent.findMany({
        where: { scanId: id, seq: { gt: seq }, scan: visible(scope) },
        include: { scan: { select: { clusterId: true } } },
        orderBy: { seq: "asc" },
        take: 500,
      });
      return stored.map((event) => {
        const whole = seen(scope, { id, clusterId: event.scan.clusterId }).namespaces === "all";
        const data = event.data as unknown as Omit<ScanProgress, "seq" | "at">;
        const progress = { ...data, seq: event.seq, at: event.at.toISOString(), ...(!whole && { counts: {}, gaps: 0 }) };
        return { seq: event.seq, at: event.at, progress };
      });
    },
  };
}

/** The partial unique index refused a second active scan: thrown, so that the number is not used up. */
class ScanActive extends Error {}

function orActive(error: unknown): "active" {
  if (error instanceof ScanActive) return "active";
  throw error;
}

const notFound: Failure<"notFound"> = {
  code: "notFound",
  message: "There is no such cluster.",
  remedy: "It may have been removed, or lie outside your scope.",
};
const scanActive: Failure<"scanActive"> = {
  code: "scanActive",
  message: "A scan of this cluster is already running.",
  remedy: "Follow the running scan, or cancel it first.",
};
