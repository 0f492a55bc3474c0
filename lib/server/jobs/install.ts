/** Makes or updates pg-boss's schema and our queues: an explicit step of a deployment, never a side effect of a worker. */
import { PgBoss } from "pg-boss";
import { queueNames, queueSchema, queues } from "./queues.ts";

/** Idempotent, and safe when several processes run it at once. */
export async function installQueue(url: string): Promise<void> {
  const boss = new PgBoss({
    connectionString: url,
    schema: queueSchema,
    max: 2,
    supervise: false,
    schedule: false,
    registerInstance: false,
  });
  const problems: unknown[] = [];
  boss.on("error", (error) => problems.push(error));
  await boss.start();
  try {
    const dead = new Set(queueNames.map((name) => queues[name].deadLetter));
    for (const name of dead) await boss.createQueue(name, { retryLimit: 5, notify: true });
    for (const name of queueNames) {
      const { cron, policy, ...options } = queues[name];
      await boss.createQueue(name, { policy, ...options });
      await boss.updateQueue(name, options);
      if (cron) await boss.schedule(name, cron, null, { tz: "UTC", missed: "once" });
    }
  } finally {
    await boss.stop({ graceful: false });
  }
  if (problems.length > 0) throw new AggregateError(problems, "pg-boss could not be installed");
}
