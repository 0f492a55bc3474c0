/** Findings as an export reads them: flat, each with the decision that holds it, as everything was at one moment. */
import { type Severity, severities } from "../../../core/findings/verdict.ts";
import type { Rows } from "../database.ts";
import { Prisma } from "../generated/client.ts";
import { type CheckRow, type CoverageRow, type FindingState, word } from "../rows.ts";
import { checkRow, visibleResults } from "../scans/scan-rows.ts";
import { holdsAt, matchedAt } from "../waivers/waived.ts";
import { conditionOf, type FindingFilter, type ScanBehind } from "./finding-filter.ts";
import { type FindingSort, orderOf } from "./finding-page.ts";

/** Times are RFC 3339 texts, as the database writes them: a file has no use for dates. */
export interface ExportedFinding {
  readonly scanId: string;
  readonly fingerprint: string;
  readonly clusterId: string;
  readonly checkId: string;
  /** 0 critical … 4 information */
  readonly severity: number;
  readonly pillar: CheckRow["pillar"];
  readonly responsible: "platform" | "application" | "provider";
  readonly message: string;
  readonly title: string;
  readonly resource: string;
  readonly kind: string;
  readonly namespace: string | null;
  readonly name: string;
  readonly path: string | null;
  readonly state: string;
  readonly firstSeenAt: string;
  /** All null where no waiver holds it. */
  readonly waiverId: string | null;
  readonly waiver: string | null;
  readonly waiverReason: string | null;
  readonly waiverOwner: string | null;
  readonly waiverBy: string | null;
  readonly waiverTicket: string | null;
  readonly waiverSince: string | null;
  readonly waiverUntil: string | null;
  readonly assigneeId: string | null;
  readonly assignee: string | null;
}

/** A scan that an export rests on, with every verdict as far as its reader may know it. */
export interface ExportedScan extends ScanBehind {
  readonly checks: readonly CheckRow[];
  readonly coverage: CoverageRow;
}

/** How many findings of one check of a scan the filter leaves, waived ones apart. */
export interface FindingGroup {
  readonly scanId: string;
  readonly checkId: string;
  readonly severity: Severity;
  readonly waived: boolean;
  readonly n: number;
}

/** The order of rows: as a list sorts them, each scan's worst first, or each check's together. */
export type ExportOrder = FindingSort | "scan" | "checkOfScan";

export interface ExportFilter extends FindingFilter {
  readonly fingerprints?: readonly string[];
}

/** @returns the scans with their verdicts. */
export async function exportedScans(rows: Rows, scans: readonly ScanBehind[]): Promise<ExportedScan[]> {
  const results = Map.groupBy(await visibleResults(rows, scans), (result) => result.scan_id);
  return scans.map((scan) => {
    const checks = (results.get(scan.id) ?? []).map(checkRow);
    return { ...scan, checks, coverage: coverageOf(checks, scan.share) };
  });
}

function coverageOf(checks: readonly CheckRow[], share: number | undefined): CoverageRow {
  const counted = (verdict: CheckRow["verdict"]) => checks.filter((check) => check.verdict === verdict).length;
  return {
    passed: counted("pass"),
    failed: counted("fail"),
    notApplicable: counted("notApplicable"),
    notAssessed: counted("notAssessed"),
    ...(share !== undefined && { share }),
  };
}

/** @returns the figures of what the filter leaves, waived or not. */
export async function findingGroups(
  rows: Rows,
  scans: readonly ScanBehind[],
  filter: ExportFilter,
  at: Date,
): Promise<FindingGroup[]> {
  const found = await rows.$queryRaw<(Omit<FindingGroup, "severity"> & { severity: number })[]>`
    SELECT f.scan_id AS "scanId", f.check_id AS "checkId", f.severity, h.id IS NOT NULL AS waived, count(*)::int AS n
    FROM findings f ${heldBy(scans, at)} WHERE ${conditionIn(scans, { ...filter, life: undefined })}
    GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`;
  return found.map(({ severity, ...group }) => ({ ...group, severity: severities[severity] ?? "information" }));
}

