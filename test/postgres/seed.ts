/** Clusters and finished scans, made by the code that makes them in production. */
import type { Check } from "#core/checks/define.ts";
import { checks as shipped } from "#core/checks/index.ts";
import type { Inventory } from "#core/inventory/inventory.ts";
import { ok } from "#core/result.ts";
import type { SecurityDocument } from "#core/supply-chain/documents/document.ts";
import type { ClusterRow, NewCluster } from "#server/database/clusters/clusters.ts";
import type { ScanRow } from "#server/database/rows.ts";
import { scanResultsStore } from "#server/database/scans/scan-results.ts";
import { type ClaimedScan, scanWork } from "#server/database/scans/scan-work.ts";
import { systemScope } from "#server/database/scope.ts";
import { scannedReports } from "#server/database/supply-chain/scanned-reports.ts";
import { runScan } from "#server/scan/run-scan.ts";
import type { TestDatabase } from "./database.ts";

/** @returns a new cluster, by default a live one. */
export async function seedCluster(
  { repositories }: Pick<TestDatabase, "repositories">,
  cluster: Partial<NewCluster> & { name: string },
): Promise<ClusterRow> {
  const made = await repositories.clusters.create(systemScope, { kind: "live", server: "https://127.0.0.1:6443", ...cluster });
  if (!made.ok) throw new Error(made.error.message);
  return made.value;
}

/** @returns a finished scan of the cluster that saw this inventory, and beside it what reports of Trivy Operator say. */
export async function seedScan(
  { repositories, database }: Pick<TestDatabase, "repositories" | "database">,
  clusterId: string,
  inventory: Inventory,
  checks: readonly Check[] = shipped,
  reports: readonly SecurityDocument[] = [],
): Promise<ScanRow> {
  const started = await repositories.scans.start(systemScope, { clusterId, trigger: "manual" });
  if (!started.ok) throw new Error(started.error.message);
  const run = {
    work: scanWork(database.pool),
    results: scanResultsStore(database.pool),
    checks,
    look: async (scan: ClaimedScan) => {
      const take = scannedReports(database.pool).taking(systemScope, scan);
      for (const report of reports) await take(report);
      return ok(inventory);
    },
    worker: "seed",
    now: () => new Date(inventory.takenAt),
  };
  const outcome = await runScan(run, started.value.id, new AbortController().signal);
  const scan = await repositories.scans.get(systemScope, started.value.id);
  if (outcome !== "finished" || !scan) throw new Error(`The scan ended as ${outcome}.`);
  return scan;
}
