/** Everything that a worker reads and writes in the database. */
import type pg from "pg";
import { targets } from "#server/database/clusters/targets.ts";
import { retention } from "#server/database/retention.ts";
import { scanResultsStore } from "#server/database/scans/scan-results.ts";
import { scanWork } from "#server/database/scans/scan-work.ts";
import { scheduleWork } from "#server/database/schedules/schedule-work.ts";
import { attestedWork } from "#server/database/supply-chain/attested-documents.ts";
import { clairWork } from "#server/database/supply-chain/clair-work.ts";
import { forgeWork } from "#server/database/supply-chain/forge-work.ts";
import { imageWork } from "#server/database/supply-chain/image-work.ts";
import { judgementRows } from "#server/database/supply-chain/judgement-rows.ts";
import { osvWork } from "#server/database/supply-chain/osv-work.ts";
import { registryPushWork } from "#server/database/supply-chain/registry-push-work.ts";
import { registryWork } from "#server/database/supply-chain/registry-work.ts";
import { scannedReports } from "#server/database/supply-chain/scanned-reports.ts";
import { sourceWork } from "#server/database/supply-chain/source-work.ts";
import { waiverUpkeep } from "#server/database/waivers/waiver-upkeep.ts";
import type { WorkerContext } from "./context.ts";

export type WorkerStores = Omit<WorkerContext, "settings" | "keyring" | "checks" | "log" | "name" | "version">;

export function storesOf(pool: pg.Pool): WorkerStores {
  return {
    work: scanWork(pool),
    results: scanResultsStore(pool),
    targets: targets(pool),
    retention: retention(pool),
    waivers: waiverUpkeep(pool),
    schedules: scheduleWork(pool),
    registries: registryWork(pool),
    forges: forgeWork(pool),
    pushes: registryPushWork(pool),
    sources: sourceWork(pool),
    images: imageWork(pool),
    attested: attestedWork(pool),
    reports: scannedReports(pool),
    clair: clairWork(pool),
    osv: osvWork(pool),
    judgement: judgementRows(async (sql) => (await pool.query(sql)).rows as unknown[]),
  };
}