/** @returns the query of the rows. */
export function findingRows(scans: readonly ScanBehind[], filter: ExportFilter, order: ExportOrder, at: Date): Prisma.Sql {
  const shown = filter.life?.show ?? "all";
  const life =
    shown === "all" ? Prisma.empty : shown === "open" ? Prisma.sql`AND h.id IS NULL` : Prisma.sql`AND h.id IS NOT NULL`;
  return Prisma.sql`
    SELECT ${exportedColumns} FROM findings f ${heldBy(scans, at)}
    LEFT JOIN finding_cases a ON a.cluster_id = f.cluster_id AND a.fingerprint = f.fingerprint AND a.assignee_name IS NOT NULL
    WHERE ${conditionIn(scans, { ...filter, life: undefined })} ${life} ORDER BY ${orders(order)}`;
}

/** The waiver that holds each finding longest, as one join: asked for each row by itself it would cost more than the row. */
export function heldBy(scans: readonly ScanBehind[], at: Date): Prisma.Sql {
  return Prisma.sql`LEFT JOIN (
    SELECT DISTINCT ON (wf.cluster_id, wf.fingerprint) wf.cluster_id, wf.fingerprint, w.*
    FROM waived_findings wf JOIN waivers w ON w.id = wf.waiver_id
    WHERE wf.cluster_id = ANY(${scans.map((scan) => scan.clusterId)}::text[]) AND ${matchedAt(at)} AND ${holdsAt(at)}
    ORDER BY wf.cluster_id, wf.fingerprint, w.expires_at DESC, w.id
  ) h ON h.cluster_id = f.cluster_id AND h.fingerprint = f.fingerprint`;
}

function conditionIn(scans: readonly ScanBehind[], filter: ExportFilter): Prisma.Sql {
  const { fingerprints } = filter;
  const chosen = fingerprints ? Prisma.sql`AND f.fingerprint = ANY(${[...fingerprints]}::text[])` : Prisma.empty;
  return Prisma.sql`${conditionOf(scans, filter)} ${chosen}`;
}

function orders(order: ExportOrder): Prisma.Sql {
  const [scan, pillar, check, print] = ["scan_id", "pillar", "check_id", "fingerprint"].map((column) =>
    Prisma.raw(`f.${column} COLLATE "C"`),
  );
  // What is waived is not what is worst.
  if (order === "scan") return Prisma.sql`${scan}, h.id IS NOT NULL, f.severity, ${check}, ${print}`;
  if (order === "checkOfScan") return Prisma.sql`${scan}, ${pillar}, ${check}, h.id IS NOT NULL, f.severity, ${print}`;
  return orderOf(order);
}

const rfc3339 = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
/** What an export reads of each finding `f`, of what holds it `h`, and of who works at it `a`. */
export const exportedColumns = Prisma.raw(
  Object.entries({
    scanId: "f.scan_id",
    fingerprint: "f.fingerprint",
    clusterId: "f.cluster_id",
    checkId: "f.check_id",
    severity: "f.severity",
    pillar: "f.pillar",
    responsible: "f.responsible",
    message: "f.message",
    title: "f.title",
    resource: "f.resource",
    kind: "f.kind",
    namespace: "f.namespace",
    name: "f.name",
    path: "f.path",
    state: "f.state",
    firstSeenAt: rfc3339("f.first_seen_at"),
    waiverId: "h.id",
    waiver: "h.name",
    waiverReason: "h.reason",
    waiverOwner: "h.owner",
    waiverBy: "h.created_by",
    waiverTicket: "h.ticket",
    waiverSince: rfc3339("h.created_at"),
    waiverUntil: rfc3339("h.expires_at"),
    assigneeId: "a.assignee_id",
    assignee: "a.assignee_name",
  } satisfies Record<keyof ExportedFinding, string>)
    .map(([name, sql]) => `${sql} AS "${name}"`)
    .join(", "),
);

/** Words of closed sets, which the table's CHECKs guarantee. */
export function stateOfFinding(state: string): FindingState {
  return word(state);
}
