/** What a worker does with Clair: it asks about every digest of what runs, and makes documents of its reports. */
import type pg from "pg";
import type { Look } from "../../../core/supply-chain/discovery/look.ts";
import type { SecurityDocument } from "../../../core/supply-chain/documents/document.ts";
import { inTransaction } from "../in-transaction.ts";
import type { Scope } from "../scope.ts";
import { requireSystem } from "../system.ts";
import { type AskRows, asking } from "./ask-rows.ts";
import { assessAgain } from "./assess-images.ts";
import { storeDocument } from "./store-document.ts";

export type ClairWork = ReturnType<typeof clairWork>;

/** Clair takes new advisories in by itself: what it says of a manifest changes without one. */
const minutesUntil = { found: 24 * 60, absent: 6 * 60, unknown: 15 } as const;

/** Every digest of what runs: the one that Clair was given may be any of an image's manifests. */
const running = `
  SELECT DISTINCT d.digest FROM running_images r JOIN clusters c ON c.id = r.cluster_id AND c.removed_at IS NULL
    LEFT JOIN registry_images i ON r.id_registry = i.registry AND r.id_repository = i.repository AND r.digest = i.digest
    CROSS JOIN LATERAL unnest(coalesce(i.digests, '{}') || r.digest) AS d (digest)
  WHERE r.digest IS NOT NULL`;

export function clairWork(pool: pg.Pool) {
  return {
    /** @returns digests that are to be asked about, at most `most`. */
    async due(scope: Scope, most: number): Promise<readonly string[]> {
      requireSystem(scope);
      const { rows } = await pool.query<{ digest: string }>(
        `SELECT n.digest FROM (${running}) n LEFT JOIN clair_looks l USING (digest)
         WHERE l.digest IS NULL OR l.due_at <= now() ORDER BY l.due_at NULLS FIRST, n.digest LIMIT $1`,
        [most],
      );
      return rows.map(({ digest }) => digest);
    },

    /** Keeps an answer. What nobody could look at leaves the report of before as it is. */
    async seen(scope: Scope, digest: string, answer: Look<SecurityDocument>): Promise<void> {
      requireSystem(scope);
      await inTransaction(pool, async (client) => {
        const ask = asking(client);
        if (answer.kind !== "unknown") await replaceReport(ask, digest, answer.kind === "found" ? answer.value : undefined);
        const state = answer.kind === "unknown" ? "failed" : answer.kind;
        const detail = answer.kind === "unknown" ? answer.failure.message : null;
        await ask(
          `INSERT INTO clair_looks AS l (digest, state, detail, failures, looked_at, due_at)
           VALUES ($1, $2, $3, $4::int, now(), now() + make_interval(mins => $5::int))
           ON CONFLICT (digest) DO UPDATE SET state = excluded.state, detail = excluded.detail, looked_at = now(),
             failures = CASE WHEN $4::int = 0 THEN 0 ELSE l.failures + 1 END,
             due_at = now() + make_interval(mins => least(1440, $5::int * CASE WHEN $4::int = 0 THEN 1 ELSE 2 ^ least(l.failures, 7) END)::int)`,
          [digest, state, detail, answer.kind === "unknown" ? 1 : 0, minutesUntil[answer.kind]],
        );
      });
    },

    /** Ends what is known of digests that run nowhere any more. */
    async prune(scope: Scope): Promise<void> {
      requireSystem(scope);
      await inTransaction(pool, async (client) => {
        const ask = asking(client);
        const ended = await ask(
          `WITH gone AS (DELETE FROM clair_looks WHERE digest NOT IN (${running}) RETURNING digest)
           DELETE FROM security_documents d USING gone WHERE d.file_key = 'clair ' || gone.digest RETURNING gone.digest`,
          [],
        );
        await assessAgain(
          ask,
          (ended as readonly { readonly digest: string }[]).map(({ digest }) => digest),
        );
      });
    },
  };
}

async function replaceReport(ask: AskRows, digest: string, report: SecurityDocument | undefined): Promise<void> {
  const fileKey = `clair ${digest}`;
  const before = await ask("DELETE FROM security_documents WHERE file_key = $1 RETURNING id", [fileKey]);
  if (report !== undefined) {
    const place = { fileKey, seq: 0, fileName: `Clair's report of ${digest.slice(0, 19)}`, given: false };
    const seen = { origin: "clair" as const, uploadedBy: "", uploadedAt: new Date() };
    await storeDocument(ask, { ...place, ...seen, document: report, digests: report.subject.digests });
  }
  if (report !== undefined || before.length > 0) await assessAgain(ask, [digest]);
}
