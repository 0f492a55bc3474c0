/** Decisions to live with findings until a day. A waiver that has ended is never changed: it stays what was decided. */
import { err, type Failure, ok, type Result } from "../../../core/result.ts";
import type { Connection } from "../connection.ts";
import { decodeCursor, encodeCursor } from "../cursor.ts";
import type { Rows } from "../database.ts";
import { scansBehind } from "../findings/finding-filter.ts";
import { Prisma, type Waiver } from "../generated/client.ts";
import { newId } from "../ids.ts";
import type { SeverityCounts } from "../rows.ts";
import type { Scope } from "../scope.ts";
import { holdsAt, type WaiverMatch } from "./waived.ts";
import { countsOfWaivers, type Holding, holdingsOf, preview, type WaiverPreview, waivedCounts } from "./waiver-counts.ts";
import { addMatches, closeMatches, lockWaivers } from "./waiver-matches.ts";
import { visibleWaivers, type WaiverRow, waiverRow, withinScope } from "./waiver-rows.ts";

export { type WaiverRow, withinScope } from "./waiver-rows.ts";

export interface WaiverTerms {
  readonly name: string;
  readonly reason: string;
  readonly owner: string;
  readonly ticket?: string;
  readonly match: WaiverMatch;
  readonly expiresAt: Date;
}
export interface WaiverMaker {
  readonly id: string;
  readonly name: string;
}

export const waiverStates = ["active", "endsSoon", "unused", "expired", "revoked"] as const;
export type WaiverState = (typeof waiverStates)[number];
/** Milliseconds before its end in which a waiver ends soon, and after it in which its end is news. */
export const soon = 7 * 24 * 3_600_000;

export interface WaiverQuery {
  /** Absent: all of them. `active` are all that hold, the unused ones and those that end soon too. */
  readonly state?: WaiverState;
  readonly at: Date;
  readonly limit: number;
  readonly cursor?: string;
}

export interface WaiverPageRow {
  readonly items: WaiverRow[];
  readonly next?: string;
  /** Of the state, whatever the page. */
  readonly total: number;
}

export type WaiverNameTaken = Failure<"waiverNameTaken">;
const nameTaken: WaiverNameTaken = {
  code: "waiverNameTaken",
  message: "A waiver with this name holds already.",
  remedy: "Choose another name, or change that waiver.",
};

export type WaiversRepository = ReturnType<typeof waiversRepository>;

