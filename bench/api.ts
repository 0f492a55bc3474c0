/** The API at the size of a large company's cluster: 20 readers, each of whom asks once a second. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MatrixRow } from "#contracts/access.ts";
import { childJson } from "./child-json.ts";
import type { Figure } from "./figure.ts";
import { type Product, startProduct } from "./product.ts";
import { type Asked, readersOf, timed } from "./readers.ts";
import { answerOf, uploadedScan } from "./uploaded-scan.ts";

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
      for (const path of Object.values(paths)) await timed(product.ask, path());
      return await readersOf(product.ask, paths);
    } finally {
      await product.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function pathsOf(product: Product, scan: string): Promise<Asked> {
  const rows = `/scans/${scan}/access/matrix/rows?offset=0&limit=60`;
  const { rows: shown } = await answerOf<{ rows: MatrixRow[] }>(product, rows);
  const { kind, name, namespace } = shown[0]?.subject ?? { kind: "User", name: "nobody" };
  const cell = new URLSearchParams({ subjectKind: kind, subject: name, group: "", resource: "secrets" });
  if (namespace !== undefined) cell.set("subjectNamespace", namespace);
  return {
    fleet: () => "/fleet",
    findings: () => "/findings",
    matrix: () => `/scans/${scan}/access/matrix`,
    rows: () => rows,
    cell: () => `/scans/${scan}/access/matrix/cell?${cell}`,
  };
}
