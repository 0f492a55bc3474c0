/** What waivers match, counted in the newest scans as far as a reader sees them. */
import { type Severity, severities } from "../../../core/findings/verdict.ts";
import type { Rows } from "../database.ts";
import type { ScanBehind } from "../findings/finding-filter.ts";
import { findingRow, listed, type StoredFinding } from "../findings/finding-page.ts";
import { findingsOf } from "../findings/of-scans.ts";
import { Prisma } from "../generated/client.ts";
import type { FindingRow, SeverityCounts } from "../rows.ts";
import { type Scope, seesCluster } from "../scope.ts";
import { seen } from "../visible.ts";
import { holdsAt, matchedAt, matchedBy, type WaiverMatch, waivedAt } from "./waived.ts";
import type { FindingKey } from "./waivers.ts";

export const noCounts: SeverityCounts = { critical: 0, high: 0, medium: 0, low: 0, information: 0 };

interface Group {
  readonly key: string;
  readonly severity: number;
  readonly n: number;
}

function byKey(groups: readonly Group[]): Map<string, SeverityCounts> {
  const counts = new Map<string, Record<Severity, number>>();
  for (const { key, severity, n } of groups) {
    const of = counts.get(key) ?? { ...noCounts };
    const name = severities[severity];
    if (name) of[name] += n;
    counts.set(key, of);
  }
  return counts;
}

export async function countsOfWaivers(rows: Rows, scans: readonly ScanBehind[], ids: readonly string[]) {
  const groups = await rows.$queryRaw<Group[]>`
    SELECT wf.waiver_id AS key, f.severity, count(*)::int AS n
    FROM waived_findings wf JOIN findings f ON f.cluster_id = wf.cluster_id AND f.fingerprint = wf.fingerprint
    WHERE wf.waiver_id = ANY(${[...ids]}::text[]) AND wf.until IS NULL AND ${findingsOf(scans)} GROUP BY 1, 2`;
  return byKey(groups);
}

/** @returns how many findings of each scan are waived at an instant. */
export async function waivedCounts(rows: Rows, scope: Scope, scanIds: readonly string[], at: Date) {
  const stored = await rows.scan.findMany({ where: { id: { in: [...scanIds] } }, select: { id: true, clusterId: true } });
  const scans = stored.filter((scan) => seesCluster(scope, scan.clusterId)).map((scan) => seen(scope, scan));
  if (scans.length === 0) return new Map<string, SeverityCounts>();
  const groups = await rows.$queryRaw<Group[]>`
    WITH held AS (
      SELECT DISTINCT wf.cluster_id, wf.fingerprint FROM waived_findings wf JOIN waivers w ON w.id = wf.waiver_id
      WHERE wf.cluster_id = ANY(${scans.map(({ clusterId }) => clusterId)}::text[]) AND ${matchedAt(at)} AND ${holdsAt(at)}
    )
    SELECT f.scan_id AS key, f.severity, count(*)::int AS n
    FROM held JOIN findings f ON f.cluster_id = held.cluster_id AND f.fingerprint = held.fingerprint
    WHERE ${findingsOf(scans)} GROUP BY 1, 2`;
  return byKey(groups);
}

export interface WaiverPreview {
  readonly total: number;
  readonly counts: SeverityCounts;
  /** Of them, those that another waiver holds already. */
  readonly waivedAlready: number;
  readonly clusters: readonly { readonly id: string; readonly name: string; readonly count: number }[];
  readonly checks: readonly { readonly id: string; readonly count: number }[];
  /** The worst of them. */
  readonly first: readonly FindingRow[];
}

const shown = 20;

export async function preview(
  rows: Rows,
  scans: readonly ScanBehind[],
  { match, at }: { match: WaiverMatch; at: Date },
): Promise<WaiverPreview> {
  const where = Prisma.sql`${findingsOf(scans)} AND ${matchedBy(match)}`;
  const [groups, first] = await Promise.all([
    rows.$queryRaw<(Group & { check: string; waived: boolean })[]>`
      SELECT f.cluster_id AS key, f.check_id AS check, f.severity, ${waivedAt(at)} AS waived, count(*)::int AS n
      FROM findings f WHERE ${where} GROUP BY 1, 2, 3, 4`,
    rows.$queryRaw<StoredFinding[]>`
      SELECT ${listed} FROM findings f WHERE ${where}
      ORDER BY f.severity, f.check_id COLLATE "C", f.fingerprint COLLATE "C" LIMIT ${shown}`,
  ]);
  const sum = (some: readonly Group[]) => some.reduce((total, { n }) => total + n, 0);
  const counted = <K>(of: (group: (typeof groups)[number]) => K) =>
    [...Map.groupBy(groups, of)].map(([id, some]) => ({ id, count: sum(some) })).sort((a, b) => b.count - a.count);
  const names = new Map(scans.map((scan) => [scan.clusterId, scan.cluster]));
  return {
    total: sum(groups),
    counts: byKey(groups.map((group) => ({ ...group, key: "" }))).get("") ?? noCounts,
    waivedAlready: sum(groups.filter((group) => group.waived)),
    clusters: counted(({ key }) => key).map(({ id, count }) => ({ id, name: names.get(id) ?? id, count })),
    checks: counted(({ check }) => check),
    first: first.map((row) => findingRow(row, scans)),
  };
}

/** The waiver that holds a finding, as everybody may know it who sees the finding. */
export interface Holding {
  readonly waiverId: string;
  readonly name: string;
  readonly reason: string;
  readonly owner: string;
  readonly createdBy: string;
  readonly ticket?: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export function keyOf({ clusterId, fingerprint }: FindingKey): string {
  return `${clusterId} ${fingerprint}`;
}

interface StoredHolding extends Omit<Holding, "ticket"> {
  readonly clusterId: string;
  readonly fingerprint: string;
  readonly ticket: string | null;
}

/** @returns for each finding the waiver that holds it longest. */
export async function holdingsOf(
  rows: Rows,
  scope: Scope,
  findings: readonly FindingKey[],
  at: Date,
): Promise<Map<string, Holding>> {
  const visible = findings.filter((finding) => seesCluster(scope, finding.clusterId));
  if (visible.length === 0) return new Map();
  const found = await rows.$queryRaw<StoredHolding[]>`
    SELECT DISTINCT ON (wf.cluster_id, wf.fingerprint) wf.cluster_id AS "clusterId", wf.fingerprint, w.id AS "waiverId", w.name,
      w.reason, w.owner, w.created_by AS "createdBy", w.ticket, w.created_at AS "createdAt", w.expires_at AS "expiresAt"
    FROM unnest(${visible.map((one) => one.clusterId)}::text[], ${visible.map((one) => one.fingerprint)}::text[])
      AS k(cluster_id, fingerprint)
    JOIN waived_findings wf ON wf.cluster_id = k.cluster_id AND wf.fingerprint = k.fingerprint
    JOIN waivers w ON w.id = wf.waiver_id
    WHERE ${matchedAt(at)} AND ${holdsAt(at)} ORDER BY wf.cluster_id, wf.fingerprint, w.expires_at DESC, w.id`;
  return new Map(
    found.map(({ clusterId, fingerprint, ticket, ...holding }) => [
      keyOf({ clusterId, fingerprint }),
      { ...holding, ...(ticket !== null && { ticket }) },
    ]),
  );
}
