/** Reads the releases of Helm from an API server, and prints what that took. A process of its own. */
import { collectInventory } from "#server/cluster/collect/collect.ts";
import { openConnection } from "#server/cluster/connect.ts";
import { parseServerCaToken } from "#server/cluster/kubeconfig/server-ca-token.ts";
import { peakMemory } from "./peak-memory.ts";

export interface ReleasesRead {
  readonly releases: number;
  readonly documents: number;
  readonly milliseconds: number;
  readonly beforeMegabytes: number;
  readonly peakMegabytes: number;
}

const { BENCH_SERVER: server = "", BENCH_CA: ca = "" } = process.env;
const policy = { loopback: true, privateRanges: true, ownEndpoints: [], localAddresses: [] };
const parsed = parseServerCaToken({ server, ca, token: "bench" });
if (!parsed.ok) throw new Error(parsed.error[0]?.message);
const connection = openConnection(parsed.value, { policy, version: "0.0.0-bench" });

const beforeMegabytes = await peakMemory("self");
const started = performance.now();
const looked = await collectInventory(connection, { resources: ["releases.helm.sh"], includeHelmReleases: true });
const milliseconds = performance.now() - started;
if (!looked.ok) throw new Error(looked.error.message);
const { coverage, items } = looked.value.looks["releases.helm.sh"];
const read: ReleasesRead = {
  releases: coverage.state === "complete" ? items.length : 0,
  documents: items.reduce((sum, { documents }) => sum + documents.length, 0),
  ...{ milliseconds, beforeMegabytes, peakMegabytes: await peakMemory("self") },
};
process.stdout.write(JSON.stringify(read));
await connection.close();