export function waiversRepository({ rows, transaction }: Connection) {
  const newest = (scope: Scope) => scansBehind(rows, scope, {});
  const read = async (scope: Scope, where: Prisma.Sql, tail: Prisma.Sql = Prisma.empty): Promise<WaiverRow[]> => {
    const found = await rows.$queryRaw<
      Waiver[]
    >`SELECT ${columns} FROM waivers w WHERE ${visibleWaivers(scope)} AND ${where} ${tail}`;
    return found.map((stored) => waiverRow(scope, stored));
  };
  const get = async (scope: Scope, id: string) => (await read(scope, Prisma.sql`w.id = ${id}`))[0];

  return {
    get,

    /** The waivers that hold at an instant and have one of these names. */
    async byName(scope: Scope, names: readonly string[], at: Date): Promise<WaiverRow[]> {
      return read(scope, Prisma.sql`w.name = ANY(${[...names]}::text[]) AND ${holdsAt(at)}`);
    },

    /** A page: what holds by its end, what is over by its end backwards. Undefined for a cursor of another list. */
    async list(scope: Scope, query: WaiverQuery): Promise<WaiverPageRow | undefined> {
      const { state, at, limit, cursor } = query;
      const after = cursor === undefined ? undefined : decodeCursor(cursor, ["number", "string"]);
      if (cursor !== undefined && !after) return undefined;
      const backwards = state === undefined || state === "expired" || state === "revoked";
      const unused = state === "unused" ? await unusedOf(scope, at) : Prisma.empty;
      const key = Prisma.sql`(w.expires_at, w.id COLLATE "C")`;
      const then = after && Prisma.sql`(${new Date(Number(after[0]))}::timestamptz, ${String(after[1])}::text)`;
      const order = backwards ? Prisma.sql`DESC` : Prisma.sql`ASC`;
      const where = Prisma.sql`${inState(state, at)} ${unused}`;
      const counted = await rows.$queryRaw<{ n: number }[]>`
        SELECT count(*)::int AS n FROM waivers w WHERE ${visibleWaivers(scope)} AND ${where}`;
      const found = await read(
        scope,
        Prisma.sql`${where} ${then ? Prisma.sql`AND ${key} ${backwards ? Prisma.sql`<` : Prisma.sql`>`} ${then}` : Prisma.empty}`,
        Prisma.sql`ORDER BY w.expires_at ${order}, w.id COLLATE "C" ${order} LIMIT ${limit + 1}`,
      );
      const items = found.slice(0, limit);
      const last = items.at(-1);
      const page = { items, total: counted[0]?.n ?? 0 };
      return found.length > limit && last ? { ...page, next: encodeCursor([last.expiresAt.getTime(), last.id]) } : page;
    },

    /** Those that end or ended between two instants and were not revoked before, by their end. */
    async ending(scope: Scope, from: Date, to: Date): Promise<WaiverRow[]> {
      const between = Prisma.sql`w.revoked_at IS NULL AND w.expires_at > ${from} AND w.expires_at <= ${to}`;
      return read(scope, between, Prisma.sql`ORDER BY w.expires_at, w.id LIMIT 200`);
    },

    /** Those that were made, or ended by their day or by hand, between two instants. */
    async movedBetween(scope: Scope, from: Date, to: Date): Promise<WaiverRow[]> {
      const moved = Prisma.sql`((w.created_at > ${from} AND w.created_at <= ${to})
        OR (least(w.expires_at, w.revoked_at) > ${from} AND least(w.expires_at, w.revoked_at) <= ${to}))`;
      return read(scope, moved, Prisma.sql`ORDER BY w.created_at DESC, w.id LIMIT 500`);
    },

    /** Makes a waiver and writes down what it matches. The scope must see all that it can ever match. */
    async create(scope: Scope, terms: WaiverTerms, maker: WaiverMaker, at: Date): Promise<Result<WaiverRow, WaiverNameTaken>> {
      requireWithin(scope, terms.match);
      return transaction(async (tx) => {
        await lockWaivers(tx);
        await setAside(tx, terms.name, at);
        if (await tx.waiver.findUnique({ where: { name: terms.name }, select: { id: true } })) return err(nameTaken);
        const id = newId("wvr");
        const made = { id, ...stored(terms), createdAt: at, createdById: maker.id, createdBy: maker.name };
        const row = await tx.waiver.create({ data: made });
        await addMatches(tx, { id, match: terms.match, at });
        return ok(waiverRow(scope, row));
      });
    },

    /** Changes a waiver that holds. @returns undefined where it does not hold any more, or the scope sees only part of it. */
    async change(
      scope: Scope,
      id: string,
      terms: WaiverTerms,
      at: Date,
    ): Promise<Result<WaiverRow | undefined, WaiverNameTaken>> {
      requireWithin(scope, terms.match);
      return transaction(async (tx) => {
        await lockWaivers(tx);
        await setAside(tx, terms.name, at);
        const before = await tx.waiver.findFirst({ where: { id, revokedAt: null, expiresAt: { gt: at } } });
        if (!before || !waiverRow(scope, before).whole) return ok(undefined);
        if (await tx.waiver.findFirst({ where: { name: terms.name, NOT: { id } }, select: { id: true } })) return err(nameTaken);
        const noticedAt = terms.expiresAt.getTime() === before.expiresAt.getTime() ? before.noticedAt : null;
        const row = await tx.waiver.update({ where: { id }, data: { ...stored(terms), noticedAt } });
        await closeMatches(tx, { id, match: terms.match, at });
        await addMatches(tx, { id, match: terms.match, at });
        return ok(waiverRow(scope, row));
      });
    },

    /** Ends a waiver now. @returns false where it does not hold, or the scope sees only part of it. */
    async revoke(scope: Scope, id: string, by: string, at: Date): Promise<boolean> {
      const waiver = await get(scope, id);
      if (!waiver?.whole) return false;
      const where = { id, revokedAt: null, expiresAt: { gt: at } };
      return (await rows.waiver.updateMany({ where, data: { revokedAt: at, revokedBy: by } })).count === 1;
    },

    /** What these lists match in the newest scans, as far as the scope sees them. */
    async preview(scope: Scope, match: WaiverMatch, at: Date): Promise<WaiverPreview> {
      return preview(rows, await newest(scope), { match, at });
    },

    /** How many findings of the newest scans each waiver matches, by severity; one that matches none is absent. */
    async matched(scope: Scope, ids: readonly string[]): Promise<Map<string, SeverityCounts>> {
      return countsOfWaivers(rows, await newest(scope), ids);
    },

    /** How many findings of each scan are waived at an instant, by severity; a scan without any is absent. */
    async waivedCounts(scope: Scope, scanIds: readonly string[], at: Date): Promise<Map<string, SeverityCounts>> {
      return waivedCounts(rows, scope, scanIds, at);
    },

    /** The waiver that holds each finding longest at an instant, by `${clusterId} ${fingerprint}`. */
    async holding(scope: Scope, findings: readonly FindingKey[], at: Date): Promise<Map<string, Holding>> {
      return holdingsOf(rows, scope, findings, at);
    },
  };

  async function unusedOf(scope: Scope, at: Date): Promise<Prisma.Sql> {
    const scans = await newest(scope);
    return Prisma.sql`AND ${holdsAt(at)} AND NOT EXISTS (
      SELECT 1 FROM waived_findings wf JOIN findings f ON f.cluster_id = wf.cluster_id AND f.fingerprint = wf.fingerprint
      WHERE wf.waiver_id = w.id AND wf.until IS NULL AND f.scan_id = ANY(${scans.map((scan) => scan.id)}::text[]))`;
  }
}

