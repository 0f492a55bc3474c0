import pg from "pg";

const queryTimeoutMs = 120_000;
const keepAliveAfterMs = 10_000;

/** @returns the address with the patience of our own pools, for a client that is made elsewhere; what it says itself stays. */
export function patientUrl(url: string): string {
  const patient = new URL(url);
  const settings = { query_timeout: queryTimeoutMs, keepAlive: true, keepAliveInitialDelayMillis: keepAliveAfterMs };
  for (const [name, value] of Object.entries(settings))
    if (!patient.searchParams.has(name)) patient.searchParams.set(name, String(value));
  return patient.href;
}

/** Opens a pool of PostgreSQL connections; the first query connects. */
export function openPool(url: string, connections: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: keepAliveAfterMs,
    // A connection that went dead without a word would otherwise hold its query for ever.
    query_timeout: queryTimeoutMs,
    application_name: "drydock",
  });
  // A connection that PostgreSQL ends is replaced by the pool, and the next query on it fails. Without listeners it would end the
  // process: the pool's is for idle ones, a client's own for one that a transaction holds between two queries.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}
