/** Who may push to where running images lie, for the worker: which places are due, and what their registries answered. */
import type pg from "pg";
import type { Look } from "../../../core/supply-chain/discovery/look.ts";
import { type PushApi, pushApis, pushPlace, type ReportedRegistryPush } from "../../../core/supply-chain/source/registry-push.ts";
import { pack } from "../packed-json.ts";
import type { Scope } from "../scope.ts";
import { storableJson } from "../storable.ts";
import { requireSystem } from "../system.ts";

/** A registry that may be asked who may push. */
export interface PushRegistry {
  readonly id: string;
  readonly host: string;
  readonly api: PushApi;
  /** Of gitlab: the host of the forge. */
  readonly forge?: string;
}

export interface PushPlace {
  readonly place: string;
  readonly failures: number;
}

export interface SeenPush extends PushPlace {
  readonly host: string;
  readonly answer: Look<ReportedRegistryPush>;
}

const againHours = 24;
const retryMinutes = 15;

export type RegistryPushWork = ReturnType<typeof registryPushWork>;

export function registryPushWork(pool: pg.Pool) {
  return {
    /** @returns the registries whose API may be asked, and forgets what was told of all others. */
    async registries(scope: Scope): Promise<readonly PushRegistry[]> {
      requireSystem(scope);
      const { rows } = await pool.query<{ id: string; host: string; api: PushApi; forge: string | null }>(
        "SELECT id, host, push_api AS api, push_forge AS forge FROM registries WHERE push_api = ANY($1) ORDER BY host",
        [pushApis],
      );
      await pool.query("DELETE FROM registry_pushes WHERE NOT host = ANY($1)", [rows.map(({ host }) => host.toLowerCase())]);
      return rows.map(({ forge, ...row }) => ({ ...row, ...(forge !== null && { forge }) }));
    },

    /** Keeps a row for each place that running images lie in, and for no other. */
    async follow(scope: Scope, { host, api }: PushRegistry): Promise<void> {
      requireSystem(scope);
      const running = await pool.query<{ repository: string }>(
        "SELECT DISTINCT repository FROM registry_images WHERE lower(registry) = lower($1)",
        [host],
      );
      const places = [...new Set(running.rows.map(({ repository }) => pushPlace(api, repository)))];
      await pool.query("DELETE FROM registry_pushes WHERE host = lower($1) AND NOT place = ANY($2)", [host, places]);
      // The column keeps milliseconds, to which a moment may be rounded up: what is due at once is not due later.
      await pool.query(
        `INSERT INTO registry_pushes (host, place, due_at)
         SELECT lower($1), unnest($2::text[]), date_trunc('milliseconds', now()) ON CONFLICT DO NOTHING`,
        [host, places],
      );
    },

    /** @returns the places that are due, at most `most`. */
    async due(scope: Scope, { host }: PushRegistry, most: number): Promise<readonly PushPlace[]> {
      requireSystem(scope);
      const { rows } = await pool.query<PushPlace>(
        "SELECT place, failures FROM registry_pushes WHERE host = lower($1) AND due_at <= now() ORDER BY due_at, place LIMIT $2",
        [host, most],
      );
      return rows;
    },

    /** An older answer stays where there is no new one. */
    async seen(scope: Scope, { host, place, failures, answer }: SeenPush): Promise<void> {
      requireSystem(scope);
      const value = answer.kind === "found" ? Buffer.from(await pack(answer.value)) : null;
      const failure = answer.kind === "unknown" ? storableJson(answer.failure) : null;
      const wait = failure === null ? againHours * 60 : Math.min(againHours * 60, retryMinutes * 2 ** Math.min(failures, 10));
      await pool.query(
        `UPDATE registry_pushes SET answer = coalesce($3, answer), looked_at = CASE WHEN $3::bytea IS NULL THEN looked_at ELSE now() END,
           failure = $4, failures = $5, due_at = now() + make_interval(mins => $6) WHERE host = lower($1) AND place = $2`,
        [host, place, value, failure, failure === null ? 0 : failures + 1, wait],
      );
    },
  };
}
