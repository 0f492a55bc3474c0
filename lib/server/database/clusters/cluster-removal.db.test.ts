import { beforeEach, expect, onTestFinished, test } from "vitest";
import { teamInventory } from "#test/api/world.ts";
import { createTestDatabase, type TestDatabase } from "#test/postgres/database.ts";
import { seedCluster, seedScan } from "#test/postgres/seed.ts";
import { retention } from "../retention.ts";
import { systemScope } from "../scope.ts";

let db: TestDatabase;
let gone: string;
let kept: string;

beforeEach(async () => {
  db = await createTestDatabase();
  onTestFinished(() => db.close());
  gone = (await seedCluster(db, { name: "gone", labels: { env: "prod" } })).id;
  kept = (await seedCluster(db, { name: "kept" })).id;
  const scan = await seedScan(db, gone, teamInventory());
  await seedScan(db, kept, teamInventory());
  await everywhere(scan.id);
});

const sql = async (text: string, values: unknown[] = []) => (await db.database.pool.query(text, values)).rows;
const until = "now() + interval '1 day'";

/** Rows that name the cluster in every table that can. */
async function everywhere(scanId: string): Promise<void> {
  await sql(
    `INSERT INTO cluster_credentials (cluster_id, sealed, kid, version, endpoint_fingerprint, kind, without_end)
     VALUES ($1, 's', 'k', 1, 'e', 'token', true)`,
    [gone],
  );
  await sql(
    `INSERT INTO finding_history (cluster_id, fingerprint, check_id, first_seen_scan_id, first_seen_at)
    SELECT $1, 'f' || i, 'c', 's', now() FROM generate_series(1, 5001) i`,
    [gone],
  );
  await sql("INSERT INTO finding_cases (cluster_id, fingerprint, assignee_id, assignee_name) VALUES ($1, 'f', 'usr_1', 'Ada')", [
    gone,
  ]);
  await sql(
    "INSERT INTO finding_comments (id, cluster_id, fingerprint, author_name, text) VALUES ('cmt_1', $1, 'f', 'Ada', 't')",
    [gone],
  );
  await sql("INSERT INTO uploads (id, cluster_id, file_name, size, complete) VALUES ('upl_1', $1, 'f', 1, true)", [gone]);
  await sql("INSERT INTO upload_chunks (upload_id, seq, bytes) VALUES ('upl_1', 0, 'x')");
  const waiver = (id: string, clusters: string[], prints: string[] = []) =>
    sql(
      `INSERT INTO waivers (id, name, reason, owner, cluster_ids, fingerprints, created_by, expires_at)
       VALUES ($1, $1, 'r', 'o', $2, $3, 'Ada', ${until})`,
      [id, clusters, prints],
    );
  await waiver("wvr_only", [gone]);
  await waiver("wvr_both", [gone, kept]);
  await waiver("wvr_print", [], ["f"]);
  await waiver("wvr_every", []);
  for (const id of ["wvr_only", "wvr_both", "wvr_print", "wvr_every"])
    await sql("INSERT INTO waived_findings (waiver_id, cluster_id, fingerprint) VALUES ($1, $2, 'f')", [id, gone]);
  await sql("INSERT INTO waived_findings (waiver_id, cluster_id, fingerprint) VALUES ('wvr_every', $1, 'f')", [kept]);
  const schedule = (id: string, target: object) =>
    sql(
      `INSERT INTO schedules (id, name, cron, time_zone, target, next_at, created_by) VALUES ($1, $1, '0 2 * * *', 'UTC', $2, now(), 'Ada')`,
      [id, JSON.stringify(target)],
    );
  await schedule("sch_only", { clusters: [gone] });
  await schedule("sch_both", { clusters: [kept, gone] });
  await schedule("sch_all", { clusters: "all" });
  await sql("INSERT INTO schedule_runs (schedule_id, due_at, cause, skipped) VALUES ('sch_all', now(), 'clock', $1)", [
    JSON.stringify([
      { clusterId: gone, reason: "scanActive" },
      { clusterId: kept, reason: "scanActive" },
    ]),
  ]);
  const assertions = (id: string, target: object) =>
    sql("INSERT INTO assertion_sets (id, name, target, yaml, created_by, updated_by) VALUES ($1, $1, $2, 'y', 'Ada', 'Ada')", [
      id,
      JSON.stringify(target),
    ]);
  await assertions("ast_only", { clusters: [gone] });
  await assertions("ast_both", { clusters: [kept, gone] });
  await assertions("ast_all", { clusters: "all" });
  for (const [id, clusters] of [
    ["rvw_only", [gone]],
    ["rvw_both", [gone, kept]],
  ] as const) {
    await sql(
      "INSERT INTO access_reviews (id, name, reviewers, due_at, created_by_id, created_by) VALUES ($1, $1, '[]', now(), 'usr_1', 'Ada')",
      [id],
    );
    for (const cluster of clusters) {
      await sql(
        "INSERT INTO access_review_places (review_id, cluster_id, scan_id, scan_number, taken_at) VALUES ($1, $2, $3, 1, now())",
        [id, cluster, cluster === gone ? scanId : "scn_kept"],
      );
      await sql(
        `INSERT INTO reviewed_subjects (review_id, number, cluster_id, kind, name, sentence, grants, grant_count, not_assessed)
         VALUES ($1, $2, $3, 'User', 'n', 's', '[]', 0, false)`,
        [id, cluster === gone ? 1 : 2, cluster],
      );
    }
    await sql("UPDATE access_reviews SET signed_off_at = now(), signed_off_by = 'Ada' WHERE id = $1", [id]);
  }
  const limited = JSON.stringify({ clusters: [{ id: gone, namespaces: ["shop"] }, { id: kept }] });
  const link = (id: string, clusters: string[], scope: string) =>
    sql(
      `INSERT INTO share_links (id, token_hash, title, view, scan_ids, cluster_ids, scope, created_by_id, created_by, expires_at)
       VALUES ($1, $1, 't', $2, $3, $4, $5, 'usr_1', 'Ada', ${until})`,
      [id, JSON.stringify({ kind: "findings", cluster: clusters }), clusters.includes(gone) ? [scanId] : [], clusters, scope],
    );
  await link("shr_only", [gone], '{"clusters":"all"}');
  await link("shr_both", [gone, kept], limited);
  await link("shr_kept", [kept], limited);
  await sql(
    "INSERT INTO users (id, name, email, role, scope) VALUES ('usr_1', 'Ada', 'a@x', 'viewer', $1), ('usr_2', 'All', 'b@x', 'admin', '{\"clusters\":\"all\"}')",
    [limited],
  );
  await sql(
    `INSERT INTO invitations (id, email, role, scope, token_hash, created_by, expires_at) VALUES ('inv_1', 'n@x', 'viewer', $1, 'h', 'Ada', ${until})`,
    [limited],
  );
  await sql(
    `INSERT INTO api_tokens (id, user_id, name, prefix, token_hash, role, scope, expires_at) VALUES ('tok_1', 'usr_1', 't', 'p', 'h', 'viewer', $1, ${until})`,
    [limited],
  );
  for (const [name, search] of [
    ["only", `cluster=${gone}&severity=high`],
    ["first", `?severity=high&cluster=${gone},${kept}`],
    ["last", `cluster=${kept}%2C${gone}`],
    ["none", `cluster=${kept}`],
  ])
    await sql("INSERT INTO saved_views (id, user_id, name, page, search) VALUES ($1, 'usr_1', $1, 'findings', $2)", [
      name,
      search,
    ]);
  await sql("INSERT INTO idempotency_keys (user_id, key, request_hash, status, response) VALUES ('usr_1', 'k', 'h', 201, $1)", [
    JSON.stringify({ id: gone }),
  ]);
  await sql("INSERT INTO audit_entries (id, actor_name, action, cluster_id) VALUES ('aud_1', 'Ada', 'cluster.register', $1)", [
    gone,
  ]);
}

