/**
 * What changed between two scans of one cluster, decided by the database: findings are joined by their fingerprint, and what
 * cannot be compared is told apart by the same facts about checks as in the core's diff. No side is ever read whole.
 */
import type { Change } from "../../../contracts/views.ts";
import type { AssessedCheck } from "../../../core/checks/assess.ts";
import { askedInBoth, blindSpotsOf, type NotComparableReason, wholeReason } from "../../../core/findings/diff.ts";
import type { VerdictKind } from "../../../core/findings/verdict.ts";
import { type CursorPart, decodeCursor, encodeCursor } from "../cursor.ts";
import type { Rows } from "../database.ts";
import { Prisma } from "../generated/client.ts";
import { type FindingRow, word } from "../rows.ts";
import { type VisibleResult, visibleResults } from "../scans/scan-rows.ts";
import type { Scope } from "../scope.ts";
import { type ScanBehind, scansBehind } from "./finding-filter.ts";
import { findingRow, listed, type StoredFinding } from "./finding-page.ts";
import { findingsOf } from "./of-scans.ts";

/** In their order: what is new first. A finding has the place of its change as `rank`. */
export const changesByRank = ["new", "notComparable", "fixed", "unchanged"] as const satisfies readonly Change[];

/** Two scans of one cluster as a reader sees them, and what of their checks can be compared. */
export interface Pair {
  readonly before: ScanBehind;
  readonly after: ScanBehind;
  readonly sameCluster: boolean;
  readonly facts: readonly CheckFacts[];
}

export interface PairIds {
  readonly before: string;
  readonly after: string;
}

/** What decides about the findings of one check; `was` is of the scan before, `is` of the one after. */
interface CheckFacts {
  readonly check_id: string;
  /** Why none of them can be compared. */
  readonly whole: NotComparableReason | null;
  /** The questions that both were asked; null for a check that asks its own. */
  readonly asked: readonly string[] | null;
  readonly was_blind: boolean;
  readonly was_blind_beyond: boolean;
  readonly was_blind_in: readonly string[];
  readonly is_blind: boolean;
  readonly is_blind_beyond: boolean;
  readonly is_blind_in: readonly string[];
}

/** How many findings of one check and severity changed in one way. */
export interface ChangeGroup {
  readonly checkId: string;
  /** 0 critical … 4 information */
  readonly severity: number;
  readonly change: Change;
  /** Why they are not comparable. */
  readonly reason?: NotComparableReason | undefined;
  readonly n: number;
}

export interface ChangedFinding {
  readonly row: FindingRow;
  readonly change: Change;
  readonly reason?: NotComparableReason | undefined;
}

export interface ChangePageRequest {
  readonly change?: Change | undefined;
  readonly limit: number;
  /** Where the page before ended, or how many stand before this one. */
  readonly from: { readonly cursor?: string | undefined } | { readonly offset: number };
}

export interface ChangePage {
  readonly items: readonly ChangedFinding[];
  readonly next?: string;
}

/** Keeps what was derived from scans that never change: what it has under a key, or what is made. */
export type Remember = <T>(
  key: string,
  make: () => Promise<{ readonly value: T; readonly weight: number }>,
) => Promise<T | undefined>;

/** @returns the two scans, or undefined where one of them is not seen or they are of two clusters. */
export async function pairOf(rows: Rows, scope: Scope, ids: PairIds): Promise<Pair | undefined> {
  const sides = await sidesOf(rows, scope, ids);
  return sides && judgedPair(rows, sides);
}

/** @returns the two scans with the figures of what changed between them, which are worked out once. */
export async function countedPair(
  rows: Rows,
  scope: Scope,
  ids: PairIds,
  remember: Remember,
): Promise<{ readonly pair: Pair; readonly groups: readonly ChangeGroup[] } | undefined> {
  const sides = await sidesOf(rows, scope, ids);
  if (sides === undefined) return undefined;
  const { namespaces } = sides.after;
  const seen = namespaces === "all" ? namespaces : JSON.stringify([...namespaces].sort());
  const known = await remember(`changes ${ids.before} ${ids.after} ${seen}`, async () => {
    const pair = await judgedPair(rows, sides);
    const groups = await changeGroups(rows, pair);
    const { sameCluster, facts } = pair;
    return { value: { sameCluster, facts, groups }, weight: facts.length + groups.length };
  });
  return known && { pair: { ...sides, sameCluster: known.sameCluster, facts: known.facts }, groups: known.groups };
}

