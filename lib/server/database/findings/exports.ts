/** What exports read beyond what pages read: every row of a filter, and what each decision was about. */
import type { Connection } from "../connection.ts";
import { Prisma } from "../generated/client.ts";
import type { Scope } from "../scope.ts";
import { seen, visibleScans } from "../visible.ts";
import {
  type ChangedGroup,
  type ChangeExportOrder,
  type ChangeFilter,
  changedGroups,
  changeRows,
  type ExportedChange,
} from "./change-export.ts";
import { type ChangeGroup, changeGroups, type PairIds, pairOf } from "./changes.ts";
import {
  type ExportedFinding,
  type ExportedScan,
  type ExportFilter,
  type ExportOrder,
  exportedScans,
  type FindingGroup,
  findingGroups,
  findingRows,
} from "./finding-export.ts";
import { scansBehind } from "./finding-filter.ts";
import { findingsOf } from "./of-scans.ts";

export interface ExportReading {
  readonly order: ExportOrder;
  readonly at: Date;
  /** Whether the figures are wanted before the rows: they cost a reading of them all. */
  readonly figures: boolean;
}

export interface FindingsExport {
  readonly scans: readonly ExportedScan[];
  /** Empty where they were not asked for. */
  readonly groups: readonly FindingGroup[];
  /** The rows in their order, in batches; read once. */
  readonly batches: AsyncGenerator<readonly ExportedFinding[], void>;
  /** Must be called at the end, however that came. */
  close(): void;
}

export interface ChangesReading {
  readonly filter: ChangeFilter;
  readonly order: ChangeExportOrder;
  readonly at: Date;
  /** Whether the filter's figures are wanted before its rows. */
  readonly figures: boolean;
}

export interface ChangesExport {
  readonly sameCluster: boolean;
  /** The earlier one first. */
  readonly scans: readonly ExportedScan[];
  /** The figures of all changes, whatever the filter leaves. */
  readonly all: readonly ChangeGroup[];
  /** Those of the filter; empty where they were not asked for. */
  readonly groups: readonly ChangedGroup[];
  readonly batches: AsyncGenerator<readonly ExportedChange[], void>;
  /** Must be called at the end, however that came. */
  close(): void;
}

/** Findings of one check in one cluster that a waiver matched while it held. */
export interface WaivedGroup {
  readonly waiverId: string;
  readonly clusterId: string;
  readonly cluster: string;
  readonly checkId: string;
  readonly findings: number;
  /** Scans that saw one of them while the waiver held, and the numbers of the first and the last of them. */
  readonly scans: number;
  readonly firstScan: number;
  readonly lastScan: number;
}

export type ExportsRepository = ReturnType<typeof exportsRepository>;

export function exportsRepository({ rows, moment }: Connection) {
  return {
    /** Every finding of the filter as it is at one moment, the waived ones marked as it is at that instant. */
    async findings(scope: Scope, filter: ExportFilter, { order, at, figures }: ExportReading): Promise<FindingsExport> {
      const { value, batches, close } = await moment<Omit<FindingsExport, "batches" | "close">, ExportedFinding>(
        async (tx, begin) => {
          const behind = await scansBehind(tx, scope, filter);
          begin(findingRows(behind, filter, order, at));
          const scans = await exportedScans(tx, behind);
          return { scans, groups: figures ? await findingGroups(tx, behind, filter, at) : [] };
        },
      );
      return { ...value, batches, close };
    },

    /** What changed between two scans of one cluster, as everything is at one moment; undefined where one is not seen. */
    async changes(
      scope: Scope,
      scans: PairIds,
      { filter, order, at, figures }: ChangesReading,
    ): Promise<ChangesExport | undefined> {
      const { value, batches, close } = await moment<Omit<ChangesExport, "batches" | "close"> | undefined, ExportedChange>(
        async (tx, begin) => {
          const pair = await pairOf(tx, scope, scans);
          if (pair === undefined) return undefined;
          begin(changeRows(pair, filter, order, at));
          return {
            sameCluster: pair.sameCluster,
            scans: await exportedScans(tx, [pair.before, pair.after]),
            all: await changeGroups(tx, pair),
            groups: figures ? await changedGroups(tx, pair, filter, at) : [],
          };
        },
      );
      if (value !== undefined) return { ...value, batches, close };
      close();
      return undefined;
    },

    /** What these waivers matched while they held, as far as the scope sees it and scans are still there to tell. */
    async waived(scope: Scope, waiverIds: readonly string[], at: Date): Promise<WaivedGroup[]> {
      const scans = await rows.scan.findMany({ where: visibleScans(scope), select: { id: true, clusterId: true } });
      const visible = scans.map((scan) => seen(scope, scan));
      return rows.$queryRaw<WaivedGroup[]>`
        SELECT wf.waiver_id AS "waiverId", f.cluster_id AS "clusterId", c.name AS cluster, f.check_id AS "checkId",
          count(DISTINCT f.fingerprint)::int AS findings, count(DISTINCT s.id)::int AS scans,
          min(s.number)::int AS "firstScan", max(s.number)::int AS "lastScan"
        FROM waived_findings wf
        JOIN waivers w ON w.id = wf.waiver_id
        JOIN scans s ON s.cluster_id = wf.cluster_id
        JOIN clusters c ON c.id = s.cluster_id
        JOIN findings f ON f.scan_id = s.id AND f.fingerprint = wf.fingerprint
        WHERE wf.waiver_id = ANY(${[...waiverIds]}::text[]) AND ${findingsOf(visible)}
          AND (${heldUntil} IS NULL OR s.taken_at <= ${heldUntil}) AND w.created_at <= ${at}
          AND s.number >= coalesce((SELECT max(e.number) FROM scans e WHERE e.cluster_id = s.cluster_id AND e.taken_at <= wf.since), 0)
        GROUP BY 1, 2, 3, 4 ORDER BY 1, 3, 4`;
    },
  };
}

/** When a waiver ended for a finding: narrowed, revoked or by its day. */
const heldUntil = Prisma.raw("least(wf.until, w.revoked_at, w.expires_at)");