/** Tables of every schema with a row in which the text stands somewhere. */
async function mentioning(text: string): Promise<string[]> {
  const tables = await sql(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
  );
  const found: string[] = [];
  for (const { name } of tables)
    if ((await sql(`SELECT 1 FROM ${name} t WHERE strpos(t::text, $1) > 0 LIMIT 1`, [text])).length > 0) found.push(name);
  return found;
}

const remove = () => db.repositories.clusters.remove(systemScope, gone);

test("says what goes, before it goes", async () => {
  const counted = await db.repositories.clusters.removal(systemScope, gone);
  const [findings] = await sql("SELECT count(*)::int AS all FROM findings WHERE cluster_id = $1", [gone]);
  expect(counted).toEqual({
    ...{ scans: 1, findings: findings.all, comments: 1, assigned: 1, waivers: 2, links: 2, schedules: 2, uploads: 1 },
    ...{ credential: true, users: 1, reviews: 2, assertions: 2 },
  });
  expect(findings.all).toBeGreaterThan(0);
});

test("ends at once what rests on the cluster, and widens nothing", async () => {
  await remove();
  expect(await sql("SELECT id, revoked_by FROM share_links WHERE revoked_at IS NOT NULL ORDER BY id")).toEqual([
    { id: "shr_both", revoked_by: "removal of a cluster" },
    { id: "shr_only", revoked_by: "removal of a cluster" },
  ]);
  expect(await sql("SELECT id, revoked_at IS NOT NULL AS over, cluster_ids FROM waivers ORDER BY id")).toEqual([
    { id: "wvr_both", over: false, cluster_ids: [kept] },
    { id: "wvr_every", over: false, cluster_ids: [] },
    { id: "wvr_only", over: true, cluster_ids: [gone] },
    { id: "wvr_print", over: true, cluster_ids: [] },
  ]);
  expect(await sql("SELECT id, target, paused_at IS NOT NULL AS paused FROM schedules ORDER BY id")).toEqual([
    { id: "sch_all", target: { clusters: "all" }, paused: false },
    { id: "sch_both", target: { clusters: [kept] }, paused: false },
    { id: "sch_only", target: { clusters: [] }, paused: true },
  ]);
  for (const table of ["users", "invitations", "api_tokens", "share_links"]) {
    const rows = await sql(`SELECT scope FROM ${table} WHERE scope->>'clusters' <> 'all'`);
    expect(rows.map(({ scope }) => scope)).toEqual(rows.map(() => ({ clusters: [{ id: kept }] })));
  }
  expect(await db.repositories.clusters.get(systemScope, gone)).toBeUndefined();
});

