/** An audit log of 1 GB, and the same packed, uploaded to a cluster as people do it: how fast, and in how much memory of the web process. */
import { readFile } from "node:fs/promises";
import { Readable } from "node:stream";
import { createGzip } from "node:zlib";
import { eventLines } from "./audit-events.ts";
import type { Figure } from "./figure.ts";
import { forgetPeak, peakMemory } from "./peak-memory.ts";
import { type Product, startProduct } from "./product.ts";
import { answerOf, endedScan, uploaded } from "./uploaded-scan.ts";

const megabyte = 1024 * 1024;
const whole = 1024;
const part = 512;
/** Megabytes a second: a log of a day is read while somebody waits. */
const leastSpeed = 20;
/** Less than the log itself: what is kept of it is bounded, and garbage of its events waits for a while to be collected. */
const mostMegabytes = 1000;

interface Upload {
  readonly seconds: number;
  readonly peakMegabytes: number;
  readonly events: number;
}

/** @returns speed and memory of the uploads. */
export async function benchAuditLog(say: (line: string) => void): Promise<Figure[]> {
  say("starting Drydock; stale pages are built first");
  const product = await startProduct();
  try {
    const cluster = await clusterOf(product);
    const upload = async (megabytes: number, packed: boolean) => {
      say(`Uploading ${megabytes} MB${packed ? ", packed" : ""}`);
      return uploadLog(product, cluster, { megabytes, packed });
    };
    await upload(64, false);
    const short = await upload(part, false);
    const plain = await upload(whole, false);
    const packed = await upload(whole, true);
    const most = Math.max(plain.peakMegabytes, packed.peakMegabytes);
    return [
      { name: `Events in ${whole} MB`, value: plain.events, unit: "" },
      { name: `${whole} MB, plain`, value: plain.seconds, unit: "s", budget: whole / leastSpeed },
      { name: `${whole} MB, packed`, value: packed.seconds, unit: "s", budget: whole / leastSpeed },
      { name: "Memory of the web process at most", value: most, unit: "MB", budget: mostMegabytes },
      { name: `  with ${part} MB of log`, value: short.peakMegabytes, unit: "MB" },
    ];
  } finally {
    await product.stop();
  }
}

async function clusterOf(product: Product): Promise<string> {
  const snapshot = await readFile(new URL("../samples/legacy-batch.snapshot.gz", import.meta.url));
  await endedScan(product, await uploaded(product, snapshot, "logged"));
  const { clusters } = await answerOf<{ clusters: readonly { id: string }[] }>(product, "/fleet");
  return clusters[0]?.id ?? "";
}

async function uploadLog(
  product: Product,
  cluster: string,
  { megabytes, packed }: { readonly megabytes: number; readonly packed: boolean },
): Promise<Upload> {
  const lines = Readable.from(eventLines(megabytes * megabyte));
  const body = Readable.toWeb(packed ? lines.pipe(createGzip({ level: 1 })) : lines) as ReadableStream<Uint8Array>;
  const web = await product.web();
  await forgetPeak(web);
  const started = performance.now();
  const init = { method: "PUT", headers: { "content-type": "application/x-ndjson" }, body, duplex: "half" } as RequestInit;
  const { events } = await answerOf<{ events: number }>(product, `/clusters/${cluster}/audit-log`, init);
  return { seconds: (performance.now() - started) / 1000, peakMegabytes: await peakMemory(web), events };
}
