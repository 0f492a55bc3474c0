/** Enqueues jobs in the transaction that creates their rows. It never works jobs and never changes the schema. */
import type pg from "pg";
import { fromPrisma, PgBoss } from "pg-boss";
import { type Jobs, type QueueName, queueSchema } from "./queues.ts";

type Transaction = Parameters<typeof fromPrisma>[0];

export interface Sender {
  /** Enqueues a job that becomes visible when the transaction commits; a job of the same key that waits already is enough. */
  send<Q extends QueueName>(transaction: Transaction, queue: Q, data: Jobs[Q], key: string): Promise<void>;
  close(): Promise<void>;
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
  return {
    async send(transaction, queue, data, key) {
      starting ??= start();
      const boss = await starting.catch((error) => {
        starting = undefined;
        throw error;
      });
      await boss.send(queue, data, { singletonKey: key, db: fromPrisma(transaction) });
    },
    async close() {
      const boss = await starting?.catch(() => undefined);
      await boss?.stop({ graceful: false });
    },
  };
}
