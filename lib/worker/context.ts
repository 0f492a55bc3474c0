import type { Logger } from "pino";
import type { Check } from "#core/checks/define.ts";
import type { PrivateKeyring } from "#server/crypto/keyring.ts";
import type { Targets } from "#server/database/clusters/targets.ts";
import type { Retention } from "#server/database/retention.ts";
import type { ScanResultsStore } from "#server/database/scans/scan-results.ts";
import type { ScanWork } from "#server/database/scans/scan-work.ts";
import type { ScheduleWork } from "#server/database/schedules/schedule-work.ts";
import type { AttestedWork } from "#server/database/supply-chain/attested-documents.ts";
import type { ClairWork } from "#server/database/supply-chain/clair-work.ts";
import type { ForgeWork } from "#server/database/supply-chain/forge-work.ts";
import type { ImageWork } from "#server/database/supply-chain/image-work.ts";
import type { JudgementRows } from "#server/database/supply-chain/judgement-rows.ts";
import type { OsvWork } from "#server/database/supply-chain/osv-work.ts";
import type { RegistryPushWork } from "#server/database/supply-chain/registry-push-work.ts";
import type { RegistryWork } from "#server/database/supply-chain/registry-work.ts";
import type { ScannedReports } from "#server/database/supply-chain/scanned-reports.ts";
import type { SourceWork } from "#server/database/supply-chain/source-work.ts";
import type { WaiverUpkeep } from "#server/database/waivers/waiver-upkeep.ts";
import type { Settings } from "#server/env/environment.ts";

/** What the worker's handlers work with. */
export interface WorkerContext {
  readonly settings: Settings;
  readonly keyring: PrivateKeyring;
  readonly work: ScanWork;
  readonly results: ScanResultsStore;
  readonly targets: Targets;
  readonly retention: Retention;
  readonly waivers: WaiverUpkeep;
  readonly schedules: ScheduleWork;
  readonly registries: RegistryWork;
  readonly forges: ForgeWork;
  readonly pushes: RegistryPushWork;
  readonly sources: SourceWork;
  readonly images: ImageWork;
  readonly attested: AttestedWork;
  readonly reports: ScannedReports;
  readonly clair: ClairWork;
  readonly osv: OsvWork;
  readonly judgement: JudgementRows;
  readonly checks: readonly Check[];
  readonly log: Logger;
  /** Names this worker in the rows that it holds. */
  readonly name: string;
  /** Of Drydock, for the User-Agent. */
  readonly version: string;
}
