/** A snapshot at the largest size that Kubernetes supports, read and assessed within a bound of memory. */
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { workerArguments } from "../scripts/start/project.ts";
import { childJson } from "./child-json.ts";
import type { Figure } from "./figure.ts";
import type { SnapshotReading } from "./read-snapshot.ts";

const gibibyte = 1024 ** 3 / 1e6;

const withinSeconds = 60;

/** @returns what reading and assessing 5,000 nodes and 150,000 pods under 2,000 network policies took, with the worker's settings of memory. */
export async function benchSnapshot(say: (line: string) => void): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), "drydock-bench-"));
  try {
    const path = join(folder, "big.snapshot.gz");
    say("making a snapshot of 5,000 nodes, 150,000 pods and 2,000 network policies");
    await childJson({
      file: "./write-snapshot.ts",
      nodeArguments: ["--max-old-space-size=6144"],
      args: [path, "5000", "150000", "2000"],
    });
    const { size } = await stat(path);
    const nodeArguments = workerArguments.filter((argument) => argument.startsWith("--"));
    const reading = await childJson<SnapshotReading>({ file: "./read-snapshot.ts", nodeArguments, args: [path] });
    return figuresOf(size, reading);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function figuresOf(size: number, reading: SnapshotReading): Figure[] {
  return [
    { name: "Nodes", value: reading.nodes, unit: "" },
    { name: "Pods", value: reading.pods, unit: "" },
    { name: "Findings", value: reading.findings, unit: "" },
    { name: "The snapshot, compressed", value: size / 1e6, unit: "MB" },
    { name: "Reading it", value: reading.readMilliseconds / 1000, unit: "s" },
    { name: "Assessing it", value: reading.assessMilliseconds / 1000, unit: "s", budget: withinSeconds },
    { name: "Most memory", value: reading.peakMegabytes, unit: "MB", budget: gibibyte },
  ];
}
