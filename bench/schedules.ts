/** Hourly schedules of a large fleet on one worker, and what a second worker adds where the clusters are far away. */
import { setTimeout as delay } from "node:timers/promises";
import { systemScope } from "#server/database/scope.ts";
import { createWorkshop, type Workshop } from "#test/worker/worker.ts";
import { type Figure, median } from "./figure.ts";
import { type RecordedCluster, startRecordedCluster } from "./recorded-cluster.ts";
import { type BenchDatabase, withDatabase } from "./with-database.ts";

const pods = 300;
const hourSeconds = 3600;
const fleet = 200;
/** With latency, a part of the fleet shows the rate. */
const far = 40;
const latencyMs = 100;
const leastGain = 1.7;
const rounds = 3;
const roundWithinMs = 900_000;

/** All occurrences are due at the same instant: the worst that an hour can bring. */
export async function benchSchedules(say: (line: string) => void): Promise<Figure[]> {
  const cluster = await startRecordedCluster(pods);
  try {
    return await withDatabase(say, async (db) => {
      const workshop = await createWorkshop(db);
      try {
        const ids = await registerFleet(workshop, cluster);
        for (const [index, id] of ids.entries()) await scheduleHourly(db, id, index);
        const near = await nearFigures(db, workshop, cluster, say);
        return [
          { name: "Objects in each cluster", value: cluster.objects, unit: "" },
          ...near,
          ...(await farFigures(db, workshop, cluster, say)),
        ];
      } finally {
        await workshop.close();
      }
    });
  } finally {
    await cluster.stop();
  }
}

async function registerFleet(workshop: Workshop, { server, ca }: RecordedCluster): Promise<string[]> {
  const ids: string[] = [];
  for (let i = 0; i < fleet; i++) {
    const name = `cluster-${String(i).padStart(3, "0")}`;
    ids.push(await workshop.register({ name, server, ca, token: "recorded" }));
  }
  return ids;
}

async function scheduleHourly({ repositories }: BenchDatabase, clusterId: string, index: number): Promise<void> {
  const when = { cron: `${index % 60} * * * *`, timeZone: "UTC", nextAt: new Date("2999-01-01") };
  const what = { name: `hourly ${index}`, createdBy: "Bench", target: { clusters: [clusterId] } };
  const made = await repositories.schedules.create(systemScope, { ...when, ...what });
  if (!made.ok) throw new Error(made.error.message);
}

async function nearFigures(
  db: BenchDatabase,
  workshop: Workshop,
  cluster: RecordedCluster,
  say: (line: string) => void,
): Promise<Figure[]> {
  say(`scanning ${fleet} clusters by schedule with one worker`);
  const worker = workshop.startWorker();
  const { startedMs, endedMs } = await round(db, fleet);
  await worker.end("SIGTERM");
  return [
    { name: "Schedules that are due at once", value: fleet, unit: "" },
    { name: "Requests to the API for each scan", value: cluster.requests() / fleet, unit: "" },
    { name: "Until the last scan was started", value: startedMs / 1000, unit: "s", budget: 60 },
    { name: "Until the last scan was stored", value: endedMs / 1000, unit: "s", budget: hourSeconds },
    {
      name: "Clusters that one worker scans in an hour",
      value: Math.floor((fleet * hourSeconds * 1000) / endedMs),
      unit: "",
      least: fleet,
    },
  ];
}

async function farFigures(
  db: BenchDatabase,
  workshop: Workshop,
  cluster: RecordedCluster,
  say: (line: string) => void,
): Promise<Figure[]> {
  cluster.setLatency(latencyMs);
  const [one, two]: [number[], number[]] = [[], []];
  for (let i = 0; i < rounds; i++) {
    say(`scanning ${far} clusters with ${latencyMs} ms of latency: round ${i + 1} of ${rounds}`);
    one.push(await perSecond(db, workshop, 1));
    two.push(await perSecond(db, workshop, 2));
  }
  const gains = two.map((rate, i) => rate / (one[i] ?? rate));
  return [
    { name: `Scans in a minute, ${latencyMs} ms away, one worker`, value: median(one) * 60, unit: "" },
    { name: `Scans in a minute, ${latencyMs} ms away, two workers`, value: median(two) * 60, unit: "" },
    { name: "The work of two workers in that of one", value: median(gains), unit: "x", least: leastGain },
  ];
}

/** @returns the scans that so many workers end in a second. */
async function perSecond(db: BenchDatabase, workshop: Workshop, workers: number): Promise<number> {
  const running = Array.from({ length: workers }, () => workshop.startWorker());
  await Promise.all(running.map(({ log }) => untilReady(log)));
  const { endedMs } = await round(db, far);
  await Promise.all(running.map((worker) => worker.end("SIGTERM")));
  return far / (endedMs / 1000);
}

async function untilReady(log: () => string): Promise<void> {
  while (!log().includes("ready")) await delay(50);
}

interface Round {
  readonly startedMs: number;
  readonly endedMs: number;
}

/** Moves the first schedules into the past and wakes the workers; waits until every scan of theirs has ended. */
async function round({ database }: BenchDatabase, count: number): Promise<Round> {
  const { pool } = database;
  const { rows } = await pool.query("SELECT count(*)::int AS n FROM scans");
  const before: number = rows[0].n;
  await pool.query("UPDATE schedules SET next_at = '2999-01-01'");
  await pool.query("UPDATE schedules SET next_at = now() WHERE id IN (SELECT id FROM schedules ORDER BY name LIMIT $1)", [count]);
  const began = performance.now();
  await database.prisma.$transaction((tx) => database.sender.send(tx, "schedules", {}, `bench-${before}`));
  let startedMs: number | undefined;
  for (;;) {
    const now = performance.now() - began;
    const { rows: counted } = await pool.query(
      `SELECT count(*)::int AS made, count(*) FILTER (WHERE state IN ('completed', 'partial'))::int AS ended,
         count(*) FILTER (WHERE state IN ('failed', 'cancelled'))::int AS failed FROM scans`,
    );
    const { made, ended, failed } = counted[0];
    if (failed > 0) throw new Error(`${failed} scans failed.`);
    if (made >= before + count) startedMs ??= now;
    if (startedMs !== undefined && ended >= before + count) return { startedMs, endedMs: now };
    if (now > roundWithinMs) throw new Error(`${ended - before} of ${count} scans had ended after ${roundWithinMs / 1000} s.`);
    await delay(50);
  }
}
