/** Findings of scans with results, as far as the reader may see them. */
import type { Gap } from "../../../core/inventory/gap.ts";
import type { Connection } from "../connection.ts";
import type { CheckRow, FindingDetailRow, FindingRow, SeverityCounts } from "../rows.ts";
import { word } from "../rows.ts";
import { checkRow, visibleResults } from "../scans/scan-rows.ts";
import type { Scope } from "../scope.ts";
import {
  type ChangeGroup,
  type ChangePage,
  type ChangePageRequest,
  changePage,
  countedPair,
  type PairIds,
  type Remember,
} from "./changes.ts";
import { findingsWithData } from "./finding-data.ts";
import { countsOf, type FindingFacets, facetsOf } from "./finding-facets.ts";
import { type FindingFilter, type ScanBehind, scansBehind } from "./finding-filter.ts";
import { allFindings, findingPage, oneFinding, type PageRequest } from "./finding-page.ts";
import { type FrozenFact, type FrozenRequest, frozenFacts, frozenPage } from "./frozen-findings.ts";

export interface Seen {
  readonly scanId: string;
  /** Absent where the scan is gone. */
  readonly number?: number;
  readonly at: Date;
}

export interface FindingHistoryRow {
  readonly firstSeen: Seen;
  readonly lastSeen: Seen;
  readonly fixed?: Seen;
  /** How often it came back. */
  readonly reopened: number;
}

export interface RestsOn {
  readonly clusterId: string;
  readonly cluster: string;
  readonly scanId: string;
  readonly number: number;
  readonly at: Date;
  readonly share?: number;
}

export interface UnassessedCheck {
  readonly checkId: string;
  readonly pillar: CheckRow["pillar"];
  readonly clusterId: string;
  readonly cluster: string;
  readonly scanId: string;
  readonly gaps: readonly Gap[];
}

export type FindingsRepository = ReturnType<typeof findingsRepository>;

