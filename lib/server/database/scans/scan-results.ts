/**
 * Stores what a scan found. Pieces of the inventory are written under the attempt before the end and nobody reads them;
 * everything else, and the end itself, is one transaction: nothing half-written is ever visible.
 */
import type pg from "pg";
import type { AssessedCheck } from "../../../core/checks/assess.ts";
import type { Pillar, Responsible } from "../../../core/checks/define.ts";
import type { Evidence } from "../../../core/checks/evidence.ts";
import type { Finding } from "../../../core/findings/verdict.ts";
import type { Inventory } from "../../../core/inventory/inventory.ts";
import type { KnownImages } from "../../../core/supply-chain/images/known-image.ts";
import { assertionFilesOf } from "../assertions/assertions-of-cluster.ts";
import { auditEvidenceOf } from "../clusters/api-audit-logs.ts";
import { kubeletsOf } from "../clusters/kubelets.ts";
import { recordScanEdges } from "../findings/finding-edges.ts";
import { type CoverageRow, type FindingState, resultStates, type SeverityCounts } from "../rows.ts";
import type { Scope } from "../scope.ts";
import { storableJson } from "../storable.ts";
import { knownImagesOf } from "../supply-chain/known-images.ts";
import { replaceOperatorReports } from "../supply-chain/operator-heads.ts";
import { replaceRunningImages } from "../supply-chain/running-images.ts";
import { requireSystem } from "../system.ts";
import { supportDatesOf } from "../upgrade/support-dates.ts";
import { matchScan } from "../waivers/scan-matches.ts";
import { beginFindingCopy, copyFindings, type FindingCopy } from "./finding-copy.ts";
import { itemsPerNamespace, type Piece, piecesOf } from "./inventory-blobs.ts";
import { type FirstSeen, firstSeenOf, type PreviousScan, previousScan } from "./previous-scan.ts";
import type { ClaimedScan, Fence } from "./scan-work.ts";
import { writeHistory } from "./write-history.ts";

export interface StoredFinding extends Finding {
  readonly pillar: Pillar;
  readonly responsible: Responsible;
  readonly state: FindingState;
  readonly firstSeenAt: Date;
  readonly firstSeenScanId: string;
}

export interface StoredCheck extends AssessedCheck {
  readonly pillar: Pillar;
}

/** Fingerprints that came back, and those that the scan before had and this one does not. */
export interface HistoryChange {
  readonly returned: readonly string[];
  readonly fixed: readonly string[];
  /** Gone, and nobody can say whether it is fixed. */
  readonly vanished: readonly string[];
}

export interface ScanResults {
  readonly state: "completed" | "partial";
  readonly inventory: Inventory;
  readonly identity: string;
  readonly provider?: string;
  readonly checks: readonly StoredCheck[];
  readonly findings: readonly StoredFinding[];
  readonly coverage: CoverageRow;
  readonly counts: SeverityCounts;
  readonly gaps: number;
  readonly previous?: PreviousScan;
  readonly change?: { readonly new: number; readonly fixed: number; readonly unchanged: number; readonly notComparable: number };
  readonly history: HistoryChange;
}

/** What is known of a finding that the scan before did not have. */
export interface KnownFinding {
  readonly firstSeen: FirstSeen;
  readonly fixed: boolean;
}

export type ScanResultsStore = ReturnType<typeof scanResultsStore>;

