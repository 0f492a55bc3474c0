import { randomUUID } from "node:crypto";
import type { Database } from "./database.ts";

export interface RateRule {
  /** Seconds, from the first request on. */
  readonly window: number;
  /** Requests in a window. */
  readonly max: number;
}

export type Consume = (key: string, rule: RateRule) => Promise<number | undefined>;

/** Milliseconds after which no window is open any more. */
const longest = 24 * 60 * 60 * 1000;

/**
 * Counts requests in the database, so that several web processes share one limit; a step is one statement.
 * @returns a function that counts one more under a key: undefined where there is room, else the seconds to wait.
 */
export function createRateLimit({ pool }: Pick<Database, "pool">, now: () => number = Date.now): Consume {
  return async (key, { window, max }) => {
    const at = now();
    const windowMs = window * 1000;
    const { rows } = await pool.query<{ count: number; last_request: string }>(
      `INSERT INTO rate_limits AS r (id, key, count, last_request) VALUES ($1, $2, 1, $3)
       ON CONFLICT (key) DO UPDATE SET
         count = CASE WHEN r.last_request <= $3::bigint - $4::bigint THEN 1 ELSE r.count + 1 END,
         last_request = CASE WHEN r.last_request <= $3::bigint - $4::bigint THEN $3::bigint ELSE r.last_request END
       RETURNING count, last_request`,
      [randomUUID(), key, at, windowMs],
    );
    const row = rows[0];
    if (row?.count === 1) await pool.query("DELETE FROM rate_limits WHERE last_request < $1", [at - longest]);
    if (row === undefined || row.count <= max) return undefined;
    return Math.max(1, Math.ceil((Number(row.last_request) + windowMs - at) / 1000));
  };
}