type Sides = Pick<Pair, "before" | "after">;

async function sidesOf(rows: Rows, scope: Scope, ids: PairIds): Promise<Sides | undefined> {
  const scans = await scansBehind(rows, scope, { scans: [ids.before, ids.after] });
  const [before, after] = [ids.before, ids.after].map((id) => scans.find((scan) => scan.id === id));
  return before && after && before.clusterId === after.clusterId ? { before, after } : undefined;
}

async function judgedPair(rows: Rows, { before, after }: Sides): Promise<Pair> {
  const [results, identities] = await Promise.all([
    visibleResults(rows, [before, after]),
    rows.scan.findMany({ where: { id: { in: [before.id, after.id] } }, select: { clusterIdentity: true } }),
  ]);
  const sameCluster = new Set(identities.map(({ clusterIdentity }) => clusterIdentity ?? before.clusterId)).size === 1;
  const of = (scan: ScanBehind) =>
    new Map(results.flatMap((one) => (one.scan_id === scan.id ? [[one.check_id, judged(one)] as const] : [])));
  return { before, after, sameCluster, facts: factsOf(of(before), of(after), sameCluster) };
}

interface Judged extends Pick<AssessedCheck, "major" | "crossesNamespaces" | "asked"> {
  readonly verdict: { readonly kind: VerdictKind; readonly gaps?: VisibleResult["gaps"] };
}

function judged({ major, verdict, gaps, asked, crosses_namespaces }: VisibleResult): Judged {
  return {
    major,
    verdict: { kind: word(verdict), ...(verdict === "fail" && { gaps }) },
    ...(crosses_namespaces && { crossesNamespaces: true }),
    ...(asked !== null && { asked }),
  };
}

function factsOf(was: ReadonlyMap<string, Judged>, is: ReadonlyMap<string, Judged>, sameCluster: boolean): CheckFacts[] {
  return [...new Set([...was.keys(), ...is.keys()])].map((id) => {
    const [before, after] = [was.get(id), is.get(id)];
    const whole = wholeReason(before, after, sameCluster) ?? null;
    const asked = before && after && askedInBoth(before, after);
    const [wasBlind, isBlind] = [before, after].map((check) => blindSpotsOf(check ?? { verdict: { kind: "pass" } }));
    return {
      ...{ check_id: id, whole, asked: asked ? [...asked] : null },
      was_blind: wasBlind?.everywhere ?? false,
      was_blind_beyond: wasBlind?.beyondNamespaces ?? false,
      was_blind_in: [...(wasBlind?.namespaces ?? [])],
      is_blind: isBlind?.everywhere ?? false,
      is_blind_beyond: isBlind?.beyondNamespaces ?? false,
      is_blind_in: [...(isBlind?.namespaces ?? [])],
    };
  });
}

/**
 * @returns the findings of both scans as a table `f`: each with its `side`, 0 of the scan before and 1 of the one after, its
 *   `rank`, and why it is not comparable as `unsure`. What both have stands once, as the later scan saw it.
 */
export function changesIn({ before, after, facts }: Pair): Prisma.Sql {
  const known = Prisma.sql`jsonb_to_recordset(${JSON.stringify(facts)}::jsonb) AS c(check_id text, whole text, asked text[],
    was_blind boolean, was_blind_beyond boolean, was_blind_in text[], is_blind boolean, is_blind_beyond boolean, is_blind_in text[])`;
  return Prisma.sql`(
    SELECT *, CASE WHEN unsure IS NOT NULL THEN 1 WHEN both_have THEN 3 WHEN side = 1 THEN 0 ELSE 2 END AS rank FROM (
      SELECT ${listed}, 1 AS side, o.fingerprint IS NOT NULL AS both_have,
        CASE WHEN c.whole IS NOT NULL THEN c.whole WHEN o.fingerprint IS NOT NULL THEN NULL ${unsure("was")} END AS unsure
      FROM findings f JOIN ${known} ON c.check_id = f.check_id
      LEFT JOIN findings o ON o.scan_id = ${before.id} AND o.fingerprint = f.fingerprint
      WHERE ${findingsOf([after])}
      UNION ALL
      SELECT ${listed}, 0, false, CASE WHEN c.whole IS NOT NULL THEN c.whole ${unsure("is")} END
      FROM findings f JOIN ${known} ON c.check_id = f.check_id
      LEFT JOIN findings o ON o.scan_id = ${after.id} AND o.fingerprint = f.fingerprint
      WHERE ${findingsOf([before])} AND (c.whole IS NOT NULL OR o.fingerprint IS NULL)
    ) compared
  ) f`;
}

