/** Support dates that operators set. They are the installation's: every reader sees them, and who changes them sees all clusters. */
import type pg from "pg";
import type { SupportEnd, SupportOverride, SupportProvider } from "../../../core/upgrade/support.ts";
import type { Connection } from "../connection.ts";
import type { SupportDate } from "../generated/client.ts";
import type { Scope } from "../scope.ts";

export interface SupportDateRow extends SupportOverride {
  readonly setBy: string;
  readonly setAt: Date;
}

export type SupportDatePlace = Pick<SupportOverride, "provider" | "minor" | "end">;

export type SupportDatesRepository = ReturnType<typeof supportDatesRepository>;

export function supportDatesRepository({ rows }: Connection) {
  return {
    /** The newest minor first. */
    async list(_scope: Scope): Promise<SupportDateRow[]> {
      const stored = await rows.supportDate.findMany({ orderBy: [{ minor: "desc" }, { provider: "asc" }, { end: "asc" }] });
      return stored.map(rowOf);
    },

    /** @returns whether the scope may: one that is limited may not. */
    async set(scope: Scope, { provider, minor, end, date }: SupportOverride, setBy: string): Promise<boolean> {
      if (scope.clusters !== "all") return false;
      const change = { date: new Date(`${date}T00:00:00Z`), setBy };
      const where = { provider_minor_end: { provider, minor, end } };
      await rows.supportDate.upsert({ where, create: { provider, minor, end, ...change }, update: change });
      return true;
    },

    /** @returns whether there was one, and the scope may. */
    async clear(scope: Scope, { provider, minor, end }: SupportDatePlace): Promise<boolean> {
      if (scope.clusters !== "all") return false;
      return (await rows.supportDate.deleteMany({ where: { provider, minor, end } })).count === 1;
    },
  };
}

/** @returns the dates, for a scan. */
export async function supportDatesOf(pool: pg.Pool): Promise<readonly SupportOverride[]> {
  const { rows } = await pool.query<SupportOverride>(
    `SELECT provider, minor, "end", to_char(date, 'YYYY-MM-DD') AS date FROM support_dates ORDER BY provider, minor, "end"`,
  );
  return rows;
}

function rowOf({ provider, minor, end, date, setBy, setAt }: SupportDate): SupportDateRow {
  const [who, which] = [provider as SupportProvider, end as SupportEnd];
  return { provider: who, minor, end: which, date: date.toISOString().slice(0, 10), setBy, setAt };
}
