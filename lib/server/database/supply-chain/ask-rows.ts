/** One statement at a time, for what readers and workers both write: they have different clients. */
import type pg from "pg";
import type { Connection } from "../connection.ts";

/** Runs one statement. @returns its rows. */
export type AskRows = (sql: string, values: readonly unknown[]) => Promise<readonly unknown[]>;

/** @param client of a worker, or one of its transactions. */
export function asking(client: Pick<pg.Pool | pg.PoolClient, "query">): AskRows {
  return async (sql, values) => (await client.query(sql, [...values])).rows as unknown[];
}

/** @param rows of a reader's connection, or one of its transactions. */
export function askingRows(rows: Connection["rows"]): AskRows {
  return (sql, values) => rows.$queryRawUnsafe<unknown[]>(sql, ...values);
}
