/**
 * The database as it was at one moment, for what streams: everything that is read through it belongs together, however long its
 * reader takes. It holds one connection until it is closed.
 */
import type { Database, Rows } from "./database.ts";
import { Prisma } from "./generated/client.ts";

export interface Moment<T, R> {
  /** What was asked first. */
  readonly value: T;
  /** The rows of the one query that was begun, in its order, a batch at a time; read once. */
  readonly batches: AsyncGenerator<readonly R[], void>;
  /** Gives the connection back; a query that still runs ends with it. */
  close(): void;
}

/** Asks what is small, by Prisma; `begin` starts the query that streams, which runs meanwhile. */
export type ReadMoment<T> = (rows: Rows, begin: (query: Prisma.Sql) => void) => Promise<T>;

const batchSize = 2_000;
const readLimits = { maxWait: 10_000, timeout: 120_000 };

/** Opens a moment. */
export async function openMoment<T, R extends object>(
  { prisma, pool }: Pick<Database, "prisma" | "pool">,
  read: ReadMoment<T>,
): Promise<Moment<T, R>> {
  const client = await pool.connect();
  let state: "working" | "idle" | "closed" = "working";
  const close = () => {
    if (state === "closed") return;
    // Nothing was written: ending the connection is the one way to end also what it still does.
    client.release(state === "working");
    state = "closed";
  };
  const fetch = () => watched(client.query<R>(`FETCH ${batchSize} FROM batch`).then(({ rows }) => rows));
  let first: Promise<R[]> | undefined;
  const begin = (query: Prisma.Sql) => {
    const declared = client.query({ text: `DECLARE batch NO SCROLL CURSOR FOR ${query.text}`, values: query.values });
    first = watched(declared.then(fetch));
  };
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    // Every row is wanted, so the plan that is quickest to the last one is.
    await client.query("SET LOCAL cursor_tuple_fraction = 1");
    const { rows } = await client.query<{ id: string }>("SELECT pg_export_snapshot() AS id");
    const value = await prisma.$transaction(
      async (tx) => {
        await tx.$executeRawUnsafe(`SET TRANSACTION SNAPSHOT '${rows[0]?.id}'`);
        return read(tx, begin);
      },
      { ...readLimits, isolationLevel: Prisma.TransactionIsolationLevel.RepeatableRead },
    );
    return { value, batches: batches(), close };
  } catch (error) {
    close();
    throw error;
  }

  async function* batches(): AsyncGenerator<readonly R[], void> {
    for (let rows = (await first) ?? []; rows.length > 0; ) {
      // The database makes the next batch while this one is written.
      const next = fetch();
      yield rows;
      rows = await next;
    }
    await client.query("COMMIT");
    state = "idle";
    close();
  }
}

/** Whoever stops reading does not wait for what was asked already, and its failure is nobody's. */
function watched<T>(asked: Promise<T>): Promise<T> {
  asked.catch(() => undefined);
  return asked;
}