export function findingsRepository({ rows }: Connection) {
  const behind = (scope: Scope, filter: FindingFilter) => scansBehind(rows, scope, filter);

  return {
    /** @returns a page with the totals of its filter, or undefined for a cursor that is not one of this sort. */
    async page(
      scope: Scope,
      filter: FindingFilter,
      request: PageRequest,
    ): Promise<{ items: FindingRow[]; next?: string; total: number; counts: SeverityCounts } | undefined> {
      const scans = await behind(scope, filter);
      const [page, counts] = await Promise.all([findingPage(rows, scans, filter, request), countsOf(rows, scans, filter)]);
      return page && { ...page, counts, total: Object.values(counts).reduce((sum, n) => sum + n, 0) };
    },

    /** A page by its place, of scans that never change, with the totals of its filter. */
    async frozen(
      scope: Scope,
      filter: FindingFilter & { readonly scans: readonly string[] },
      request: FrozenRequest,
    ): Promise<{ items: FindingRow[]; total: number; counts: SeverityCounts }> {
      const scans = await behind(scope, filter);
      const [items, counts] = await Promise.all([frozenPage(rows, scans, filter, request), countsOf(rows, scans, filter)]);
      return { items, counts, total: Object.values(counts).reduce((sum, n) => sum + n, 0) };
    },

    /** What findings were rendered from, and whether they were waived at an instant. */
    async facts(scope: Scope, findings: readonly FindingRow[], at: Date): Promise<Map<FindingRow, FrozenFact>> {
      const scans = [...new Set(findings.map(({ scanId }) => scanId))];
      return frozenFacts(rows, await behind(scope, { scans }), findings, at);
    },

    /** How many findings the filter leaves. */
    async count(scope: Scope, filter: FindingFilter): Promise<number> {
      const counts = await countsOf(rows, await behind(scope, filter), filter);
      return Object.values(counts).reduce((sum, n) => sum + n, 0);
    },

    /** Each facet is counted with every other filter applied and its own left out. */
    async facets(scope: Scope, filter: FindingFilter): Promise<FindingFacets> {
      const [inFilter, everywhere] = await Promise.all([
        behind(scope, filter),
        filter.clusters ? behind(scope, { ...filter, clusters: undefined }) : undefined,
      ]);
      const [facets, wider] = await Promise.all([
        facetsOf(rows, inFilter, filter),
        everywhere && facetsOf(rows, everywhere, filter),
      ]);
      return wider ? { ...facets, cluster: wider.cluster } : facets;
    },

    async get(scope: Scope, scanId: string, fingerprint: string): Promise<FindingDetailRow | undefined> {
      return oneFinding(rows, await behind(scope, { scan: scanId }), fingerprint);
    },

    /** All of a scan's, in priority order. */
    async ofScan(scope: Scope, scanId: string): Promise<FindingRow[]> {
      return allFindings(rows, await behind(scope, { scan: scanId }));
    },

    /** All that the filter leaves, the worst first, each with what it was rendered from. */
    async withData(scope: Scope, filter: FindingFilter): Promise<FindingDetailRow[]> {
      return findingsWithData(rows, await behind(scope, filter), filter);
    },

    /** Every verdict of a scan, as far as the reader may know it. */
    async verdicts(scope: Scope, scanId: string): Promise<CheckRow[]> {
      return (await visibleResults(rows, await behind(scope, { scan: scanId }))).map(checkRow);
    },

    /** The scans that a list of findings rests on, by cluster. */
    async restsOn(scope: Scope, filter: FindingFilter): Promise<RestsOn[]> {
      return (await behind(scope, filter)).map(restOf);
    },

    /** The checks that these scans could not assess. */
    async notAssessed(scope: Scope, filter: FindingFilter): Promise<UnassessedCheck[]> {
      const scans = await behind(scope, filter);
      const results = await visibleResults(rows, scans);
      return results.flatMap((result) => {
        const scan = scans.find((candidate) => candidate.id === result.scan_id);
        if (!scan || result.verdict !== "notAssessed") return [];
        const { clusterId, cluster } = scan;
        return [
          { checkId: result.check_id, pillar: word(result.pillar), clusterId, cluster, scanId: scan.id, gaps: result.gaps },
        ];
      });
    },

    /** When a finding was seen first and last, over all scans of its cluster; asked for by one scan that has it. */
    async history(scope: Scope, scanId: string, fingerprint: string): Promise<FindingHistoryRow | undefined> {
      const scans = await behind(scope, { scan: scanId });
      const [scan] = scans;
      if (!scan || !(await oneFinding(rows, scans, fingerprint))) return undefined;
      const [finding, gone] = await Promise.all([
        rows.finding.findUniqueOrThrow({
          where: { scanId_fingerprint: { scanId, fingerprint } },
          select: { firstSeenAt: true, firstSeenScanId: true },
        }),
        rows.findingHistory.findUnique({ where: { clusterId_fingerprint: { clusterId: scan.clusterId, fingerprint } } }),
      ]);
      const ids = [finding.firstSeenScanId, gone?.lastSeenScanId, gone?.fixedScanId].filter((id) => typeof id === "string");
      const known = await rows.scan.findMany({ where: { id: { in: ids } }, select: { id: true, number: true } });
      const seenIn = (id: string, at: Date): Seen => ({ scanId: id, number: known.find((one) => one.id === id)?.number, at });
      const newest = { scanId: scan.id, number: scan.number, at: scan.at };
      return {
        firstSeen: seenIn(finding.firstSeenScanId, finding.firstSeenAt),
        lastSeen: gone?.lastSeenScanId && gone.lastSeenAt ? seenIn(gone.lastSeenScanId, gone.lastSeenAt) : newest,
        fixed: gone?.fixedScanId && gone.fixedAt ? seenIn(gone.fixedScanId, gone.fixedAt) : undefined,
        reopened: gone?.reopened ?? 0,
      };
    },

    /** A page of what changed between two scans of one cluster, with the figures of all of it; undefined where one is not seen. */
    async comparison(
      scope: Scope,
      scans: PairIds,
      { remember, ...request }: ChangePageRequest & { readonly remember: Remember },
    ): Promise<ScanComparison | undefined> {
      const counted = await countedPair(rows, scope, scans, remember);
      if (counted === undefined) return undefined;
      const { pair, groups } = counted;
      return { sameCluster: pair.sameCluster, groups, page: await changePage(rows, pair, request) };
    },
  };
}

export interface ScanComparison {
  /** False where the registration led to another cluster in between. */
  readonly sameCluster: boolean;
  readonly groups: readonly ChangeGroup[];
  /** Absent for a cursor that is none of these pages. */
  readonly page: ChangePage | undefined;
}

function restOf({ clusterId, cluster, id, number, at, share }: ScanBehind): RestsOn {
  return { clusterId, cluster, scanId: id, number, at, share };
}
