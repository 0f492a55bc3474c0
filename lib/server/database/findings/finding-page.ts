/** Keyset pages of findings: each sort is a list of columns that ends in the key, so that no row is skipped or shown twice. */
import { severities } from "../../../core/findings/verdict.ts";
import { type CursorPart, decodeCursor, encodeCursor } from "../cursor.ts";
import type { Rows } from "../database.ts";
import { Prisma } from "../generated/client.ts";
import { type FindingDetailRow, type FindingRow, word } from "../rows.ts";
import { conditionOf, type FindingFilter, type ScanBehind } from "./finding-filter.ts";

export const findingSorts = ["priority", "object", "check", "newest"] as const;
export type FindingSort = (typeof findingSorts)[number];

export interface StoredFinding {
  scan_id: string;
  fingerprint: string;
  cluster_id: string;
  check_id: string;
  severity: number;
  pillar: string;
  responsible: string;
  message: string;
  title: string;
  resource: string;
  kind: string;
  namespace: string | null;
  name: string;
  uid: string | null;
  path: string | null;
  first_seen_at: Date;
  state: string;
  data?: FindingDetailRow["data"];
}

interface SortColumn {
  readonly sql: Prisma.Sql;
  readonly type: "string" | "number";
  readonly of: (row: StoredFinding) => CursorPart;
}

const text = (sql: Prisma.Sql, of: (row: StoredFinding) => string): SortColumn => ({
  sql: Prisma.sql`${sql} COLLATE "C"`,
  type: "string",
  of,
});
const severity: SortColumn = { sql: Prisma.sql`f.severity`, type: "number", of: (row) => row.severity };
const check = text(Prisma.sql`f.check_id`, (row) => row.check_id);
/** Newest first: negated, so that every column of every sort rises. */
const newest: SortColumn = {
  sql: Prisma.sql`(-floor(extract(epoch FROM f.first_seen_at) * 1000))::bigint`,
  type: "number",
  of: (row) => -row.first_seen_at.getTime(),
};
const object = [
  text(Prisma.sql`coalesce(f.namespace, '')`, (row) => row.namespace ?? ""),
  text(Prisma.sql`f.kind`, (row) => row.kind),
  text(Prisma.sql`f.name`, (row) => row.name),
];
const key = [text(Prisma.sql`f.fingerprint`, (row) => row.fingerprint), text(Prisma.sql`f.scan_id`, (row) => row.scan_id)];

const sorts: Readonly<Record<FindingSort, readonly SortColumn[]>> = {
  priority: [severity, check, ...key],
  object: [...object, severity, ...key],
  check: [check, severity, ...key],
  newest: [newest, severity, check, ...key],
};

/** @returns the columns that a sort goes by, as SQL. */
export function orderOf(sort: FindingSort): Prisma.Sql {
  return Prisma.join(sorts[sort].map((column) => column.sql));
}

export interface PageRequest {
  readonly sort: FindingSort;
  readonly limit: number;
  readonly cursor?: string;
}

/** @returns a page, or undefined for a cursor that is not one of this sort. */
export async function findingPage(
  rows: Rows,
  scans: readonly ScanBehind[],
  filter: FindingFilter,
  { sort, limit, cursor }: PageRequest,
): Promise<{ items: FindingRow[]; next?: string } | undefined> {
  const columns = sorts[sort];
  const types = columns.map((column) => column.type);
  const after = cursor === undefined ? undefined : decodeCursor(cursor, types);
  if (cursor !== undefined && !after) return undefined;
  const found = await rows.$queryRaw<StoredFinding[]>`
    SELECT ${listed} FROM findings f WHERE ${conditionOf(scans, filter)} ${after ? afterKey(columns, after) : Prisma.empty}
    ORDER BY ${Prisma.join(columns.map((column) => column.sql))} LIMIT ${limit + 1}`;
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const page = { items: items.map((row) => findingRow(row, scans)) };
  return found.length > limit && last ? { ...page, next: encodeCursor(columns.map((column) => column.of(last))) } : page;
}

function afterKey(columns: readonly SortColumn[], after: readonly CursorPart[]): Prisma.Sql {
  const values = after.map((part) => (typeof part === "number" ? Prisma.sql`${part}::bigint` : Prisma.sql`${part}::text`));
  return Prisma.sql`AND (${Prisma.join(columns.map((column) => column.sql))}) > (${Prisma.join(values)})`;
}

/** The columns of a finding without its data. */
export const listed = Prisma.raw(
  [
    ..."scan_id fingerprint cluster_id check_id severity pillar responsible message title resource kind namespace".split(" "),
    ..."name uid path first_seen_at state".split(" "),
  ]
    .map((column) => `f.${column}`)
    .join(", "),
);

/** @returns every finding of the scans, in priority order. */
export async function allFindings(rows: Rows, scans: readonly ScanBehind[]): Promise<FindingRow[]> {
  const found = await rows.$queryRaw<StoredFinding[]>`
    SELECT ${listed} FROM findings f WHERE ${conditionOf(scans, {})}
    ORDER BY ${Prisma.join(sorts.priority.map((column) => column.sql))}`;
  return found.map((row) => findingRow(row, scans));
}

/** @returns one finding with its data. */
export async function oneFinding(
  rows: Rows,
  scans: readonly ScanBehind[],
  fingerprint: string,
): Promise<FindingDetailRow | undefined> {
  const [row] = await rows.$queryRaw<StoredFinding[]>`
    SELECT ${listed}, f.data FROM findings f WHERE ${conditionOf(scans, {})} AND f.fingerprint = ${fingerprint}`;
  return row && { ...findingRow(row, scans), data: row.data ?? {} };
}

export function findingRow(row: StoredFinding, scans: readonly ScanBehind[]): FindingRow {
  const at = {
    resource: row.resource,
    kind: row.kind,
    name: row.name,
    ...(row.namespace !== null && { namespace: row.namespace }),
    ...(row.uid !== null && { uid: row.uid }),
    ...(row.path !== null && { path: row.path }),
  };
  return {
    fingerprint: row.fingerprint,
    scanId: row.scan_id,
    clusterId: row.cluster_id,
    cluster: scans.find((scan) => scan.id === row.scan_id)?.cluster ?? "",
    checkId: row.check_id,
    pillar: word(row.pillar),
    responsible: word(row.responsible),
    severity: severities[row.severity] ?? "information",
    message: row.message,
    title: row.title,
    at,
    state: word(row.state),
    firstSeenAt: row.first_seen_at,
  };
}
