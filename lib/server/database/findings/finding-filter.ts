/** What a list of findings may be narrowed to, and how it becomes SQL. */
import { type Severity, severities } from "../../../core/findings/verdict.ts";
import type { Rows } from "../database.ts";
import { Prisma } from "../generated/client.ts";
import { containing } from "../like.ts";
import { resultStates } from "../rows.ts";
import type { Scope } from "../scope.ts";
import { seen, type VisibleScan, visibleClusters } from "../visible.ts";
import { waivedAt } from "../waivers/waived.ts";
import { findingsOf } from "./of-scans.ts";

export interface FindingFilter {
  /** Ids; absent: all that the scope sees. */
  readonly clusters?: readonly string[];
  /** Absent: each cluster's newest scan with results. */
  readonly scan?: string;
  /** These and no others, whatever is newest. */
  readonly scans?: readonly string[];
  readonly severity?: readonly string[];
  readonly pillar?: readonly string[];
  readonly check?: readonly string[];
  readonly namespace?: readonly string[];
  readonly kind?: readonly string[];
  readonly responsible?: readonly string[];
  readonly state?: readonly string[];
  /** Absent: waived or not. */
  readonly life?: Life;
  /** Text in the title or the object's name. */
  readonly q?: string;
}

/** Open findings, waived ones or both, as it is at an instant. */
export interface Life {
  readonly show: "open" | "waived" | "all";
  readonly at: Date;
}

/** A scan that a list rests on. */
export interface ScanBehind extends VisibleScan {
  readonly cluster: string;
  readonly number: number;
  readonly at: Date;
  readonly share?: number;
}

/** @returns the scans that a filter means, as far as the scope sees them. */
export async function scansBehind(rows: Rows, scope: Scope, filter: FindingFilter): Promise<ScanBehind[]> {
  const clusters = { AND: [visibleClusters(scope), filter.clusters ? { id: { in: [...filter.clusters] } } : {}] };
  const ids = filter.scans ?? (filter.scan ? [filter.scan] : await latestIds(rows, clusters));
  const stored = await rows.scan.findMany({
    where: { id: { in: [...ids] }, state: { in: [...resultStates] }, cluster: clusters },
    include: { cluster: { select: { name: true } } },
  });
  return stored
    .map((scan) => ({
      ...seen(scope, scan),
      cluster: scan.cluster.name,
      number: scan.number,
      at: scan.takenAt ?? scan.finishedAt ?? scan.createdAt,
      share: scan.coverage ?? undefined,
    }))
    .sort((a, b) => (a.cluster < b.cluster ? -1 : 1));
}

async function latestIds(rows: Rows, where: Prisma.ClusterWhereInput): Promise<string[]> {
  const clusters = await rows.cluster.findMany({ where, select: { latestScanId: true } });
  return clusters.flatMap((cluster) => cluster.latestScanId ?? []);
}

/** The namespace facet's word for objects that have none. */
export const noNamespace = "";

/** @returns the condition on `findings f` of everything in the filter. */
export function conditionOf(scans: readonly VisibleScan[], filter: FindingFilter): Prisma.Sql {
  const among = (column: Prisma.Sql, values: readonly string[] | undefined) =>
    values && values.length > 0 ? [Prisma.sql`${column} = ANY(${[...values]}::text[])`] : [];
  const ranks = filter.severity?.map((severity) => severities.indexOf(severity as Severity));
  return Prisma.join(
    [
      findingsOf(scans),
      ...(ranks && ranks.length > 0 ? [Prisma.sql`f.severity = ANY(${ranks}::smallint[])`] : []),
      ...among(Prisma.sql`f.pillar`, filter.pillar),
      ...among(Prisma.sql`f.check_id`, filter.check),
      ...among(Prisma.sql`coalesce(f.namespace, '')`, filter.namespace),
      ...among(Prisma.sql`f.kind`, filter.kind),
      ...among(Prisma.sql`f.responsible`, filter.responsible),
      ...among(Prisma.sql`f.state`, filter.state),
      ...lifeCondition(filter.life),
      ...textCondition(filter.q),
    ],
    " AND ",
  );
}

function lifeCondition(life: Life | undefined): Prisma.Sql[] {
  if (life === undefined || life.show === "all") return [];
  return [life.show === "waived" ? waivedAt(life.at) : Prisma.sql`NOT ${waivedAt(life.at)}`];
}

function textCondition(q: string | undefined): Prisma.Sql[] {
  const text = q?.trim();
  if (!text) return [];
  const pattern = containing(text);
  return [Prisma.sql`(f.title ILIKE ${pattern} OR f.name ILIKE ${pattern} OR f.namespace ILIKE ${pattern})`];
}
