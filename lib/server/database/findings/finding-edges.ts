/** Writes into the audit log what happened to findings without anybody doing it: a scan saw them fixed or back, a waiver ended. */
import type pg from "pg";
import { severities } from "../../../core/findings/verdict.ts";
import type { StoredDetail } from "../audit.ts";
import { newId } from "../ids.ts";
import { storableJson } from "../storable.ts";

/** Entries of one kind that one cause writes at most; one more says how many there were beyond. */
export const mostEdges = 1_000;

interface Entry {
  readonly actorName: string;
  readonly action: string;
  readonly clusterId?: string | undefined;
  readonly subject?: string | undefined;
  readonly detail: StoredDetail;
}

/** Adds entries, all at one moment: by default the database's now. */
export async function insertEntries(client: pg.ClientBase, entries: readonly Entry[], at?: Date): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map(({ actorName, action, clusterId, subject, detail }) => ({
    ...{ id: newId("aud"), actor_name: actorName, action, detail },
    ...{ cluster_id: clusterId ?? null, subject: subject ?? null },
  }));
  await client.query(
    `INSERT INTO audit_entries (id, at, actor_name, action, cluster_id, subject, detail)
     SELECT id, coalesce($2, now()), actor_name, action, cluster_id, subject, detail FROM json_to_recordset($1::json)
       AS r(id text, actor_name text, action text, cluster_id text, subject text, detail jsonb)`,
    [storableJson(rows), at ?? null],
  );
}

/** A finding that changed its state, as the log names it. */
export interface Edge {
  readonly cluster_id: string;
  readonly fingerprint: string;
  readonly check_id: string;
  readonly severity: number;
  readonly namespace: string | null;
  readonly title: string;
  /** Name of the waiver that held it until then. */
  readonly waiver: string | null;
}

interface Cause {
  readonly actorName: string;
  readonly action: "finding.fixed" | "finding.reopened";
  readonly detail: StoredDetail;
}

/** @returns an entry for each edge, worst first, and one for all that are beyond `mostEdges`. */
export function edgeEntries(edges: readonly Edge[], total: number, { actorName, action, detail }: Cause): Entry[] {
  const entries = edges.slice(0, mostEdges).map((edge) => ({
    ...{ actorName, action, clusterId: edge.cluster_id, subject: edge.title },
    detail: {
      ...{ fingerprint: edge.fingerprint, check: edge.check_id, severity: severities[edge.severity] ?? "information" },
      ...(edge.namespace !== null && { namespace: edge.namespace }),
      ...(edge.waiver !== null && { waiver: edge.waiver }),
      ...detail,
    },
  }));
  const beyond = total - entries.length;
  if (beyond <= 0) return entries;
  return [...entries, { actorName, action, clusterId: edges[0]?.cluster_id, detail: { more: beyond, ...detail } }];
}

/** The name of a waiver that holds at $1. */
const holder = `(SELECT w.name FROM waived_findings wf JOIN waivers w ON w.id = wf.waiver_id
  WHERE wf.cluster_id = f.cluster_id AND wf.fingerprint = f.fingerprint AND wf.until IS NULL AND w.revoked_at IS NULL
    AND w.expires_at > $1 ORDER BY w.expires_at DESC LIMIT 1)`;

interface ScanEdges {
  readonly scanId: string;
  /** When the scan ended. */
  readonly at: Date;
  readonly previousId: string | undefined;
  readonly fixed: readonly string[];
}

/** Writes what a scan saw fixed and what it saw back, in the transaction that stores it. */
export async function recordScanEdges(client: pg.ClientBase, { scanId, at, previousId, fixed }: ScanEdges): Promise<void> {
  const columns = `f.cluster_id, f.fingerprint, f.check_id, f.severity, f.namespace, f.title, ${holder} AS waiver`;
  const order = `ORDER BY f.severity, f.check_id, f.fingerprint LIMIT ${mostEdges}`;
  const detail = { scan: scanId };
  if (previousId !== undefined && fixed.length > 0) {
    const gone = await client.query<Edge>(
      `SELECT ${columns} FROM findings f WHERE f.scan_id = $2 AND f.fingerprint = ANY($3) ${order}`,
      [at, previousId, fixed],
    );
    await insertEntries(client, edgeEntries(gone.rows, fixed.length, { actorName: "scan", action: "finding.fixed", detail }), at);
  }
  const back = await client.query<Edge & { total: number }>(
    `SELECT ${columns}, (count(*) OVER ())::int AS total FROM findings f WHERE f.scan_id = $2 AND f.state = 'reopened' ${order}`,
    [at, scanId],
  );
  const total = back.rows[0]?.total ?? 0;
  await insertEntries(client, edgeEntries(back.rows, total, { actorName: "scan", action: "finding.reopened", detail }), at);
}