export function scanResultsStore(pool: pg.Pool) {
  return {
    /** @returns the newest scan with results of the cluster. */
    async previous(scope: Scope, clusterId: string): Promise<PreviousScan | undefined> {
      requireSystem(scope);
      return previousScan(pool, clusterId);
    },

    /** @returns the files of assertions that the cluster is held to now. */
    async assertionFiles(scope: Scope, clusterId: string): ReturnType<typeof assertionFilesOf> {
      requireSystem(scope);
      return assertionFilesOf(pool, clusterId);
    },

    /** @returns what people gave beside the scans of the cluster. */
    async evidence(scope: Scope, clusterId: string): Promise<Evidence> {
      requireSystem(scope);
      const [uploaded, kubelets, supportDates] = await Promise.all([
        auditEvidenceOf(pool, clusterId),
        kubeletsOf(pool, clusterId),
        supportDatesOf(pool),
      ]);
      return { ...uploaded, ...(kubelets && { kubelets }), supportDates };
    },

    /** @returns what is known of the bytes of images, by the digests that runtimes name. */
    async knownImages(scope: Scope, digests: readonly string[]): Promise<KnownImages> {
      requireSystem(scope);
      return knownImagesOf(pool, digests);
    },

    /** @returns what the cluster's history knows of these fingerprints: those that were gone before. */
    async known(scope: Scope, clusterId: string, fingerprints: readonly string[]): Promise<Map<string, KnownFinding>> {
      requireSystem(scope);
      if (fingerprints.length === 0) return new Map();
      const { rows } = await pool.query(
        `SELECT fingerprint, first_seen_at, first_seen_scan_id, fixed_at IS NOT NULL AS fixed FROM finding_history
         WHERE cluster_id = $1 AND fingerprint = ANY($2)`,
        [clusterId, fingerprints],
      );
      return new Map(rows.map((row) => [row.fingerprint, { firstSeen: firstSeenOf(row), fixed: row.fixed }]));
    },

    /** Writes the inventory's pieces, unread until the scan is finished. @returns false where the attempt lost the scan. */
    async storeInventory(scope: Scope, { scanId, attempt }: Fence, inventory: Inventory): Promise<boolean> {
      requireSystem(scope);
      let written = Promise.resolve(true);
      for await (const piece of piecesOf(inventory)) {
        // One is written while the next is made.
        if (!(await written)) return false;
        written = insertPiece(pool, { scanId, attempt }, piece);
        written.catch(() => undefined);
      }
      return written;
    },

    /** Opens the transaction that `finish` ends, for findings that are there before the last check has run. */
    beginCopy(scope: Scope, scan: ClaimedScan): FindingCopy {
      requireSystem(scope);
      return beginFindingCopy(pool, scan);
    },

    /**
     * Ends the scan with its results, in one transaction. `lost` where the attempt no longer holds the scan or it was
     * asked to cancel, or where its inventory is not there; `finished` also when an earlier call with this fence was
     * committed although its answer got lost.
     */
    async finish(scope: Scope, fence: Fence, results: ScanResults, beside: StoredBeside): Promise<"finished" | "lost"> {
      requireSystem(scope);
      const client = await (beside.copied?.settle() ?? pool.connect());
      let broken: Error | undefined;
      try {
        if (!beside.copied) await client.query("BEGIN");
        const outcome = await finishIn(client, fence, results, beside.copied !== undefined);
        const whole = await beside.inventory;
        await client.query(whole && outcome === "finished" ? "COMMIT" : "ROLLBACK");
        return whole ? outcome : "lost";
      } catch (error) {
        broken = error instanceof Error ? error : new Error(String(error));
        throw error;
      } finally {
        client.release(broken);
      }
    },
  };
}

/** @returns false where the attempt lost the scan. */
async function insertPiece(pool: pg.Pool, { scanId, attempt }: Fence, { section, seq, bytes }: Piece): Promise<boolean> {
  const { rowCount } = await pool.query(
    `INSERT INTO inventory_blobs (scan_id, attempt, section, seq, bytes)
     SELECT $1, $2, $3, $4, $5 FROM scans WHERE id = $1 AND attempt = $2 AND state = 'running'
     ON CONFLICT (scan_id, attempt, section, seq) DO UPDATE SET bytes = excluded.bytes`,
    [scanId, attempt, section, seq, bytes],
  );
  return rowCount === 1;
}

/** What was written before the end, and is seen with it. */
export interface StoredBeside {
  /** What `storeInventory` said. */
  readonly inventory: Promise<boolean>;
  /** Holds all findings of the results; without it they are copied at the end. */
  readonly copied?: FindingCopy | undefined;
}

async function finishIn(
  client: pg.PoolClient,
  fence: Fence,
  results: ScanResults,
  copied: boolean,
): Promise<"finished" | "lost"> {
  const { scanId } = fence;
  const ended = await endScan(client, fence, results);
  if (ended === undefined) return (await finishedBefore(client, fence)) ? "finished" : "lost";
  const { clusterId, at } = ended;
  await insertChecks(client, scanId, results.checks);
  await insertLooks(client, scanId, results.inventory);
  await replaceRunningImages(client, { scanId, clusterId }, results.inventory);
  await replaceOperatorReports(client, clusterId, results.inventory);
  if (!copied) await copyFindings(client, { scanId, clusterId }, results.findings);
  await matchScan(client, { scanId, clusterId, at });
  await writeHistory(client, { scanId, clusterId }, results);
  const { history, previous } = results;
  await recordScanEdges(client, { scanId, at, previousId: previous?.scanId, fixed: history.fixed });
  await client.query(
    `UPDATE clusters SET latest_scan_id = $2, identity = $3, version = coalesce($4, version), provider = coalesce($5, provider),
       updated_at = $6 WHERE id = $1`,
    [clusterId, scanId, results.identity, results.inventory.cluster.version ?? null, results.provider ?? null, at],
  );
  await client.query("DELETE FROM inventory_blobs WHERE scan_id = $1 AND attempt <> $2", [scanId, fence.attempt]);
  await client.query("DELETE FROM uploads u USING scans s WHERE s.id = $1 AND u.id = s.upload_id", [scanId]);
  return "finished";
}

interface EndedScan {
  readonly clusterId: string;
  /** When it ended; the transaction may have begun long before. */
  readonly at: Date;
}

