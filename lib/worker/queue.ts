/** Binds the handlers to pg-boss, and wakes workers for scans that no job is left for. */
import { type Job, PgBoss } from "pg-boss";
import { patientUrl } from "#server/database/pool.ts";
import { systemScope } from "#server/database/scope.ts";
import { type Jobs, queueSchema, queues } from "#server/jobs/queues.ts";
import { insertScans } from "#server/jobs/sender.ts";
import type { WorkerContext } from "./context.ts";
import { handleConnectionTest, handleScan } from "./handlers.ts";
import { handleImages } from "./images/handle-images.ts";
import { handleRegistryTest } from "./registries.ts";
import { askWhoMayPush } from "./registry-push.ts";
import { handleReports } from "./reports.ts";
import { runSchedules } from "./schedules.ts";
import { handleSources } from "./sources.ts";
import { applyRetention, renewTokens } from "./upkeep.ts";
import { tellOfWaivers } from "./waivers.ts";

const sweepEveryMs = 10_000;
const graceMs = 20_000;
const scansAtOnce = 2;
/** A notification wakes one idle worker for one job; the next job waits for a look of its own. */
const prompt = { pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds: 0.5 };

export interface WorkerQueue {
  /** Takes no more jobs, puts running scans back, and waits for what is under way. */
  stop(): Promise<void>;
}

/** Starts working. The schema must be installed. */
export async function startQueue(context: WorkerContext, url: string): Promise<WorkerQueue> {
  const { log } = context;
  const boss = new PgBoss({
    connectionString: patientUrl(url),
    schema: queueSchema,
    max: 4,
    migrate: false,
    createSchema: false,
    useListenNotify: true,
    monitorIntervalSeconds: 30,
    superviseIntervalSeconds: 30,
  });
  boss.on("error", (error) => log.warn({ err: error }, "queue"));
  const stopping = new AbortController();
  await boss.start();
  await workAll(boss, context, stopping.signal);
  const sweeping = startSweeping(boss, context);
  return {
    async stop() {
      stopping.abort();
      clearInterval(sweeping);
      await boss.stop({ graceful: true, timeout: graceMs });
    },
  };
}

const wake = (boss: PgBoss, scanId: string) => boss.send("scan", { scanId } satisfies Jobs["scan"], { singletonKey: scanId });

const wakeImages = (boss: PgBoss) => boss.send("images", {}, { singletonKey: "images" });

async function workAll(boss: PgBoss, context: WorkerContext, stopping: AbortSignal): Promise<void> {
  const until = (job: Job<unknown>) => AbortSignal.any([stopping, job.signal]);
  await boss.work<Jobs["scan"]>("scan", { localConcurrency: scansAtOnce, ...prompt }, async ([job]) => {
    if (!job) return;
    const outcome = await handleScan(context, job.data.scanId, until(job));
    if (outcome === "released") await wake(boss, job.data.scanId);
    if (outcome !== "finished") return;
    await wakeImages(boss);
    await boss.send("reports", {}, { singletonKey: "reports" });
  });
  await boss.work<Jobs["scan"]>(queues.scan.deadLetter, async ([job]) => {
    if (job) await context.work.abandon(systemScope, job.data.scanId);
  });
  await boss.work<Jobs["connection-test"]>("connection-test", { localConcurrency: 2, ...prompt }, async ([job]) => {
    if (job) await handleConnectionTest(context, job.data.testId, until(job));
  });
  await boss.work<Jobs["registry-test"]>("registry-test", { localConcurrency: 2, ...prompt }, async ([job]) => {
    if (job) await handleRegistryTest(context, job.data.registryId, until(job));
  });
  await boss.work("schedules", prompt, async ([job]) => {
    if (job) await runSchedules(context, (sql, scanIds) => insertScans(boss, sql, scanIds), { signal: until(job) });
  });
  await boss.work("token-renewal", async ([job]) => {
    if (job) await renewTokens(context, until(job));
  });
  await boss.work("images", prompt, async ([job]) => {
    if (!job) return;
    await handleImages(context, until(job));
    // What was judged names the commits that are asked for.
    await boss.send("sources", {}, { singletonKey: "sources" });
    // What was read beside images may be bills of materials.
    await boss.send("reports", {}, { singletonKey: "reports" });
  });
  await boss.work("waivers", async ([job]) => {
    if (job) await tellOfWaivers(context);
  });
  await boss.work("sources", prompt, async ([job]) => {
    if (!job) return;
    await handleSources(context, until(job));
    await askWhoMayPush(context, until(job));
  });
  await boss.work("reports", prompt, async ([job]) => {
    if (job) await handleReports(context, until(job));
  });
  await boss.work("retention", async ([job]) => {
    if (job) await applyRetention(context, until(job));
  });
}

/** The queue may lose a job with its worker; the rows do not lose a scan. Images are judged again soon after their rules change. */
function startSweeping(boss: PgBoss, { work, images, log }: WorkerContext): NodeJS.Timeout {
  let known: string | undefined;
  const sweep = async () => {
    try {
      for (const scanId of await work.sweep(systemScope)) await wake(boss, scanId);
      const mark = await images.rulesMark(systemScope);
      if (known !== undefined && known !== mark) await wakeImages(boss);
      known = mark;
    } catch (error) {
      log.warn({ err: error }, "sweep");
    }
  };
  void sweep();
  return setInterval(sweep, sweepEveryMs);
}