/** Why nobody can say what became of a finding that only one side has, by what the other side was asked and saw. */
function unsure(other: "was" | "is"): Prisma.Sql {
  return Prisma.raw(`
    WHEN c.asked IS NOT NULL AND NOT coalesce(f.data->>'assertion' = ANY(c.asked), false) THEN 'notAsked'
    WHEN c.${other}_blind OR (f.namespace IS NULL AND c.${other}_blind_beyond) OR f.namespace = ANY(c.${other}_blind_in)
      THEN 'lookedLess'`);
}

function rankOf(change: Change): number {
  return changesByRank.indexOf(change);
}

/** @returns the condition on the changes that they are of one kind. */
export function onlyChange(change: Change | undefined): Prisma.Sql {
  return change === undefined ? Prisma.sql`true` : Prisma.sql`f.rank = ${rankOf(change)}`;
}

/** @returns the figures of all changes: in the order in which they stand, of each kind the worst first. */
export async function changeGroups(rows: Rows, pair: Pair): Promise<ChangeGroup[]> {
  const found = await rows.$queryRaw<
    (Pick<ChangeGroup, "checkId" | "severity" | "n"> & { rank: number; unsure: string | null })[]
  >`
    SELECT f.check_id AS "checkId", f.severity, f.rank, f.unsure, count(*)::int AS n FROM ${changesIn(pair)}
    GROUP BY 1, 2, 3, 4 ORDER BY f.rank, f.severity, f.check_id COLLATE "C", f.unsure`;
  return found.map(({ rank, unsure: reason, ...group }) => ({ ...group, ...changeOf(rank, reason) }));
}

export function changeOf(rank: number, unsure: string | null): Pick<ChangeGroup, "change" | "reason"> {
  const change = changesByRank[rank];
  if (change === undefined) throw new Error(`No change has the rank ${rank}.`);
  return { change, ...(unsure !== null && { reason: word(unsure) }) };
}

interface StoredChange extends StoredFinding {
  readonly side: number;
  readonly rank: number;
  readonly unsure: string | null;
}

/** The order of changes, as columns that all rise and end in what only one row has. */
export const changeOrder = Prisma.raw(`f.rank, f.severity, f.check_id COLLATE "C", f.side, f.fingerprint COLLATE "C"`);
const cursorTypes = ["number", "number", "string", "number", "string"] as const;

/** @returns a page, or undefined for a cursor that is none of these pages. */
export async function changePage(rows: Rows, pair: Pair, request: ChangePageRequest): Promise<ChangePage | undefined> {
  const { change, limit, from } = request;
  const cursor = "cursor" in from ? from.cursor : undefined;
  const key = cursor === undefined ? undefined : decodeCursor(cursor, cursorTypes);
  if (cursor !== undefined && key === undefined) return undefined;
  const after = key === undefined ? Prisma.empty : Prisma.sql`AND (${changeOrder}) > (${keyValues(key)})`;
  const offset = "offset" in from ? from.offset : 0;
  const found = await rows.$queryRaw<StoredChange[]>`
    SELECT ${listed}, f.side, f.rank, f.unsure FROM ${changesIn(pair)} WHERE ${onlyChange(change)} ${after}
    ORDER BY ${changeOrder} LIMIT ${limit + 1} OFFSET ${offset}`;
  const shown = found.slice(0, limit);
  const items = shown.map((row) => ({ row: findingRow(row, [pair.before, pair.after]), ...changeOf(row.rank, row.unsure) }));
  const last = shown.at(-1);
  if (found.length <= limit || last === undefined) return { items };
  return { items, next: encodeCursor([last.rank, last.severity, last.check_id, last.side, last.fingerprint]) };
}

function keyValues(key: readonly CursorPart[]): Prisma.Sql {
  return Prisma.join(key.map((part) => (typeof part === "number" ? Prisma.sql`${part}::bigint` : Prisma.sql`${part}::text`)));
}