test("leaves nothing but the audit log, once retention ran, and nothing of another cluster goes", async () => {
  const before = await sql("SELECT count(*)::int AS findings FROM findings WHERE cluster_id = $1", [kept]);
  expect((await mentioning(gone)).length).toBeGreaterThan(15);
  await remove();
  await retention(db.database.pool).removedClusters(systemScope, new AbortController().signal);
  expect(await mentioning(gone)).toEqual(["public.audit_entries"]);
  expect(await sql("SELECT count(*)::int AS findings FROM findings WHERE cluster_id = $1", [kept])).toEqual(before);
  expect(await sql("SELECT name, search FROM saved_views ORDER BY name")).toEqual([
    { name: "first", search: `?severity=high&cluster=${kept}` },
    { name: "last", search: `cluster=${kept}` },
    { name: "none", search: `cluster=${kept}` },
  ]);
  expect(await sql("SELECT id FROM share_links")).toEqual([{ id: "shr_kept" }]);
  expect(await sql("SELECT id FROM waivers ORDER BY id")).toEqual([{ id: "wvr_both" }, { id: "wvr_every" }, { id: "wvr_print" }]);
  expect(await sql("SELECT id FROM access_reviews")).toEqual([{ id: "rvw_both" }]);
  expect(await sql("SELECT skipped FROM schedule_runs")).toEqual([{ skipped: [{ clusterId: kept, reason: "scanActive" }] }]);
});
