/** Deletes what is left of a removed cluster, in batches that hold no lock for long. The audit log alone keeps its id. */
import type pg from "pg";
import { forgetReports } from "../supply-chain/scanned-reports.ts";

const batch = 5_000;
const ofCluster = ["waived_findings", "finding_comments", "finding_cases", "finding_history", "reviewed_subjects"] as const;

/** Deletes rows in batches. @param where a condition on the table with $1. */
export async function deleteInBatches(pool: pg.Pool, table: string, where: string, id: string): Promise<void> {
  for (;;) {
    const { rowCount } = await pool.query(
      `DELETE FROM ${table} WHERE ctid = ANY(ARRAY(SELECT ctid FROM ${table} WHERE ${where} LIMIT ${batch}))`,
      [id],
    );
    if ((rowCount ?? 0) < batch) return;
  }
}

/** Deletes everything of a removed cluster but its scans, which are gone already, and then the cluster. */
export async function deleteRemovedCluster(pool: pg.Pool, id: string): Promise<void> {
  for (const table of ofCluster) await deleteInBatches(pool, table, "cluster_id = $1", id);
  await deleteInBatches(pool, "upload_chunks", "upload_id IN (SELECT id FROM uploads WHERE cluster_id = $1)", id);
  await deleteInBatches(pool, "share_links", "cluster_ids @> ARRAY[$1] OR strpos(view::text, $1) > 0", id);
  await deleteInBatches(pool, "waivers", "cluster_ids = ARRAY[$1]", id);
  await deleteInBatches(pool, "idempotency_keys", "strpos(response::text, $1) > 0", id);
  await forgetInViews(pool, id);
  await pool.query(
    `UPDATE schedule_runs SET skipped = (
       SELECT coalesce(jsonb_agg(e), '[]') FROM jsonb_array_elements(skipped) e WHERE e->>'clusterId' <> $1
     ) WHERE skipped @> jsonb_build_array(jsonb_build_object('clusterId', $1::text))`,
    [id],
  );
  await forgetReports(pool, id);
  await pool.query("DELETE FROM clusters WHERE id = $1", [id]);
  await pool.query("DELETE FROM access_reviews r WHERE NOT EXISTS (SELECT FROM access_review_places p WHERE p.review_id = r.id)");
}

/** A view of this cluster alone goes: without its filter it would show every cluster. One of several shows the others. */
async function forgetInViews(pool: pg.Pool, id: string): Promise<void> {
  await deleteInBatches(pool, "saved_views", "search ~ ('(^|[?&])cluster=' || $1 || '(&|$)')", id);
  await pool.query(
    `UPDATE saved_views SET search = regexp_replace(search, '(,|%2C)' || $1 || '|' || $1 || '(,|%2C)', '', 'gi')
     WHERE strpos(search, $1) > 0`,
    [id],
  );
  await deleteInBatches(pool, "saved_views", "strpos(search, $1) > 0", id);
}
