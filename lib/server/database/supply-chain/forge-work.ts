/** What the worker needs to ask forges: the only reads of their sealed tokens. */
import type pg from "pg";
import type { Resealed } from "../clusters/targets.ts";
import type { Scope } from "../scope.ts";
import { requireSystem } from "../system.ts";
import type { StoredForgeKind } from "./forges.ts";

export interface StoredForge {
  readonly id: string;
  /** Of the installation; part of what tokens are bound to. */
  readonly installation: string;
  readonly host: string;
  readonly kind: StoredForgeKind;
  readonly token?: { readonly sealed: string; readonly version: number };
}

export type ForgeWork = ReturnType<typeof forgeWork>;

const select = `SELECT f.id, f.host, f.kind, i.id AS installation, t.sealed, t.version
  FROM forges f CROSS JOIN installation i LEFT JOIN forge_tokens t ON t.forge_id = f.id`;

export function forgeWork(pool: pg.Pool) {
  return {
    /** @returns every forge that may be asked. */
    async all(scope: Scope): Promise<StoredForge[]> {
      requireSystem(scope);
      return (await pool.query<Columns>(`${select} ORDER BY f.host`)).rows.map(rowOf);
    },

    /** @returns at most 100 forges whose token is sealed with another key than the current one. */
    async sealedWithOthers(scope: Scope, kid: string): Promise<StoredForge[]> {
      requireSystem(scope);
      return (await pool.query<Columns>(`${select} WHERE t.kid <> $1 ORDER BY f.id LIMIT 100`, [kid])).rows.map(rowOf);
    },

    /** Stores the same token under another key, unless it was replaced in the meantime. */
    async rewrapped(scope: Scope, { id, token }: StoredForge, { sealed, kid }: Resealed): Promise<void> {
      requireSystem(scope);
      await pool.query("UPDATE forge_tokens SET sealed = $3, kid = $4 WHERE forge_id = $1 AND sealed = $2", [
        ...[id, token?.sealed, sealed, kid],
      ]);
    },
  };
}

interface Columns {
  id: string;
  installation: string;
  host: string;
  kind: StoredForgeKind;
  sealed: string | null;
  version: number | null;
}

function rowOf({ sealed, version, ...row }: Columns): StoredForge {
  return { ...row, ...(sealed !== null && version !== null && { token: { sealed, version } }) };
}
