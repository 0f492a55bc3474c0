/**
 * Run in a process of its own: takes one export, of a scan or of two that are compared (`BEFORE,AFTER`), as its reader does, or the same rows from the same driver and keeps nothing.
 * Prints what it took as JSON.
 */
import { exportQueries } from "#contracts/exports.ts";
import { openDatabase } from "#server/database/database.ts";
import { changeRows } from "#server/database/findings/change-export.ts";
import { pairOf } from "#server/database/findings/changes.ts";
import { findingRows } from "#server/database/findings/finding-export.ts";
import { scansBehind } from "#server/database/findings/finding-filter.ts";
import { repositoriesOf } from "#server/database/repositories.ts";
import { systemScope } from "#server/database/scope.ts";
import { streamOf } from "#server/http/downloads/download.ts";
import { exportComparison } from "#server/use-cases/sharing/export-comparison.ts";
import { exportFindings } from "#server/use-cases/sharing/export-findings.ts";
import { peakMemory } from "./peak-memory.ts";

export interface ExportReading {
  readonly milliseconds: number;
  /** Of the file; of the driver, rows. */
  readonly size: number;
  readonly peakMegabytes: number;
}

const [way = "driver", scan = "", format = "csv", warmUp] = process.argv.slice(2);
const ways: Readonly<Record<string, (scan: string) => Promise<number>>> = {
  driver: readAtOnce,
  cursor: readByCursor,
  export: readExport,
};
const database = openDatabase(process.env.BENCH_DATABASE ?? "", { connections: 3 });
const at = new Date();
// A process that answers readers has been up for a while.
if (warmUp !== undefined) await ways[way]?.(warmUp);

const begun = performance.now();
const size = (await ways[way]?.(scan)) ?? 0;
const milliseconds = performance.now() - begun;
process.stdout.write(JSON.stringify({ milliseconds, size, peakMegabytes: await peakMemory("self") } satisfies ExportReading));
await database.close();

async function query(scan: string) {
  const [before = "", after] = scan.split(",");
  if (after !== undefined) {
    const pair = await pairOf(database.prisma, systemScope, { before, after });
    if (pair === undefined) throw new Error("There is nothing to compare.");
    return changeRows(pair, { ofLater: false }, "change", at);
  }
  const scans = await scansBehind(database.prisma, systemScope, { scan });
  return findingRows(scans, { scan }, "priority", at);
}

/** The quickest way to the same rows that the driver has: one query, one answer. */
async function readAtOnce(scan: string): Promise<number> {
  const { text, values } = await query(scan);
  return (await database.pool.query({ text, values })).rows.length;
}

/** The way to them that keeps none: a cursor, whose batches are asked for one after the other. */
async function readByCursor(scan: string): Promise<number> {
  const { text, values } = await query(scan);
  const client = await database.pool.connect();
  await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  await client.query("SET LOCAL cursor_tuple_fraction = 1");
  await client.query({ text: `DECLARE batch NO SCROLL CURSOR FOR ${text}`, values });
  let rows = 0;
  for (let batch = -1; batch !== 0; rows += batch) batch = (await client.query("FETCH 2000 FROM batch")).rows.length;
  await client.query("COMMIT");
  client.release();
  return rows;
}

async function readExport(scan: string): Promise<number> {
  const services = { repositories: repositoriesOf(database), now: () => at, version: "bench" };
  const reader = { scope: systemScope } as never;
  const [before = "", after] = scan.split(",");
  const made =
    after === undefined
      ? await exportFindings(reader, exportQueries.findings.parse({ scan, format }), services as never)
      : await exportComparison(reader, exportQueries.comparison.parse({ before, after, format }), services as never);
  if (!made.ok) throw new Error(made.error.code);
  const patient = { gone: new AbortController().signal, patience: 60_000, ended: made.value.close };
  let bytes = 0;
  for await (const piece of streamOf(made.value.texts, patient)) bytes += piece.length;
  return bytes;
}
