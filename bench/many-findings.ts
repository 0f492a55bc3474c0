/** A scan with as many findings as a fleet's worst cluster has, some of them waived: written by SQL, because making them by checks is another benchmark. */
import type { Database } from "#server/database/database.ts";

const checks = 40;
const everyWaived = 100;

/** @returns the scan that has them. */
export async function manyFindings({ pool }: Pick<Database, "pool">, count: number): Promise<string> {
  const id = `${count}`.padStart(26, "a");
  const [cluster, scan, waiver] = [`cls_${id}`, `scn_${id}`, `wvr_${id}`];
  await insertCluster(pool, cluster, `with ${count}`);
  await insertScan(pool, { cluster, scan, number: 1, from: 1, count });
  await pool.query(
    `INSERT INTO waivers (id, name, reason, owner, created_by, expires_at) VALUES ($1, $1, 'It is known.', 'Ada', 'Ada', now() + '30 days')`,
    [waiver],
  );
  await pool.query(
    "INSERT INTO waived_findings (waiver_id, cluster_id, fingerprint) SELECT $1, $2, md5(n::text) FROM generate_series(1, $3::int, $4::int) n",
    [waiver, cluster, count, everyWaived],
  );
  await pool.query("VACUUM ANALYZE findings, waived_findings, waivers");
  return scan;
}

/** @returns two scans of one cluster with so many findings each; a tenth of each only it has. */
export async function manyChanges({ pool }: Pick<Database, "pool">, count: number): Promise<{ before: string; after: string }> {
  const id = `${count}`.padStart(26, "c");
  const cluster = `cls_${id}`;
  const [before, after] = [`scn_${id.replace(/^c/, "a")}`, `scn_${id.replace(/^c/, "b")}`];
  await insertCluster(pool, cluster, `${count} twice`);
  await insertScan(pool, { cluster, scan: before, number: 1, from: 1, count });
  await insertScan(pool, { cluster, scan: after, number: 2, from: 1 + count / 10, count });
  await pool.query("VACUUM ANALYZE findings");
  return { before, after };
}

async function insertCluster(pool: Database["pool"], id: string, name: string): Promise<void> {
  await pool.query("INSERT INTO clusters (id, name, kind, updated_at) VALUES ($1, $2, 'snapshot', now())", [id, name]);
}

interface ManyFound {
  readonly cluster: string;
  readonly scan: string;
  readonly number: number;
  /** The first of its findings; the same number is the same finding. */
  readonly from: number;
  readonly count: number;
}

async function insertScan(pool: Database["pool"], { cluster, scan, number, from, count }: ManyFound): Promise<void> {
  await pool.query(
    `INSERT INTO scans (id, cluster_id, number, state, trigger, phase, taken_at, finished_at, coverage, checks_passed, checks_failed,
       checks_not_applicable, checks_not_assessed, critical, high, medium, low, information)
     VALUES ($1, $2, $4, 'completed', 'upload', 'done', now(), now(), 1, 0, $3, 0, 0, 0, 0, 0, 0, 0)`,
    [scan, cluster, checks, number],
  );
  await pool.query("UPDATE clusters SET latest_scan_id = $2 WHERE id = $1", [cluster, scan]);
  await pool.query(
    `INSERT INTO check_results (scan_id, check_id, major, pillar, verdict, findings)
     SELECT $1, 'workload/check-' || n, 1, 'platform', 'fail', $2 FROM generate_series(1, $3::int) n`,
    [scan, Math.floor(count / checks), checks],
  );
  await pool.query(
    `INSERT INTO findings (scan_id, fingerprint, cluster_id, check_id, severity, pillar, responsible, message, data, title, resource,
       kind, namespace, name, uid, path, first_seen_scan_id, first_seen_at, state)
     SELECT $1, md5(n::text), $2, 'workload/check-' || 1 + n % $4, n % 5, 'platform', 'application', 'unset', '{}',
       format('Pod team-%s/web-%s sets no memory limit for the container main, and may take the memory of its node', n % 300, md5(n::text)),
       'pods', 'Pod', 'team-' || n % 300, 'web-' || md5(n::text), md5('uid' || n), 'spec.containers[0].resources.limits', $1,
       now() - make_interval(mins => n % 50000), 'unchanged'
     FROM generate_series($5::int, $5::int + $3::int - 1) n`,
    [scan, cluster, count, checks, from],
  );
}
