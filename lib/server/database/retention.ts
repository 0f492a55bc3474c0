/** Deletes what nobody needs any more, in batches that hold no lock for long. It decides by rules alone. */
import type pg from "pg";
import { deleteInBatches, deleteRemovedCluster } from "./clusters/removed-clusters.ts";
import { inTransaction } from "./in-transaction.ts";
import { activeStates, resultStates } from "./rows.ts";
import type { Scope } from "./scope.ts";
import { requireSystem } from "./system.ts";

const parts = ["findings", "inventory_blobs", "scan_events", "check_results", "scan_looks", "scanned_reports"] as const;

export type Retention = ReturnType<typeof retention>;

export function retention(pool: pg.Pool) {
  async function deleteScan(id: string): Promise<void> {
    for (const table of parts) await deleteInBatches(pool, table, "scan_id = $1", id);
    await pool.query("DELETE FROM scans WHERE id = $1", [id]);
  }

  async function deleteScans(sql: string, values: readonly unknown[], signal: AbortSignal): Promise<number> {
    const { rows } = await pool.query<{ id: string }>(sql, [...values]);
    for (const { id } of rows) {
      if (signal.aborted) break;
      await deleteScan(id);
    }
    return rows.length;
  }

  return {
    /**
     * Keeps the newest `keep` scans with results of each cluster, what is newer than the oldest of them, and what links show or
     * access reviews rest on.
     * The others are retired at once, so that nobody sees them half, and then deleted, also those that an earlier run left.
     */
    async scans(scope: Scope, keep: number, signal: AbortSignal): Promise<number> {
      requireSystem(scope);
      await pool.query(
        `UPDATE scans SET state = 'retired' WHERE id IN (SELECT s.id FROM scans s JOIN clusters c ON c.id = s.cluster_id
         WHERE s.state <> ALL($2) AND s.id IS DISTINCT FROM c.latest_scan_id AND s.number < (
           SELECT k.number FROM scans k WHERE k.cluster_id = s.cluster_id AND k.state = ANY($3)
           ORDER BY k.number DESC OFFSET $1 - 1 LIMIT 1
         ) AND NOT EXISTS (
           SELECT FROM share_links l WHERE l.scan_ids @> ARRAY[s.id] AND l.revoked_at IS NULL AND l.expires_at > now()
         ) AND NOT EXISTS (SELECT FROM access_review_places p WHERE p.scan_id = s.id) ORDER BY s.created_at LIMIT 1000)`,
        [keep, activeStates, resultStates],
      );
      return deleteScans("SELECT id FROM scans WHERE state = 'retired' ORDER BY created_at", [], signal);
    },

    /** Deletes the rows of clusters that somebody removed. */
    async removedClusters(scope: Scope, signal: AbortSignal): Promise<number> {
      requireSystem(scope);
      const { rows } = await pool.query<{ id: string }>("SELECT id FROM clusters WHERE removed_at IS NOT NULL LIMIT 100");
      for (const { id } of rows) {
        await deleteScans("SELECT id FROM scans WHERE cluster_id = $1", [id], signal);
        if (signal.aborted) break;
        await deleteRemovedCluster(pool, id);
      }
      return rows.length;
    },

    /** Deletes what is over: tests of connections, broken uploads, old runs of schedules, sessions, answers to requests, progress of old scans, old links and tokens. */
    async leftovers(scope: Scope): Promise<void> {
      requireSystem(scope);
      await pool.query("DELETE FROM connection_tests WHERE created_at < now() - interval '1 day'");
      await pool.query(
        "DELETE FROM uploads WHERE (NOT complete OR cluster_id IS NULL) AND created_at < now() - interval '1 day'",
      );
      await pool.query(
        `DELETE FROM schedule_runs r WHERE r.started_at < now() - interval '90 days' AND EXISTS (
           SELECT 1 FROM schedule_runs later WHERE later.schedule_id = r.schedule_id AND later.due_at > r.due_at
         )`,
      );
      await pool.query("DELETE FROM sessions WHERE expires_at < now()");
      await pool.query("DELETE FROM share_links WHERE least(revoked_at, expires_at) < now() - interval '90 days'");
      await pool.query(
        "DELETE FROM invitations WHERE least(coalesce(accepted_at, revoked_at), expires_at) < now() - interval '90 days'",
      );
      await pool.query("DELETE FROM idempotency_keys WHERE created_at < now() - interval '1 day'");
      await pool.query("DELETE FROM api_tokens WHERE least(revoked_at, expires_at) < now() - interval '90 days'");
      await pool.query("DELETE FROM verifications WHERE expires_at < now()");
      await pool.query("DELETE FROM rate_limits WHERE last_request < (extract(epoch FROM now()) * 1000)::bigint - 86400000");
      await pool.query(
        `DELETE FROM scan_events e USING scans s WHERE s.id = e.scan_id AND s.finished_at < now() - interval '1 day'
           AND e.seq < s.event_seq`,
      );
    },

    /** Deletes the texts of vulnerabilities that no image has any more, while nobody assesses one. */
    async flaws(scope: Scope): Promise<void> {
      requireSystem(scope);
      await inTransaction(pool, async (client) => {
        await client.query("SELECT FROM pg_advisory_xact_lock(hashtext('assessed_images'))");
        await client.query("DELETE FROM flaws f WHERE NOT EXISTS (SELECT FROM image_flaws i WHERE i.flaw_no = f.no)");
        await client.query("DELETE FROM flaw_packages p WHERE NOT EXISTS (SELECT FROM image_flaws i WHERE i.package_no = p.no)");
        await client.query("DELETE FROM flaw_witnesses w WHERE NOT EXISTS (SELECT FROM image_flaws i WHERE i.witness_no = w.no)");
      });
    },
  };
}
