import { randomUUID } from "node:crypto";
import type { Database } from "./database.ts";

export interface RateRule {
  /** Seconds, from the first request on. */
  readonly window: number;
  /** Requests in a window. */
  readonly max: number;
}

export type Consume = (key: string, rule: RateRule) => Promise<number | undefined>;

/** What was set aside for a process, of what all processes share. */
export interface Reservation {
  readonly granted: number;
  /** What is left for everybody after that. */
  readonly left: number;
  /** When the window ends, in milliseconds of the epoch. */
  readonly endsAt: number;
}
export type Reserve = (key: string, rule: RateRule, amount: number) => Promise<Reservation>;

/** Milliseconds after which no window is open any more. */
const longest = 24 * 60 * 60 * 1000;

/**
 * Counts in the database, so that several web processes share one limit; a step is one statement.
 * @returns a function that sets aside some requests under a key, as many as there is room for.
 */
export function createReserve({ pool }: Pick<Database, "pool">, now: () => number = Date.now): Reserve {
  return async (key, { window, max }, amount) => {
    const at = now();
    const windowMs = window * 1000;
    const { rows } = await pool.query<{ count: number; last_request: string }>(
      `INSERT INTO rate_limits AS r (id, key, count, last_request) VALUES ($1, $2, $5, $3)
       ON CONFLICT (key) DO UPDATE SET
         count = CASE WHEN r.last_request <= $3::bigint - $4::bigint THEN $5 ELSE r.count + $5 END,
         last_request = CASE WHEN r.last_request <= $3::bigint - $4::bigint THEN $3::bigint ELSE r.last_request END
       RETURNING count, last_request`,
      [randomUUID(), key, at, windowMs, amount],
    );
    const { count, last_request: began } = rows[0] ?? { count: amount, last_request: String(at) };
    if (count === amount) await pool.query("DELETE FROM rate_limits WHERE last_request < $1", [at - longest]);
    const granted = Math.min(amount, Math.max(0, max - (count - amount)));
    return { granted, left: Math.max(0, max - count), endsAt: Number(began) + windowMs };
  };
}

/** @returns a function that counts one more under a key: undefined where there is room, else the seconds to wait. */
export function createRateLimit(database: Pick<Database, "pool">, now: () => number = Date.now): Consume {
  const reserve = createReserve(database, now);
  return async (key, rule) => {
    const { granted, endsAt } = await reserve(key, rule, 1);
    return granted === 1 ? undefined : Math.max(1, Math.ceil((endsAt - now()) / 1000));
  };
}
