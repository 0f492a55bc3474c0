/** Reads and assesses a snapshot as the worker does with an upload, and prints what that took. A process of its own. */
import { createReadStream } from "node:fs";
import { assess, findingsOf } from "#core/checks/assess.ts";
import { checks } from "#core/checks/index.ts";
import { identityOfCluster } from "#core/findings/fingerprint.ts";
import { readUpload } from "#server/snapshot/upload.ts";
import { peakMemory } from "./peak-memory.ts";

export interface SnapshotReading {
  readonly readMilliseconds: number;
  readonly assessMilliseconds: number;
  readonly pods: number;
  readonly nodes: number;
  readonly findings: number;
  readonly peakMegabytes: number;
}

const [path = ""] = process.argv.slice(2);
const now = new Date("2026-11-01T12:00:00Z");
const started = performance.now();
const read = await readUpload(createReadStream(path), { now });
if (!read.ok) throw new Error(`${read.error.message} ${read.error.remedy}`);
const inventory = read.value;
const assessed = performance.now();
const assessment = assess(inventory, { now, clusterIdentity: identityOfCluster(inventory, "bench"), checks });
const ended = performance.now();
const reading: SnapshotReading = {
  readMilliseconds: assessed - started,
  assessMilliseconds: ended - assessed,
  pods: inventory.looks.pods.items.length,
  nodes: inventory.looks.nodes.items.length,
  findings: findingsOf(assessment).length,
  peakMegabytes: await peakMemory("self"),
};
process.stdout.write(JSON.stringify(reading));
