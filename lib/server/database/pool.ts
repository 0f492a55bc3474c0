import pg from "pg";

const queryTimeoutMs = 120_000;

/** Opens a pool of PostgreSQL connections; the first query connects. */
export function openPool(url: string, connections: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    // A connection that went dead without a word would otherwise hold its query for ever.
    query_timeout: queryTimeoutMs,
    application_name: "drydock",
  });
  // An idle connection that PostgreSQL ends is replaced by the pool; without a listener it would end the process.
  pool.on("error", () => undefined);
  return pool;
}
