/** Enqueues jobs in the transaction that creates their rows. It never works jobs and never changes the schema. */
import type pg from "pg";
import { fromPrisma, PgBoss } from "pg-boss";
import { type Jobs, type QueueName, queueSchema } from "./queues.ts";

type Transaction = Parameters<typeof fromPrisma>[0];
/** One transaction, of `pg` or of Prisma, in the shape that pg-boss takes. */
export type SqlTransaction = ReturnType<typeof fromPrisma>;

export interface Sender {
  /** Enqueues a job that becomes visible when the transaction commits; a job of the same key that waits already is enough. */
  send<Q extends QueueName>(transaction: Transaction, queue: Q, data: Jobs[Q], key: string): Promise<void>;
  /** Enqueues the jobs of many scans at once, as `send` does. */
  sendScans(transaction: SqlTransaction, scanIds: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** @returns a transaction of Prisma in the shape that pg-boss takes. */
export const fromTransaction = (transaction: Transaction): SqlTransaction => fromPrisma(transaction);

/** Enqueues the jobs of scans in one statement of a transaction; a scan whose job waits already is left as it is. */
export async function insertScans(boss: PgBoss, db: SqlTransaction, scanIds: readonly string[]): Promise<void> {
  const jobs = scanIds.map((scanId) => ({ data: { scanId } satisfies Jobs["scan"], singletonKey: scanId }));
  await boss.insert("scan", jobs, { db });
}

/** Opens nothing until the first job. */
export function createSender(pool: pg.Pool): Sender {
  let starting: Promise<PgBoss> | undefined;
  const start = async () => {
    const boss = new PgBoss({
      db: { executeSql: (text, values) => pool.query(text, values as unknown[] | undefined) },
      schema: queueSchema,
      migrate: false,
      createSchema: false,
      supervise: false,
      schedule: false,
      registerInstance: false,
    });
    // Its timers only refresh a cache of the queues' settings; a failure is repeated and harms nothing.
    boss.on("error", () => undefined);
    return boss.start();
  };
  const started = () => {
    starting ??= start();
    return starting.catch((error) => {
      starting = undefined;
      throw error;
    });
  };
  return {
    async send(transaction, queue, data, key) {
      await (await started()).send(queue, data, { singletonKey: key, db: fromPrisma(transaction) });
    },
    async sendScans(transaction, scanIds) {
      await insertScans(await started(), transaction, scanIds);
    },
    async close() {
      const boss = await starting?.catch(() => undefined);
      await boss?.stop({ graceful: false });
    },
  };
}
