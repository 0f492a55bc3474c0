/** What the worker writes down about waivers by the clock. Nothing waits for it: whether a finding is waived is asked of the rows. */
import type pg from "pg";
import { type Edge, edgeEntries, insertEntries, mostEdges } from "../findings/finding-edges.ts";
import { inTransaction } from "../in-transaction.ts";
import type { Scope } from "../scope.ts";
import { requireSystem } from "../system.ts";

export type WaiverUpkeep = ReturnType<typeof waiverUpkeep>;

interface Told {
  readonly id: string;
  readonly name: string;
  readonly owner: string;
  readonly expires_at: Date;
}

const batch = 100;

export function waiverUpkeep(pool: pg.Pool) {
  return {
    /** Gives notice, once, of each waiver that ends within seven days of `at`. @returns how many. */
    async notice(scope: Scope, at: Date): Promise<number> {
      requireSystem(scope);
      return inTransaction(pool, async (client) => {
        const { rows } = await client.query<Told>(
          `UPDATE waivers SET noticed_at = $1 WHERE id = ANY(ARRAY(
             SELECT id FROM waivers WHERE noticed_at IS NULL AND revoked_at IS NULL AND expires_at > $1
               AND expires_at <= $1::timestamptz + interval '7 days' ORDER BY expires_at LIMIT ${batch} FOR UPDATE SKIP LOCKED))
           RETURNING id, name, owner, expires_at`,
          [at],
        );
        await insertEntries(
          client,
          rows.map((waiver) => entryOf("waiver.endsSoon", waiver, {})),
        );
        return rows.length;
      });
    },

    /** Writes down, once, each waiver that ended before `at`, and the findings that are open again by it. @returns how many. */
    async end(scope: Scope, at: Date): Promise<number> {
      requireSystem(scope);
      return inTransaction(pool, async (client) => {
        const { rows } = await client.query<Told>(
          `UPDATE waivers SET ended_at = $1 WHERE id = ANY(ARRAY(
             SELECT id FROM waivers WHERE ended_at IS NULL AND revoked_at IS NULL AND expires_at <= $1
             ORDER BY expires_at LIMIT ${batch} FOR UPDATE SKIP LOCKED))
           RETURNING id, name, owner, expires_at`,
          [at],
        );
        for (const waiver of rows) await writeEnd(client, waiver, at);
        return rows.length;
      });
    },
  };
}

function entryOf(action: string, { id, name, owner, expires_at }: Told, more: Readonly<Record<string, number>>) {
  return {
    actorName: "clock",
    action,
    subject: name,
    detail: { waiver: id, owner, expiresAt: expires_at.toISOString(), ...more },
  };
}

async function writeEnd(client: pg.PoolClient, waiver: Told, at: Date): Promise<void> {
  const { rows } = await client.query<Edge & { total: number }>(
    `SELECT f.cluster_id, f.fingerprint, f.check_id, f.severity, f.namespace, f.title, $2::text AS waiver,
       (count(*) OVER ())::int AS total
     FROM waived_findings wf JOIN clusters c ON c.id = wf.cluster_id
       JOIN findings f ON f.scan_id = c.latest_scan_id AND f.fingerprint = wf.fingerprint
     WHERE wf.waiver_id = $1 AND wf.until IS NULL AND NOT EXISTS (
       SELECT 1 FROM waived_findings o JOIN waivers w ON w.id = o.waiver_id
       WHERE o.cluster_id = wf.cluster_id AND o.fingerprint = wf.fingerprint AND o.until IS NULL AND w.id <> $1
         AND w.created_at <= $3 AND w.expires_at > $3 AND w.revoked_at IS NULL)
     ORDER BY f.severity, f.check_id, f.fingerprint LIMIT ${mostEdges}`,
    [waiver.id, waiver.name, at],
  );
  const openAgain = rows[0]?.total ?? 0;
  const cause = { actorName: "clock", action: "finding.reopened" as const, detail: { because: "waiver.ended" } };
  await insertEntries(client, [entryOf("waiver.ended", waiver, { openAgain }), ...edgeEntries(rows, openAgain, cause)]);
}
