/** Which findings of a scan that is being stored the waivers match. */
import type pg from "pg";

/**
 * Held shared by a scan that is being stored and alone by a waiver that is being written, until each commits: neither can miss
 * what the other has not committed yet.
 */
export const waiversLock = 730_421_001;

/** The lists of a waiver and what of a finding each is about, the one that narrows most first. */
const dimensions = [
  { list: "w.fingerprints", column: "f.fingerprint" },
  { list: "w.check_ids", column: "f.check_id" },
  { list: "w.names", column: "f.name" },
  { list: "w.namespaces", column: "f.namespace" },
  { list: "w.kinds", column: "f.kind" },
] as const;

const places = [...dimensions.keys(), dimensions.length];

/** The waivers whose first list that is not empty stands at a place: set apart before they are joined to anything. */
const apart = places.map((by) => {
  const used = dimensions[by];
  const empty = dimensions.slice(0, by).map(({ list }) => `${list} = '{}'`);
  const conditions = [...empty, ...(used ? [`${used.list} <> '{}'`] : [])];
  return `w${by} AS MATERIALIZED (SELECT * FROM w WHERE ${conditions.join(" AND ")})`;
});

/** The findings of waivers, joined by the list that narrows each most; every other list is asked of what is left. */
const joins = places.map((by) => {
  const used = dimensions[by];
  const rest = dimensions.slice(by + 1).map(({ list, column }) => `(${list} = '{}' OR ${column} = ANY(${list}))`);
  const from = used
    ? `w${by} w CROSS JOIN unnest(${used.list}) AS p(value) JOIN f ON ${used.column} = p.value`
    : `w${by} w CROSS JOIN f`;
  return `SELECT w.id, f.cluster_id, f.fingerprint FROM ${from} WHERE ${[...rest, "true"].join(" AND ")}`;
});

/** A scan that is being stored, and its end. */
interface ScanAt {
  readonly scanId: string;
  readonly clusterId: string;
  readonly at: Date;
}

/**
 * Adds what a scan that is being stored brings to every waiver that holds, in the scan's own transaction. Two hundred waivers
 * do not mean two hundred passes over the findings.
 */
export async function matchScan(client: pg.PoolClient, { scanId, clusterId, at }: ScanAt): Promise<void> {
  await client.query("SELECT pg_advisory_xact_lock_shared($1)", [waiversLock]);
  // The scan's rows are in no statistics yet, and a nested loop over two sets that are thought small takes their product.
  await client.query("SET LOCAL enable_nestloop = off");
  await client.query(
    `WITH w AS MATERIALIZED (
       SELECT * FROM waivers WHERE revoked_at IS NULL AND expires_at > $3 AND (cluster_ids = '{}' OR $2 = ANY(cluster_ids))
     ), f AS MATERIALIZED (
       SELECT cluster_id, fingerprint, check_id, coalesce(namespace, '') AS namespace, kind, name FROM findings WHERE scan_id = $1
     ), ${apart.join(", ")}, m AS (${joins.join(" UNION ALL ")})
     INSERT INTO waived_findings (waiver_id, cluster_id, fingerprint, since)
     SELECT fresh.id, fresh.cluster_id, fresh.fingerprint, $3::timestamptz FROM (
       SELECT id, cluster_id, fingerprint FROM m
       EXCEPT SELECT o.waiver_id, o.cluster_id, o.fingerprint FROM waived_findings o WHERE o.cluster_id = $2 AND o.until IS NULL
     ) fresh
     ON CONFLICT DO NOTHING`,
    [scanId, clusterId, at],
  );
  await client.query("SET LOCAL enable_nestloop = on");
}
