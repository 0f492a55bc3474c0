/** `index-memory.ts SCAN`: what it takes to read a stored scan's RBAC into an index, in a process that has done nothing else. */
import { buildRbacIndex } from "#core/rbac/rbac-index.ts";
import { openDatabase } from "#server/database/database.ts";
import { repositoriesOf } from "#server/database/repositories.ts";
import { systemScope } from "#server/database/scope.ts";
import { peakMemory } from "./peak-memory.ts";

export interface IndexMemory {
  readonly milliseconds: number;
  /** The most that the process held beyond what it held before it read. */
  readonly megabytes: number;
}

const [scanId = ""] = process.argv.slice(2);
const database = openDatabase(process.env.BENCH_DATABASE ?? "", { connections: 2 });
const { inventories, scans } = repositoriesOf(database);
if ((await scans.get(systemScope, scanId)) === undefined) throw new Error("There is no such scan.");
const wanted = ["roles", "clusterroles", "rolebindings", "clusterrolebindings"].map(
  (name) => `${name}.rbac.authorization.k8s.io`,
);
const before = process.memoryUsage().rss / 1e6;
const started = performance.now();
const stored = await inventories.loadForIndex(systemScope, scanId, wanted as never);
if (stored === undefined) throw new Error("The scan has no inventory.");
const index = buildRbacIndex(stored);
const milliseconds = performance.now() - started;
const measured: IndexMemory = { milliseconds, megabytes: (await peakMemory("self")) - before };
if (index.bindings.length === 0) throw new Error("The index is empty.");
process.stdout.write(JSON.stringify(measured));
await database.close();