/** The fence: the only statement that can refuse. @returns undefined where the scan is lost. */
async function endScan(client: pg.PoolClient, fence: Fence, results: ScanResults): Promise<EndedScan | undefined> {
  const { inventory, coverage, counts, change } = results;
  const objects = Object.values(inventory.looks).reduce((sum, look) => sum + look.items.length, 0);
  const { rows } = await client.query(
    `WITH ended AS (
       UPDATE scans SET state = $3, phase = 'done', finished_at = statement_timestamp(), lease_until = NULL, event_seq = event_seq + 1,
         progress = coalesce(progress, '{"done":0,"total":0,"counts":{}}'::jsonb) || jsonb_build_object('seq', event_seq + 1,
           'state', $3::text, 'phase', 'done', 'attempt', attempt, 'gaps', $4::int),
         taken_at = $5, source = $6, cluster_identity = $7, version = $8, inventory_version = $9, object_count = $10,
         checks_passed = $11, checks_failed = $12, checks_not_applicable = $13, checks_not_assessed = $14, coverage = $15,
         critical = $16, high = $17, medium = $18, low = $19, information = $20, previous_scan_id = $21, new_findings = $22,
         fixed_findings = $23, unchanged_findings = $24, not_comparable_findings = $25
       WHERE id = $1 AND attempt = $2 AND state = 'running' AND cancel_requested_at IS NULL
       RETURNING id, cluster_id, event_seq, progress, finished_at
     ), told AS (
       INSERT INTO scan_events (scan_id, seq, at, type, data) SELECT id, event_seq, finished_at, $3, progress FROM ended
     )
     SELECT cluster_id, finished_at FROM ended`,
    [
      ...[fence.scanId, fence.attempt, results.state, results.gaps, inventory.takenAt, inventory.source, results.identity],
      ...[inventory.cluster.version ?? null, inventory.version, objects],
      ...[coverage.passed, coverage.failed, coverage.notApplicable, coverage.notAssessed, coverage.share ?? null],
      ...[counts.critical, counts.high, counts.medium, counts.low, counts.information, results.previous?.scanId ?? null],
      ...[change?.new ?? null, change?.fixed ?? null, change?.unchanged ?? null, change?.notComparable ?? null],
    ],
  );
  return rows[0] && { clusterId: rows[0].cluster_id, at: rows[0].finished_at };
}

async function finishedBefore(client: pg.PoolClient, { scanId, attempt }: Fence): Promise<boolean> {
  const { rowCount } = await client.query("SELECT 1 FROM scans WHERE id = $1 AND attempt = $2 AND state = ANY($3)", [
    scanId,
    attempt,
    resultStates,
  ]);
  return rowCount === 1;
}

async function insertChecks(client: pg.PoolClient, scanId: string, checks: readonly StoredCheck[]): Promise<void> {
  const rows = checks.map(({ checkId, major, pillar, verdict, crossesNamespaces, asked }) => ({
    check_id: checkId,
    major,
    pillar,
    verdict: verdict.kind,
    reason: verdict.kind === "notApplicable" ? verdict.reason : "basis" in verdict ? (verdict.basis ?? null) : null,
    gaps: "gaps" in verdict ? verdict.gaps : [],
    findings: verdict.kind === "fail" ? verdict.findings.length : 0,
    crosses_namespaces: crossesNamespaces === true,
    asked: asked ?? null,
  }));
  await client.query(
    `INSERT INTO check_results (scan_id, check_id, major, pillar, verdict, reason, gaps, findings, crosses_namespaces, asked)
     SELECT $1, * FROM json_to_recordset($2::json) AS r(check_id text, major int, pillar text, verdict text, reason text,
       gaps jsonb, findings int, crosses_namespaces boolean, asked jsonb)`,
    [scanId, storableJson(rows)],
  );
}

async function insertLooks(client: pg.PoolClient, scanId: string, inventory: Inventory): Promise<void> {
  const rows = Object.values(inventory.looks).map(({ resource, apiVersion, coverage, items }) => ({
    resource,
    state: coverage.state,
    api_version: apiVersion ?? null,
    resource_version: coverage.state === "complete" ? (coverage.resourceVersion ?? null) : null,
    mixed: coverage.state === "complete" && coverage.mixed === true,
    item_count: items.length,
    per_namespace: itemsPerNamespace(inventory, resource),
    gaps: "gaps" in coverage ? coverage.gaps : [],
  }));
  await client.query(
    `INSERT INTO scan_looks (scan_id, resource, state, api_version, resource_version, mixed, item_count, per_namespace, gaps)
     SELECT $1, * FROM json_to_recordset($2::json) AS r(resource text, state text, api_version text, resource_version text,
       mixed boolean, item_count int, per_namespace jsonb, gaps jsonb)`,
    [scanId, storableJson(rows)],
  );
}
