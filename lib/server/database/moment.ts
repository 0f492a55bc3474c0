/**
 * The database as it was at one moment, for what streams: everything that is read through it belongs together, however long its
 * reader takes. It holds one connection until it is closed.
 */
import type { Database, Rows } from "./database.ts";
import { Prisma } from "./generated/client.ts";

export interface Moment<T> {
  /** What was asked first. */
  readonly value: T;
  /** @returns the rows of one query, in its order, a batch at a time. One query at a time; the generator must be read to its end or the moment closed. */
  batches<R extends object>(query: Prisma.Sql): AsyncGenerator<R[], void>;
  /** Gives the connection back; a query that still runs ends with it. */
  close(): void;
}

const batchSize = 1_000;
const readLimits = { maxWait: 10_000, timeout: 120_000 };

/** Opens a moment and asks it first what is small enough to be asked by Prisma. */
export async function openMoment<T>(
  { prisma, pool }: Pick<Database, "prisma" | "pool">,
  read: (rows: Rows) => Promise<T>,
): Promise<Moment<T>> {
  const client = await pool.connect();
  let open = true;
  const close = (failed = false) => {
    if (!open) return;
    open = false;
    // Nothing was written: ending the connection is the one way to end also what it still does.
    client.release(failed || busy);
  };
  let busy = true;
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    // Every row is wanted, so the plan that is quickest to the last one is.
    await client.query("SET LOCAL cursor_tuple_fraction = 1");
    const { rows } = await client.query<{ id: string }>("SELECT pg_export_snapshot() AS id");
    const value = await prisma.$transaction(
      async (tx) => {
        await tx.$executeRawUnsafe(`SET TRANSACTION SNAPSHOT '${rows[0]?.id}'`);
        return read(tx);
      },
      { ...readLimits, isolationLevel: Prisma.TransactionIsolationLevel.RepeatableRead },
    );
    return { value, batches, close };
  } catch (error) {
    close(true);
    throw error;
  }

  async function* batches<R extends object>(query: Prisma.Sql): AsyncGenerator<R[], void> {
    await client.query({ text: `DECLARE batch NO SCROLL CURSOR FOR ${query.text}`, values: query.values });
    const fetch = () => client.query<R>(`FETCH ${batchSize} FROM batch`).then(({ rows }) => rows);
    let next = fetch();
    for (;;) {
      const rows = await next;
      if (rows.length === 0) break;
      // The database makes the next batch while this one is written.
      next = fetch();
      // Whoever stops reading does not wait for it any more.
      next.catch(() => undefined);
      yield rows;
    }
    await client.query("CLOSE batch");
    await client.query("COMMIT");
    busy = false;
    close();
  }
}
