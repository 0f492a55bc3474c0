/**
 * What the reports of Trivy Operator say: written aside while a scan looks, and made documents of once it has ended, where they
 * are witnesses like any upload. Safe to stop and to repeat anywhere: a cluster is done when its row says so.
 */
import { createHash } from "node:crypto";
import type pg from "pg";
import type { SecurityDocument } from "../../../core/supply-chain/documents/document.ts";
import { inTransaction } from "../in-transaction.ts";
import { pack, unpack } from "../packed-json.ts";
import type { Fence } from "../scans/scan-work.ts";
import type { Scope } from "../scope.ts";
import { storableTime } from "../storable.ts";
import { requireSystem } from "../system.ts";
import { asking } from "./ask-rows.ts";
import { assessAgain } from "./assess-images.ts";
import { storeDocument } from "./store-document.ts";

/** A cluster whose newest scan has reports that are no documents yet, or has none any more. */
export interface DueReports {
  readonly clusterId: string;
  readonly scanId: string;
}

export type ScannedReports = ReturnType<typeof scannedReports>;

/** Reports in one transaction: those of one image are assessed with it. */
const batch = 20;

export function scannedReports(pool: pg.Pool) {
  return {
    /** @returns takes reports under an attempt at a scan: of each kind and image the newest. One without a digest is about nothing. */
    taking(scope: Scope, { scanId, attempt }: Fence): (report: SecurityDocument) => Promise<void> {
      requireSystem(scope);
      const newest = new Map<string, string>();
      return async (report) => {
        const [digest] = report.subject.digests;
        const at = storableTime(report.madeAt);
        if (digest === undefined) return;
        const key = `${report.vulnerabilities === undefined ? "components" : "vulnerabilities"} ${digest}`;
        const before = newest.get(key);
        if (before !== undefined && before >= (at ?? "")) return;
        newest.set(key, at ?? "");
        const body = JSON.stringify(report);
        await pool.query(
          `INSERT INTO scanned_reports (scan_id, attempt, key, at, content_key, body)
           SELECT $1, $2, $3, $4, $5, $6 FROM scans WHERE id = $1 AND attempt = $2 AND state = 'running'
           ON CONFLICT (scan_id, attempt, key) DO UPDATE SET at = excluded.at, content_key = excluded.content_key, body = excluded.body`,
          [scanId, attempt, key, at ?? null, createHash("sha256").update(body).digest("hex"), await pack(report)],
        );
      };
    },

    /** @returns the clusters whose newest scan is not taken in. */
    async due(scope: Scope): Promise<readonly DueReports[]> {
      requireSystem(scope);
      const { rows } = await pool.query<DueReports>(
        `SELECT id AS "clusterId", latest_scan_id AS "scanId" FROM clusters
         WHERE removed_at IS NULL AND latest_scan_id IS DISTINCT FROM reports_scan_id ORDER BY id`,
      );
      return rows;
    },

    /** Makes documents of a scan's reports, and ends those of reports that are gone. @returns how many came, changed or went. */
    async takeIn(scope: Scope, due: DueReports, signal: AbortSignal): Promise<number> {
      requireSystem(scope);
      const { came, gone } = await changesOf(pool, due);
      for (let from = 0; from < came.length && !signal.aborted; from += batch)
        await replaceDocuments(pool, due, came.slice(from, from + batch));
      for (let from = 0; from < gone.length && !signal.aborted; from += batch)
        await endDocuments(pool, due.clusterId, gone.slice(from, from + batch));
      if (signal.aborted) return 0;
      await pool.query("UPDATE clusters SET reports_scan_id = $2 WHERE id = $1 AND latest_scan_id = $2", [
        due.clusterId,
        due.scanId,
      ]);
      return came.length + gone.length;
    },

    /** Deletes reports of scans that are over and taken in, or will never be. */
    async prune(scope: Scope): Promise<void> {
      requireSystem(scope);
      await pool.query(
        `DELETE FROM scanned_reports r USING scans s JOIN clusters c ON c.id = s.cluster_id
         WHERE s.id = r.scan_id AND s.state NOT IN ('queued', 'running')
           AND (c.latest_scan_id IS DISTINCT FROM s.id OR c.reports_scan_id = s.id OR r.attempt <> s.attempt)`,
      );
    },
  };
}

