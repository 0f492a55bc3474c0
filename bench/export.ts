/** Exports of many findings: as quick as the driver delivers their rows, and no bigger in memory for being longer. */
import { exportFormats } from "#contracts/export-formats.ts";
import type { Remember } from "#server/database/findings/changes.ts";
import { systemScope } from "#server/database/scope.ts";
import { ScanMemory } from "#server/use-cases/scan-memory.ts";
import { childJson } from "./child-json.ts";
import type { ExportReading } from "./export-reading.ts";
import { type Figure, median } from "./figure.ts";
import { manyChanges, manyFindings } from "./many-findings.ts";
import { type BenchDatabase, withDatabase } from "./with-database.ts";

const rounds = 5;
const many = 200_000;
const fewer = 50_000;
/** Findings of each of two scans that are compared. */
const manyOfTwo = 100_000;
const timesDriver = 1.5;
/** A page of a comparison joins both scans anew; all changes are counted for the first one. */
const pageMilliseconds = 1_000;
const pages = 20;
/** A heap too small for the rows: what is kept of them would end the process. */
const smallHeap = ["--max-old-space-size=128", "--max-semi-space-size=8"];
/** What four times as many rows may add. */
const timesMemory = 1.2;

/** @returns the middle of several rounds, each in a process of its own, against a PostgreSQL of its own. */
export async function benchExport(say: (line: string) => void): Promise<Figure[]> {
  return withDatabase(say, async ({ url, database, repositories }) => {
    const [big, small] = [await manyFindings(database, many), await manyFindings(database, fewer)];
    const read = (...args: string[]) =>
      childJson<ExportReading>({ file: "./export-reading.ts", args, environment: { BENCH_DATABASE: url } });
    const taken = { driver: [] as ExportReading[], cursor: [] as ExportReading[], export: [] as ExportReading[] };
    for (let round = 0; round < rounds; round++) {
      for (const way of ["driver", "cursor", "export"] as const) taken[way].push(await read(way, big, "csv", small));
    }
    const others: Figure[] = [];
    for (const format of exportFormats.filter((name) => name !== "csv"))
      others.push({ name: `  as ${format}`, value: (await read("export", big, format, small)).milliseconds / 1000, unit: "s" });
    const peakOf = async (scan: string) => {
      const environment = { BENCH_DATABASE: url };
      const options = { file: "./export-reading.ts", nodeArguments: smallHeap, args: ["export", scan], environment };
      return (await childJson<ExportReading>(options)).peakMegabytes;
    };
    const ofOne = [...figuresOf(taken), ...memoryFigures(await peakOf(big), await peakOf(small)), ...others];
    return [...ofOne, ...(await comparisonFigures({ database, repositories }, read, peakOf))];
  });
}

type Read = (...args: string[]) => Promise<ExportReading>;

/** Two scans that are compared: their pages, and their file against the delivery of its rows. */
async function comparisonFigures(
  { database, repositories }: Pick<BenchDatabase, "database" | "repositories">,
  read: Read,
  peakOf: (scan: string) => Promise<number>,
): Promise<Figure[]> {
  const [scans, fewerScans] = [await manyChanges(database, manyOfTwo), await manyChanges(database, manyOfTwo / 4)];
  const [two, fewerTwo] = [scans, fewerScans].map(({ before, after }) => `${before},${after}`) as [string, string];
  const memory = new ScanMemory();
  const remember: Remember = (key, make) => memory.get(key, make);
  const times: number[] = [];
  for (let page = 0; page < pages; page++) {
    const begun = performance.now();
    await repositories.findings.comparison(systemScope, scans, { limit: 200, from: { offset: page * 200 }, remember });
    times.push(performance.now() - begun);
  }
  const taken = { cursor: [] as ExportReading[], export: [] as ExportReading[] };
  for (let round = 0; round < rounds; round++)
    for (const way of ["cursor", "export"] as const) taken[way].push(await read(way, two, "csv", fewerTwo));
  const ratios = taken.export.map(({ milliseconds }, round) => milliseconds / (taken.cursor[round]?.milliseconds ?? 0));
  const [big, small] = [await peakOf(two), await peakOf(fewerTwo)];
  return [
    { name: "Two scans compared, findings of each", value: manyOfTwo, unit: "" },
    { name: "  the first page, with all counts", value: times[0] ?? 0, unit: "ms" },
    { name: "  a page", value: median(times), unit: "ms", budget: pageMilliseconds },
    { name: "  CSV, read to its end", value: median(taken.export.map(({ milliseconds }) => milliseconds)) / 1000, unit: "s" },
    { name: "  CSV in deliveries of its rows by a cursor", value: median(ratios), unit: "x", budget: timesDriver },
    { name: "  most memory of a process with a small heap", value: big, unit: "MB" },
    { name: "  in times of that for a quarter of the rows", value: big / small, unit: "x", budget: timesMemory },
  ];
}

type Ways = Readonly<Record<"driver" | "cursor" | "export", readonly ExportReading[]>>;

function figuresOf(taken: Ways): Figure[] {
  const middle = (readings: readonly ExportReading[]) => median(readings.map(({ milliseconds }) => milliseconds)) / 1000;
  // Of each round by itself: what else the machine does then slows both.
  const timesOf = (others: readonly ExportReading[]) =>
    median(taken.export.map(({ milliseconds }, round) => milliseconds / (others[round]?.milliseconds ?? 0)));
  return [
    { name: "Findings", value: taken.driver[0]?.size ?? 0, unit: "" },
    { name: "The driver delivering the same rows by a cursor", value: middle(taken.cursor), unit: "s" },
    { name: "  all at once, which keeps all of them in memory", value: middle(taken.driver), unit: "s" },
    { name: "CSV, read to its end", value: middle(taken.export), unit: "s" },
    { name: "CSV in deliveries of its rows by a cursor", value: timesOf(taken.cursor), unit: "x", budget: timesDriver },
    { name: "  in deliveries all at once", value: timesOf(taken.driver), unit: "x" },
    { name: "Size of the CSV", value: (taken.export[0]?.size ?? 0) / 1e6, unit: "MB" },
  ];
}

function memoryFigures(big: number, small: number): Figure[] {
  return [
    { name: "Most memory of a process with a small heap that writes it", value: big, unit: "MB" },
    { name: "  in times of that for a quarter of the rows", value: big / small, unit: "x", budget: timesMemory },
  ];
}
