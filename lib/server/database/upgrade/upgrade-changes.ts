/** Which findings of upgrades came and went over a cluster's last scans, by what each scan found against the one before. */
import { type CursorPart, decodeCursor, encodeCursor } from "../cursor.ts";
import type { Rows } from "../database.ts";
import { Prisma } from "../generated/client.ts";
import { resultStates } from "../rows.ts";
import { type Scope, seesAllOf } from "../scope.ts";

export interface ChangedScan {
  readonly scanId: string;
  readonly number: number;
  readonly at: Date;
}

export interface UpgradeChangeRow {
  /** The scan that first had it, had it again, or was the first without it. */
  readonly scan: ChangedScan & { readonly version?: string; readonly versionBefore?: string };
  readonly change: "came" | "cameBack" | "went";
  readonly checkId: string;
  readonly fingerprint: string;
  /** 0 critical … 4 information */
  readonly severity: number;
  readonly title: string;
  readonly firstSeenAt: Date;
  /** The last scan before that had it, as far as they are looked at; of what came, none. */
  readonly lastSeen?: ChangedScan;
}

export interface UpgradeChangesPage {
  readonly items: readonly UpgradeChangeRow[];
  readonly next?: string;
}

export interface UpgradeChangesRequest {
  readonly clusterId: string;
  /** The scans that are looked at: the newest so many. */
  readonly scans: number;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

interface Stored {
  readonly number: number;
  readonly scanId: string;
  readonly at: Date;
  readonly version: string | null;
  readonly versionBefore: string | null;
  /** Its place in `changes`. */
  readonly rank: number;
  readonly checkId: string;
  readonly fingerprint: string;
  readonly severity: number;
  readonly title: string;
  readonly firstSeenAt: Date;
  readonly lastScanId: string | null;
  readonly lastNumber: number | null;
  readonly lastAt: Date | null;
}

const changes = ["came", "cameBack", "went"] as const;
const order = Prisma.raw(`-e.number, e.rank, e.severity, e.fingerprint COLLATE "C"`);
const cursorTypes = ["number", "number", "number", "string"] as const;

/** @returns a page, the newest scan first; undefined for a cursor that is none of these pages. */
export async function upgradeChanges(
  rows: Rows,
  scope: Scope,
  { clusterId, scans, limit, cursor }: UpgradeChangesRequest,
): Promise<UpgradeChangesPage | undefined> {
  if (!seesAllOf(scope, clusterId)) return { items: [] };
  const key = cursor === undefined ? undefined : decodeCursor(cursor, cursorTypes);
  if (cursor !== undefined && key === undefined) return undefined;
  const after = key === undefined ? Prisma.sql`true` : Prisma.sql`(${order}) > (${valuesOf(key)})`;
  const found = await rows.$queryRaw<Stored[]>`
    WITH looks AS (
      SELECT s.id, s.number, coalesce(s.taken_at, s.finished_at, s.created_at) AS at, s.version,
        lag(s.version) OVER (ORDER BY s.number) AS version_before
      FROM scans s JOIN clusters c ON c.id = s.cluster_id AND c.removed_at IS NULL
      WHERE s.cluster_id = ${clusterId} AND s.state = ANY(${[...resultStates]})
      ORDER BY s.number DESC LIMIT ${scans}
    ), e AS (
      SELECT s.id AS scan_id, s.number, s.at, s.version, s.version_before, CASE f.state WHEN 'new' THEN 0 ELSE 1 END AS rank,
        f.check_id, f.fingerprint, f.severity, f.title, f.first_seen_at, l.id AS last_id, l.number AS last_number, l.at AS last_at
      FROM looks s JOIN findings f ON f.scan_id = s.id
      LEFT JOIN LATERAL (
        SELECT p.id, p.number, p.at FROM looks p JOIN findings o ON o.scan_id = p.id AND o.fingerprint = f.fingerprint
        WHERE p.number < s.number ORDER BY p.number DESC LIMIT 1
      ) l ON f.state = 'reopened'
      WHERE f.pillar = 'upgrade' AND f.state IN ('new', 'reopened')
      UNION ALL
      SELECT s.id, s.number, s.at, s.version, s.version_before, 2,
        f.check_id, f.fingerprint, f.severity, f.title, h.first_seen_at, l.id, l.number, l.at
      FROM finding_history h JOIN looks s ON s.id = h.fixed_scan_id JOIN looks l ON l.id = h.last_seen_scan_id
      JOIN findings f ON f.scan_id = h.last_seen_scan_id AND f.fingerprint = h.fingerprint
      WHERE h.cluster_id = ${clusterId} AND f.pillar = 'upgrade'
    )
    SELECT e.scan_id AS "scanId", e.number, e.at, e.version, e.version_before AS "versionBefore", e.rank, e.check_id AS "checkId",
      e.fingerprint, e.severity::int, e.title, e.first_seen_at AS "firstSeenAt", e.last_id AS "lastScanId",
      e.last_number AS "lastNumber", e.last_at AS "lastAt"
    FROM e WHERE ${after} ORDER BY ${order} LIMIT ${limit + 1}`;
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  const items = shown.map(rowOf);
  if (found.length <= limit || last === undefined) return { items };
  return { items, next: encodeCursor([-last.number, last.rank, last.severity, last.fingerprint]) };
}

function valuesOf(key: readonly CursorPart[]): Prisma.Sql {
  return Prisma.join(key.map((part) => (typeof part === "number" ? Prisma.sql`${part}::bigint` : Prisma.sql`${part}::text`)));
}

function rowOf({ scanId, number, at, version, versionBefore, rank, ...stored }: Stored): UpgradeChangeRow {
  const { checkId, fingerprint, severity, title, firstSeenAt, lastScanId, lastNumber, lastAt } = stored;
  const versions = { ...(version !== null && { version }), ...(versionBefore !== null && { versionBefore }) };
  return {
    scan: { scanId, number, at, ...versions },
    change: changes[rank] ?? "came",
    ...{ checkId, fingerprint, severity, title, firstSeenAt },
    ...(lastScanId !== null && lastNumber !== null && lastAt !== null
      ? { lastSeen: { scanId: lastScanId, number: lastNumber, at: lastAt } }
      : {}),
  };
}