export interface FindingKey {
  readonly clusterId: string;
  readonly fingerprint: string;
}

const columns = Prisma.raw(`w.id, w.name, w.reason, w.owner, w.ticket, w.cluster_ids AS "clusterIds", w.check_ids AS "checkIds",
  w.namespaces, w.kinds, w.names, w.fingerprints, w.created_by_id AS "createdById", w.created_by AS "createdBy",
  w.created_at AS "createdAt", w.expires_at AS "expiresAt", w.revoked_at AS "revokedAt", w.revoked_by AS "revokedBy"`);

function inState(state: WaiverState | undefined, at: Date): Prisma.Sql {
  if (state === undefined) return Prisma.sql`true`;
  if (state === "revoked") return Prisma.sql`w.revoked_at IS NOT NULL`;
  if (state === "expired") return Prisma.sql`w.revoked_at IS NULL AND w.expires_at <= ${at}`;
  if (state === "endsSoon") return Prisma.sql`${holdsAt(at)} AND w.expires_at <= ${new Date(at.getTime() + soon)}`;
  return holdsAt(at);
}

function stored({ name, reason, owner, ticket, match, expiresAt }: WaiverTerms) {
  const { clusters, checks, namespaces, kinds, names, fingerprints } = match;
  const lists = { clusterIds: [...clusters], checkIds: [...checks], namespaces: [...namespaces], kinds: [...kinds] };
  return { name, reason, owner, ticket: ticket ?? null, ...lists, names: [...names], fingerprints: [...fingerprints], expiresAt };
}

/** A waiver that has ended makes room for another of its name. */
async function setAside(tx: Rows, name: string, at: Date): Promise<void> {
  await tx.$executeRaw`UPDATE waivers w SET name = w.name || '~' || w.id WHERE w.name = ${name} AND NOT ${holdsAt(at)}`;
}

function requireWithin(scope: Scope, match: WaiverMatch): void {
  if (!withinScope(scope, match)) throw new Error("A waiver may not reach beyond its maker's scope.");
}
