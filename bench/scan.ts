/** A scan of a big cluster by the worker as it runs in production, against reading the same cluster and keeping nothing. */
import { setTimeout as delay } from "node:timers/promises";
import { READER, readerManifests } from "#server/cluster/role.ts";
import type { Repositories } from "#server/database/repositories.ts";
import type { ScanRow } from "#server/database/rows.ts";
import { systemScope } from "#server/database/scope.ts";
import { tokenOf } from "#test/apiserver/reader.ts";
import { loadBig } from "#test/kube/load-big.ts";
import { type Kube, startKube } from "#test/kube/server.ts";
import { createWorkshop, type WorkerProcess } from "#test/worker/worker.ts";
import { childJson } from "./child-json.ts";
import { type Figure, median } from "./figure.ts";
import { peakMemory } from "./peak-memory.ts";
import type { RawReading } from "./raw-reading.ts";
import { withDatabase } from "./with-database.ts";

/** In each the cluster is read and then scanned, so that whatever else the machine does weighs on both. */
const rounds = 5;
/** As many as a scan reads. */
const listsAtOnce = 2;
const timesRawReading = 2.5;
const workerMegabytes = 300;
const scanWithinMs = 60_000;

/** Starts an API server with a big cluster in it. @returns what reading and scanning it took, the middle of the rounds. */
export async function benchScan(say: (line: string) => void): Promise<Figure[]> {
  const kube = await startKube();
  try {
    await loadBig(kube, { say });
    const { milliseconds: oneByOne } = await readRaw(kube, 1);
    const token = await tokenOf(kube, readerManifests(), READER);
    const scanned = await withDatabase(say, ({ url, repositories }) => readAndScan({ kube, token, url, repositories }));
    return figuresOf(oneByOne, scanned);
  } finally {
    await kube.stop();
  }
}

const certificateOf = (kube: Kube) => Buffer.from(kube.caData, "base64").toString("utf8");

function readRaw(kube: Kube, atOnce: number): Promise<RawReading> {
  const environment = {
    BENCH_SERVER: kube.server,
    BENCH_CA: certificateOf(kube),
    BENCH_TOKEN: kube.adminToken,
    BENCH_LISTS_AT_ONCE: `${atOnce}`,
  };
  return childJson<RawReading>({ file: "./raw-reading.ts", environment });
}

interface Scanned {
  readonly raw: readonly RawReading[];
  readonly scans: readonly ScanRow[];
  /** Of each scan: how long the worker took, from the claim until everything was committed. */
  readonly milliseconds: readonly number[];
  /** Of the last scan: milliseconds in each phase, in order. */
  readonly phases: ReadonlyMap<string, number>;
  readonly peakMegabytes: number;
}

function figuresOf(oneByOne: number, { raw, scans, milliseconds, phases, peakMegabytes }: Scanned): Figure[] {
  const reading = median(raw.map(({ milliseconds }) => milliseconds)) / 1000;
  const scanning = median(milliseconds) / 1000;
  return [
    { name: "Objects in the cluster", value: raw[0]?.objects ?? 0, unit: "" },
    { name: "Objects that a scan stored", value: scans[0]?.objects ?? 0, unit: "" },
    { name: "Raw reading", value: reading, unit: "s" },
    { name: "  one list after the other", value: oneByOne / 1000, unit: "s" },
    { name: "The worker's scan, taken up to stored", value: scanning, unit: "s" },
    { name: "  the first one of a worker", value: (milliseconds[0] ?? 0) / 1000, unit: "s" },
    ...[...phases].map(([phase, ms]): Figure => ({ name: `  of the last one: ${phase}`, value: ms / 1000, unit: "s" })),
    { name: "The worker's scan in raw readings", value: scanning / reading, unit: "x", budget: timesRawReading },
    { name: "The worker's most memory", value: peakMegabytes, unit: "MB", budget: workerMegabytes },
  ];
}

/**
 * The worker says it when the transaction of the results is committed; the row's own end is when that transaction began.
 * @returns milliseconds.
 */
async function committedAfter(worker: WorkerProcess, { id, state, error }: ScanRow): Promise<number> {
  if (state !== "completed" && state !== "partial") throw new Error(`The scan ${id} ended as ${state}. ${error?.message ?? ""}`);
  for (const deadline = performance.now() + scanWithinMs; performance.now() < deadline; await delay(100)) {
    const line = worker
      .log()
      .split("\n")
      .find((text) => text.includes(`"scanId":"${id}","outcome":`));
    if (line !== undefined) return (JSON.parse(line) as { ms: number }).ms;
  }
  throw new Error(`The worker did not say how long the scan ${id} took.`);
}

interface Scanning {
  readonly kube: Kube;
  /** Of the reader that a registration makes: it lists, and asks nothing else. */
  readonly token: string;
  readonly url: string;
  readonly repositories: Repositories;
}

async function readAndScan({ kube, token, url, repositories }: Scanning): Promise<Scanned> {
  const workshop = await createWorkshop({ url, repositories });
  try {
    const worker = workshop.startWorker();
    const address = { server: kube.server, ca: certificateOf(kube), token };
    const clusterId = await workshop.register({ name: "big", ...address });
    const raw: RawReading[] = [];
    const scans: ScanRow[] = [];
    const milliseconds: number[] = [];
    for (let round = 0; round < rounds; round++) {
      raw.push(await readRaw(kube, listsAtOnce));
      const scan = await scanOnce(repositories, clusterId);
      scans.push(scan);
      milliseconds.push(await committedAfter(worker, scan));
    }
    const phases = await phasesOf(repositories, scans.at(-1) as ScanRow);
    const peakMegabytes = await peakMemory(worker.child.pid ?? 0);
    await worker.end("SIGTERM");
    return { raw, scans, milliseconds, phases, peakMegabytes };
  } finally {
    await workshop.close();
  }
}

async function scanOnce({ scans }: Repositories, clusterId: string): Promise<ScanRow> {
  const started = await scans.start(systemScope, { clusterId, trigger: "manual" });
  if (!started.ok) throw new Error(started.error.message);
  const { id } = started.value;
  for (const deadline = performance.now() + scanWithinMs; performance.now() < deadline; await delay(100)) {
    const scan = await scans.get(systemScope, id);
    if (scan?.finishedAt) return scan;
  }
  throw new Error(`The scan ${id} had not ended after ${scanWithinMs / 1000} s.`);
}

/** A phase lasts from its first event to the next phase's. */
async function phasesOf({ scans }: Repositories, { id, finishedAt }: ScanRow): Promise<Map<string, number>> {
  const events = await scans.eventsAfter(systemScope, id, 0);
  const starts = new Map<string, number>();
  for (const { at, progress } of events) if (!starts.has(progress.phase)) starts.set(progress.phase, at.getTime());
  const all = [...starts];
  const end = finishedAt?.getTime() ?? 0;
  return new Map(all.map(([phase, start], index) => [phase, (all[index + 1]?.[1] ?? end) - start]));
}
