/** Dumps of OSV as people import them: public, and the same for everybody. What they say of packages stands in documents. */

import type { OsvAdvisory, OsvKey } from "../../../core/supply-chain/vulnerabilities/osv.ts";
import type { OsvGap } from "../../../core/supply-chain/vulnerabilities/osv-report.ts";
import type { Connection } from "../connection.ts";
import { Prisma } from "../generated/client.ts";
import { newId } from "../ids.ts";
import type { Scope } from "../scope.ts";
import { storableJson, storableText } from "../storable.ts";
import { osvRevisionSql } from "./osv-revision.ts";
import { runsOf } from "./running-digests.ts";

export interface NewOsvDump {
  readonly fileName: string;
  /** It is an ecosystem's archive. */
  readonly whole: boolean;
  readonly loadedBy: string;
  readonly loadedAt: Date;
}

/** What an advisory says of packages of one key. */
export interface OsvPart extends OsvKey {
  readonly advisory: OsvAdvisory;
}

export interface OsvTotals {
  readonly ecosystems: readonly string[];
  readonly advisories: number;
  readonly withdrawn: number;
  readonly unread: number;
  readonly datedAt?: Date;
}

export interface OsvDumpRow {
  readonly id: string;
  readonly fileName: string;
  readonly whole: boolean;
  readonly ecosystems: readonly string[];
  readonly advisories: number;
  readonly withdrawn: number;
  readonly unread: number;
  readonly datedAt: Date | null;
  readonly loadedBy: string;
  readonly loadedAt: Date;
}

/** How the bills of materials of what runs where the scope sees were compared with the dumps. */
export interface OsvCoverageRow {
  readonly bills: number;
  /** Of those, the ones that a worker has to compare first. */
  readonly waiting: number;
  /** Of the others; a package counts once for each bill that lists it. */
  readonly packages: number;
  readonly evaluated: number;
  readonly left: readonly { readonly type: string; readonly gap: OsvGap; readonly packages: number }[];
}

export type OsvDumpsRepository = ReturnType<typeof osvDumpsRepository>;

export function osvDumpsRepository({ rows, sender, transaction }: Connection) {
  const wake = (tx: Connection["rows"]) => sender.send(tx, "reports", {}, "reports");
  return {
    /** @returns the dumps that are loaded, the newest first; whoever is asked for sees them. */
    async list(_scope: Scope): Promise<readonly OsvDumpRow[]> {
      return rows.osvDump.findMany({
        where: { state: "current" },
        omit: { state: true },
        orderBy: [{ loadedAt: "desc" }, { id: "asc" }],
      });
    },

    async coverage(scope: Scope): Promise<OsvCoverageRow> {
      const [row] = await rows.$queryRaw<OsvCoverageRow[]>`
        WITH runs AS MATERIALIZED (${runsOf(scope)}), bills AS MATERIALIZED (
          SELECT DISTINCT d.id, d.digests FROM security_documents d CROSS JOIN LATERAL unnest(d.digests) AS named (digest)
            JOIN runs ON runs.any_digest = named.digest WHERE d.components > 0),
        done AS (SELECT m.* FROM bills b JOIN osv_matches m ON m.bill_id = b.id AND m.digests = b.digests
          WHERE m.revision = (SELECT ${Prisma.raw(osvRevisionSql)} AS revision)),
        gaps AS (SELECT l.type, l.gap, sum(l.packages)::int AS packages
          FROM done CROSS JOIN LATERAL jsonb_to_recordset(done.left) AS l (type text, gap text, packages int) GROUP BY 1, 2)
        SELECT (SELECT count(*)::int FROM bills) AS bills, (SELECT count(*)::int FROM bills) - count(*)::int AS waiting,
          coalesce(sum(packages), 0)::int AS packages, coalesce(sum(evaluated), 0)::int AS evaluated,
          coalesce((SELECT jsonb_agg(g ORDER BY g.packages DESC, g.type) FROM gaps g), '[]') AS left
        FROM done`;
      if (row === undefined) throw new Error("A query without GROUP BY has a row.");
      return row;
    },

    /** @returns the id of a dump that is not in use before `finish`; undefined where the scope is not all clusters. */
    async begin(scope: Scope, dump: NewOsvDump): Promise<string | undefined> {
      if (scope.clusters !== "all") return undefined;
      const { id } = await rows.osvDump.create({
        data: { id: newId("osv"), state: "loading", ...dump, fileName: storableText(dump.fileName) },
        select: { id: true },
      });
      return id;
    },

    /** Adds to a dump that is being loaded. @param from the number of those that were added before. */
    async add(scope: Scope, id: string, from: number, parts: readonly OsvPart[]): Promise<boolean> {
      if (scope.clusters !== "all") return false;
      await rows.$executeRaw`
        INSERT INTO osv_entries (dump_id, seq, type, name, advisory)
        SELECT ${id}, ${from}::int + n, type, name, advisory::jsonb
        FROM unnest(${parts.map(({ type }) => type)}::text[], ${parts.map(({ name }) => storableText(name))}::text[],
          ${parts.map(({ advisory }) => storableJson(advisory))}::text[]) WITH ORDINALITY AS given (type, name, advisory, n)`;
      return true;
    },

    /** Puts a loaded dump in the place of that of the same ecosystems, or of the same file. @returns those that it replaces. */
    async finish(scope: Scope, id: string, totals: OsvTotals): Promise<readonly OsvDumpRow[] | undefined> {
      if (scope.clusters !== "all") return undefined;
      const ecosystems = totals.ecosystems.map(storableText);
      return transaction(async (tx) => {
        await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('osv_dumps'))`;
        const { whole, fileName } = await tx.osvDump.update({
          where: { id },
          data: { ...totals, ecosystems, state: "current" },
        });
        const current = await tx.osvDump.findMany({ where: { state: "current", whole, id: { not: id } }, omit: { state: true } });
        const replaced = current.filter((one) =>
          whole ? one.ecosystems.every((each) => ecosystems.includes(each)) : one.fileName === fileName,
        );
        await tx.osvDump.updateMany({ where: { id: { in: replaced.map((one) => one.id) } }, data: { state: "replaced" } });
        await wake(tx);
        return replaced;
      });
    },

    /** Ends a dump; what rests on it ends with the next work on reports. @returns it, where it was in use. */
    async remove(scope: Scope, id: string): Promise<OsvDumpRow | undefined> {
      if (scope.clusters !== "all") return undefined;
      return transaction(async (tx) => {
        const found = await tx.osvDump.findFirst({ where: { id, state: "current" }, omit: { state: true } });
        await tx.osvDump.updateMany({ where: { id }, data: { state: "replaced" } });
        await wake(tx);
        return found ?? undefined;
      });
    },
  };
}
