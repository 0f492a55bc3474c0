/** What the checklist rests on: verdicts of scans, and what people answer for. All of it is about clusters as a whole. */
import type { CheckStanding } from "../../core/checklist/assess.ts";
import type { Grounds } from "../../core/checklist/grounds.ts";
import type { VerdictKind } from "../../core/findings/verdict.ts";
import type { Gap } from "../../core/inventory/gap.ts";
import type { Connection } from "./connection.ts";
import { resultStates } from "./rows.ts";
import { type Scope, seesAllOf } from "./scope.ts";
import { visibleClusters } from "./visible.ts";

export interface StatementRow {
  readonly clusterId: string;
  readonly item: string;
  /** The item as the list said it then. */
  readonly text: string;
  readonly statement: string;
  readonly evidence?: string;
  readonly owner: string;
  readonly expiresAt: Date;
  readonly by: string;
  readonly at: Date;
}

export interface ScanMoment {
  readonly scanId: string;
  readonly number: number;
  readonly at: Date;
}

/** The newest scan of a cluster at a moment. */
export interface ScanThen {
  readonly at: Date;
  readonly scanId: string;
  readonly clusterId: string;
}

export type ChecklistRepository = ReturnType<typeof checklistRepository>;

export function checklistRepository({ rows }: Connection) {
  const inWhole = (scope: Scope, clusterIds: readonly string[]) => clusterIds.filter((id) => seesAllOf(scope, id));

  return {
    /** What people answered for at a moment, also what has ended by its day since. Nothing of clusters that the scope sees in part. */
    async statements(scope: Scope, clusterIds: readonly string[], at: Date): Promise<StatementRow[]> {
      const open = { OR: [{ endedAt: null }, { endedAt: { gt: at } }] };
      const found = await rows.checklistStatement.findMany({
        where: { clusterId: { in: inWhole(scope, clusterIds) }, cluster: visibleClusters(scope), statedAt: { lte: at }, ...open },
        orderBy: { statedAt: "asc" },
      });
      return found.map(({ evidence, statedBy: by, statedAt, clusterId, item, text, statement, owner, expiresAt }) => ({
        ...{ clusterId, item, text, statement, owner, expiresAt, by, at: statedAt },
        ...(evidence !== null && { evidence }),
      }));
    },

    /** Puts a statement in the place of the one before. @returns whether the scope may. */
    async attest(scope: Scope, { evidence, by, at, clusterId, item, ...said }: StatementRow): Promise<boolean> {
      if (!seesAllOf(scope, clusterId)) return false;
      await rows.checklistStatement.updateMany({
        where: { clusterId, item, endedAt: null },
        data: { endedAt: at, endedBy: by },
      });
      await rows.checklistStatement.create({
        data: { ...said, clusterId, item, evidence: evidence ?? null, statedBy: by, statedAt: at },
      });
      return true;
    },

    /** @returns whether there was one, and the scope may. */
    async withdraw(scope: Scope, { clusterId, item, by, at }: Pick<StatementRow, "clusterId" | "item" | "by" | "at">) {
      if (!seesAllOf(scope, clusterId)) return false;
      const where = { clusterId, item, endedAt: null };
      return (await rows.checklistStatement.updateMany({ where, data: { endedAt: at, endedBy: by } })).count > 0;
    },

    /** @returns the verdicts of each scan, by its id; those of clusters that the scope sees in part are not among them. */
    async verdicts(scope: Scope, scanIds: readonly string[]): Promise<Map<string, readonly CheckStanding[]>> {
      const asked = await rows.scan.findMany({
        where: { id: { in: [...scanIds] }, state: { in: [...resultStates] }, cluster: visibleClusters(scope) },
        select: { id: true, clusterId: true },
      });
      const open = asked.filter(({ clusterId }) => seesAllOf(scope, clusterId)).map(({ id }) => id);
      const found = await rows.checkResult.findMany({
        where: { scanId: { in: open } },
        select: { scanId: true, checkId: true, verdict: true, findings: true },
      });
      const byScan = new Map<string, CheckStanding[]>(open.map((id) => [id, []]));
      for (const { scanId, checkId, verdict, findings } of found)
        byScan.get(scanId)?.push({ checkId, verdict: verdict as VerdictKind, findings });
      return byScan;
    },

    /** @returns why the checks of a scan say what they say, by check; nothing of a cluster that the scope sees in part. */
    async grounds(scope: Scope, scanId: string): Promise<ReadonlyMap<string, Grounds>> {
      const scan = await rows.scan.findFirst({
        where: { id: scanId, cluster: visibleClusters(scope) },
        select: { clusterId: true },
      });
      if (scan === null || !seesAllOf(scope, scan.clusterId)) return new Map();
      const found = await rows.checkResult.findMany({
        where: { scanId },
        select: { checkId: true, verdict: true, reason: true, gaps: true },
      });
      return new Map(
        found.map(({ checkId, verdict, reason, gaps }) => [
          checkId,
          { verdict: verdict as VerdictKind, gaps: gaps as unknown as Gap[], ...(reason !== null && { reason }) },
        ]),
      );
    },

    /** @returns for each moment the newest scan that each cluster had by then; none of clusters that the scope sees in part. */
    async scansAt(scope: Scope, clusterIds: readonly string[], moments: readonly Date[]): Promise<readonly ScanThen[]> {
      const visible = await rows.cluster.findMany({
        where: { AND: [{ id: { in: inWhole(scope, clusterIds) } }, visibleClusters(scope)] },
        select: { id: true },
      });
      return rows.$queryRaw<ScanThen[]>`
        SELECT m.at, s.id AS "scanId", c.id AS "clusterId"
        FROM unnest(${[...moments]}::timestamptz[]) AS m (at) CROSS JOIN unnest(${visible.map(({ id }) => id)}::text[]) AS c (id)
          CROSS JOIN LATERAL (SELECT id FROM scans WHERE cluster_id = c.id AND state = ANY(${[...resultStates]}::text[])
            AND coalesce(taken_at, finished_at, created_at) <= m.at ORDER BY number DESC LIMIT 1) s
        ORDER BY m.at, c.id`;
    },

    /** The newest scans of a cluster that have results, oldest first. Empty where the scope does not see all of the cluster. */
    async scans(scope: Scope, clusterId: string, limit: number): Promise<ScanMoment[]> {
      if (!seesAllOf(scope, clusterId)) return [];
      const found = await rows.scan.findMany({
        where: { clusterId, state: { in: [...resultStates] }, cluster: visibleClusters(scope) },
        select: { id: true, number: true, takenAt: true, finishedAt: true, createdAt: true },
        orderBy: { number: "desc" },
        take: limit,
      });
      return found.reverse().map(({ id, number, takenAt, finishedAt, createdAt }) => ({
        ...{ scanId: id, number, at: takenAt ?? finishedAt ?? createdAt },
      }));
    },
  };
}