/** Ends the documents of a cluster that is deleted. */
export async function forgetReports(pool: pg.Pool, clusterId: string): Promise<void> {
  for (;;) {
    const { rows } = await pool.query<{ file_key: string }>(
      "SELECT file_key FROM security_documents WHERE cluster_id = $1 LIMIT $2",
      [clusterId, batch],
    );
    if (rows.length === 0) return;
    await endDocuments(
      pool,
      clusterId,
      rows.map((row) => row.file_key),
    );
  }
}

interface Changes {
  /** Keys of reports that are new or say something else. */
  readonly came: readonly string[];
  /** Keys of files. */
  readonly gone: readonly string[];
}

const fileKeyOf = (clusterId: string, key: string) => `cluster ${clusterId} ${key}`;

async function changesOf(pool: pg.Pool, { clusterId, scanId }: DueReports): Promise<Changes> {
  const [seen, kept, looks] = await Promise.all([
    pool.query<{ key: string; content_key: string }>(`SELECT key, content_key FROM (${believed}) r ORDER BY key`, [scanId]),
    pool.query<{ file_key: string; content_key: string; components: number | null }>(
      "SELECT file_key, content_key, components FROM security_documents WHERE cluster_id = $1 ORDER BY file_key",
      [clusterId],
    ),
    pool.query<{ resource: string }>(
      `SELECT resource FROM scan_looks WHERE scan_id = $1 AND resource LIKE '%.aquasecurity.github.io'
         AND state NOT IN ('complete', 'absent')`,
      [scanId],
    ),
  ]);
  const before = new Map(kept.rows.map((row) => [row.file_key, row.content_key]));
  const now = new Set(seen.rows.map(({ key }) => fileKeyOf(clusterId, key)));
  const unseen = (kind: string) => looks.rows.some(({ resource }) => resource.includes(kind));
  const kindOf = (fileKey: string) => (fileKey.includes(" components ") ? "sbom" : "vulnerability");
  return {
    came: seen.rows.flatMap(({ key, content_key }) => (before.get(fileKeyOf(clusterId, key)) === content_key ? [] : [key])),
    // What a scan could not look at is not gone: it stays, and says how old it is.
    gone: [...before.keys()].filter((fileKey) => !now.has(fileKey) && !unseen(kindOf(fileKey))),
  };
}

/** A report that is older than its image is about something else, whatever digest it names. */
const believed = `
  SELECT r.* FROM scanned_reports r JOIN scans s ON s.id = r.scan_id AND s.attempt = r.attempt
  WHERE r.scan_id = $1 AND NOT EXISTS (SELECT FROM registry_images i
    WHERE i.digests @> ARRAY[split_part(r.key, ' ', 2)] AND i.built_at::timestamptz > r.at)`;

async function replaceDocuments(pool: pg.Pool, { clusterId, scanId }: DueReports, keys: readonly string[]): Promise<void> {
  await inTransaction(pool, async (client) => {
    const ask = asking(client);
    await client.query("DELETE FROM security_documents WHERE file_key = ANY($1)", [keys.map((key) => fileKeyOf(clusterId, key))]);
    const { rows } = await client.query<{ key: string; content_key: string; body: Buffer; taken_at: Date }>(
      `SELECT r.key, r.content_key, r.body, coalesce(s.taken_at, s.finished_at) AS taken_at
       FROM scanned_reports r JOIN scans s ON s.id = r.scan_id AND s.attempt = r.attempt
       WHERE r.scan_id = $1 AND r.key = ANY($2) ORDER BY r.key`,
      [scanId, keys],
    );
    const digests: string[] = [];
    for (const { key, content_key: contentKey, body, taken_at: uploadedAt } of rows) {
      const document = await unpack<SecurityDocument>(body);
      const fileName = document.subject.names[0] ?? key.slice(key.indexOf(" ") + 1);
      const place = { fileKey: fileKeyOf(clusterId, key), seq: 0, fileName, given: false, uploadedBy: "", uploadedAt };
      const seen = { origin: "cluster" as const, clusterId, contentKey };
      await storeDocument(ask, { ...place, ...seen, document, digests: document.subject.digests });
      digests.push(...document.subject.digests);
    }
    await assessAgain(ask, digests);
  });
}

async function endDocuments(pool: pg.Pool, clusterId: string, fileKeys: readonly string[]): Promise<void> {
  await inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ digests: string[] }>(
      "DELETE FROM security_documents WHERE cluster_id = $1 AND file_key = ANY($2) RETURNING digests",
      [clusterId, fileKeys],
    );
    await assessAgain(
      asking(client),
      rows.flatMap(({ digests }) => digests),
    );
  });
}
