/** The API at the size of a large company's cluster: 20 readers, each of whom asks once a second. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

import type { MatrixRow } from "#contracts/access.ts";
import { childJson } from "./child-json.ts";
import type { Figure } from "./figure.ts";
import { type Product, startProduct } from "./product.ts";
import { answerOf, uploadedScan } from "./uploaded-scan.ts";

const readers = 20;
const seconds = 15;
const p95Milliseconds = 200;

/** @returns for each path how long its answers took, with a product that runs as `npm start` runs it. */
export async function benchApi(say: (line: string) => void): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), "drydock-bench-"));
  try {
    const file = join(folder, "big.snapshot.gz");
    await childJson({ file: "./write-snapshot.ts", args: [file, "30", "3000"] });
    say("starting Drydock; stale pages are built first");
    const product = await startProduct();
    try {
      const scan = await uploadedScan(product, await readFile(file));
      const paths = await pathsOf(product, scan);
      for (const path of Object.values(paths)) await timed(product, path);
      return figuresOf(await measure(product, paths));
    } finally {
      await product.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function pathsOf(product: Product, scan: string): Promise<Readonly<Record<string, string>>> {
  const rows = `/scans/${scan}/access/matrix/rows?offset=0&limit=60`;
  const { rows: shown } = await answerOf<{ rows: MatrixRow[] }>(product, rows);
  const { kind, name, namespace } = shown[0]?.subject ?? { kind: "User", name: "nobody" };
  const cell = new URLSearchParams({ subjectKind: kind, subject: name, group: "", resource: "secrets" });
  if (namespace !== undefined) cell.set("subjectNamespace", namespace);
  return {
    fleet: "/fleet",
    findings: "/findings",
    matrix: `/scans/${scan}/access/matrix`,
    rows,
    cell: `/scans/${scan}/access/matrix/cell?${cell}`,
  };
}

/** @returns the milliseconds until the whole answer was there. */
async function timed(product: Product, path: string): Promise<number> {
  const started = performance.now();
  const answer = await product.ask(path);
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}.`);
  return performance.now() - started;
}

type Times = ReadonlyMap<string, readonly number[]>;

/** Readers start spread over a second, and each goes through the paths from another one on. */
async function measure(product: Product, paths: Readonly<Record<string, string>>): Promise<Times> {
  const entries = Object.entries(paths);
  const times = new Map<string, number[]>(entries.map(([name]) => [name, []]));
  const ask = async (turn: number) => {
    const [name, path] = entries[turn % entries.length] as [string, string];
    times.get(name)?.push(await timed(product, path));
  };
  const started = performance.now();
  const asked: Promise<void>[] = [];
  for (let second = 0; second < seconds; second++) {
    for (let reader = 0; reader < readers; reader++) {
      const due = started + (second + reader / readers) * 1000;
      await delay(Math.max(0, due - performance.now()));
      asked.push(ask(second + reader));
    }
  }
  await Promise.all(asked);
  return times;
}

function figuresOf(times: Times): Figure[] {
  const all = [...times.values()].flat();
  const each = [...times].map(
    ([name, values]): Figure => ({ name: `p95 of ${name}`, value: p95(values), unit: "ms", budget: p95Milliseconds }),
  );
  const together: Figure = { name: "p95 of all", value: p95(all), unit: "ms", budget: p95Milliseconds };
  return [{ name: "Requests", value: all.length, unit: "" }, ...each, together];
}

function p95(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1] ?? 0;
}
