/** What holds of every waiver, whatever it matches: it hides what it matches, nothing else, and its end restores exactly. */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "#test/postgres/database.ts";
import { seedCluster, seedScan } from "#test/postgres/seed.ts";
import { inventoryOf, worldChecks } from "#test/postgres/world.ts";
import type { FindingRow } from "../rows.ts";
import { systemScope } from "../scope.ts";
import { waiversLock } from "./scan-matches.ts";
import type { WaiverMatch } from "./waived.ts";
import { waiverUpkeep } from "./waiver-upkeep.ts";
import type { WaiverTerms } from "./waivers.ts";

const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
const numRuns = Number(process.env.CASES ?? 25);
const hour = 3_600_000;
const maker = { id: "usr_a", name: "Ada" };
const nothing: WaiverMatch = { clusters: [], checks: [], namespaces: [], kinds: [], names: [], fingerprints: [] };

let db: TestDatabase;
let clusters: string[];
let everything: FindingRow[];
const namespaces = ["shop", "ops"];
const pods = Array.from({ length: 12 }, (_, i) => ({
  namespace: namespaces[i % 2] ?? "",
  name: `pod-${i}`,
  privileged: true as const,
}));

beforeAll(async () => {
  db = await createTestDatabase();
  clusters = [];
  for (const name of ["alpha", "beta"]) {
    const { id } = await seedCluster(db, { name });
    await seedScan(db, id, inventoryOf({ pods, uid: name }), worldChecks);
    clusters.push(id);
  }
  everything = await open(undefined);
});
afterAll(() => db.close());

async function open(at: Date | undefined, show: "open" | "waived" = "open"): Promise<FindingRow[]> {
  const filter = at ? { life: { show, at } } : {};
  return (await db.repositories.findings.page(systemScope, filter, { sort: "priority", limit: 1000 }))?.items ?? [];
}

const keys = (rows: readonly FindingRow[]) => rows.map((row) => `${row.clusterId} ${row.fingerprint}`).sort();

function matched(row: FindingRow, match: WaiverMatch): boolean {
  const among = (list: readonly string[], value: string) => list.length === 0 || list.includes(value);
  return (
    among(match.clusters, row.clusterId) &&
    among(match.checks, row.checkId) &&
    among(match.namespaces, row.at.namespace ?? "") &&
    among(match.kinds, row.at.kind) &&
    among(match.names, row.at.name) &&
    among(match.fingerprints, row.fingerprint)
  );
}

let names = 0;
async function waive(match: Partial<WaiverMatch>, from: Date, to: Date, more: Partial<WaiverTerms> = {}): Promise<string> {
  const terms = {
    name: `waiver ${++names}`,
    reason: "It is known.",
    owner: "Ada",
    expiresAt: to,
    match: { ...nothing, ...match },
    ...more,
  };
  const made = await db.repositories.waivers.create(systemScope, terms, maker, from);
  if (!made.ok) throw new Error(made.error.message);
  return made.value.id;
}

const anyMatch = () =>
  fc.record({
    clusters: fc.subarray(clusters),
    checks: fc.subarray(["test/node", "test/privileged", "test/unknown"]),
    namespaces: fc.subarray([...namespaces, ""]),
    kinds: fc.subarray(["Pod", "Node"]),
    names: fc.subarray(["pod-1", "pod-2", "node-1"]),
    fingerprints: fc.subarray(everything.map((row) => row.fingerprint)),
  });

describe("a waiver", () => {
  it("hides what it matches and nothing else, touches no verdict, and its end restores exactly", async () => {
    await fc.assert(
      fc.asyncProperty(anyMatch(), fc.boolean(), async (match, revoked) => {
        const [from, to] = [new Date(), new Date(Date.now() + hour)];
        const verdicts = await Promise.all(everything.map((row) => db.repositories.scans.results(systemScope, row.scanId)));
        const before = await db.repositories.clusters.list(systemScope);
        const id = await waive(match, from, to);
        const held = everything.filter((row) => matched(row, match));
        expect(keys(await open(from, "waived"))).toEqual(keys(held));
        expect(keys(await open(from))).toEqual(keys(everything.filter((row) => !matched(row, match))));
        const preview = await db.repositories.waivers.preview(systemScope, match, from);
        expect([preview.total, preview.waivedAlready]).toEqual([held.length, held.length]);
        expect(await Promise.all(everything.map((row) => db.repositories.scans.results(systemScope, row.scanId)))).toEqual(
          verdicts,
        );
        expect(await db.repositories.clusters.list(systemScope)).toEqual(before);
        const end = revoked ? new Date(from.getTime() + hour / 2) : to;
        if (revoked) expect(await db.repositories.waivers.revoke(systemScope, id, "Ada", end)).toBe(true);
        expect(keys(await open(new Date(end.getTime() - 1)))).toEqual(keys(everything.filter((row) => !matched(row, match))));
        expect(await open(end)).toEqual(everything);
        await db.database.pool.query("DELETE FROM waivers");
      }),
      { seed, numRuns },
    );
  });

  it("that is narrowed keeps what was waived before", async () => {
    const from = new Date();
    const id = await waive({ checks: ["test/privileged"] }, from, new Date(from.getTime() + 3 * hour));
    const later = new Date(from.getTime() + hour);
    const row = await db.repositories.waivers.get(systemScope, id);
    if (!row) throw new Error("gone");
    const match = { ...nothing, checks: ["test/privileged"], namespaces: ["shop"] };
    await db.repositories.waivers.change(systemScope, id, { ...row, match }, later);
    expect(await open(from, "waived")).toHaveLength(24);
    expect(await open(later, "waived")).toHaveLength(12);
    await db.database.pool.query("DELETE FROM waivers");
  });

  it("gives its name free when it is over, and not before", async () => {
    const from = new Date(Date.now() - 2 * hour);
    const end = new Date(from.getTime() + hour);
    await waive({ kinds: ["Pod"] }, from, end, { name: "same" });
    const again = { name: "same", reason: "Again.", owner: "Ada", match: nothing };
    const soon = await db.repositories.waivers.create(
      systemScope,
      { ...again, expiresAt: new Date(end.getTime() + 1) },
      maker,
      from,
    );
    expect(soon).toMatchObject({ ok: false, error: { code: "waiverNameTaken" } });
    await waive({ kinds: ["Node"] }, end, new Date(end.getTime() + hour), { name: "same" });
    const listed = await db.repositories.waivers.list(systemScope, { at: end, limit: 10 });
    expect(listed?.items.map((waiver) => waiver.name)).toEqual(["same", "same"]);
    await db.database.pool.query("DELETE FROM waivers");
  });
});

describe("a scan that is stored", () => {
  it("brings its findings to the waivers that hold, and says what was fixed and what came back", async () => {
    const { id } = await seedCluster(db, { name: "gamma" });
    const day = (n: number) => `2026-11-2${n}T00:00:00Z`;
    const scan = (some: typeof pods, n: number) =>
      seedScan(db, id, inventoryOf({ pods: some, uid: "gamma", takenAt: day(n) }), worldChecks);
    await scan(pods.slice(0, 2), 1);
    await waive({ clusters: [id], names: ["pod-1"] }, new Date(), new Date(Date.now() + hour), { name: "one by name" });
    await waive({ clusters: [id], checks: ["test/privileged"] }, new Date(), new Date(Date.now() + hour), { name: "by check" });
    await scan(pods.slice(0, 1), 2);
    await scan(pods.slice(0, 3), 3);
    const at = new Date(Date.now() + 1000);
    const filter = { clusters: [id], life: { show: "waived" as const, at } };
    expect(await db.repositories.findings.count(systemScope, filter)).toBe(3);
    const { rows } = await db.database.pool.query(
      "SELECT action, actor_name, detail->>'waiver' AS waiver FROM audit_entries WHERE cluster_id = $1 ORDER BY at",
      [id],
    );
    expect(rows).toEqual([
      { action: "finding.fixed", actor_name: "scan", waiver: expect.any(String) },
      { action: "finding.reopened", actor_name: "scan", waiver: expect.any(String) },
    ]);
    await db.database.pool.query("DELETE FROM waivers");
  });
});

describe("a scan that is stored while a waiver is made", () => {
  it("is waited for, so that neither misses the other", async () => {
    const client = await db.database.pool.connect();
    const { rows } = await client.query("SELECT scan_id, fingerprint FROM findings WHERE kind = 'Node' LIMIT 1");
    await client.query("BEGIN");
    await client.query("SELECT pg_advisory_xact_lock_shared($1)", [waiversLock]);
    await client.query(
      `INSERT INTO findings SELECT (jsonb_populate_record(f, '{"fingerprint": "feedfacefeedface"}')).* FROM findings f
       WHERE scan_id = $1 AND fingerprint = $2`,
      [rows[0].scan_id, rows[0].fingerprint],
    );
    const making = waive({ fingerprints: ["feedfacefeedface"] }, new Date(), new Date(Date.now() + hour));
    const waiting =
      "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
    while ((await client.query(waiting)).rowCount === 0) await new Promise(setImmediate);
    await client.query("COMMIT");
    client.release();
    const id = await making;
    const found = await db.database.pool.query("SELECT fingerprint FROM waived_findings WHERE waiver_id = $1", [id]);
    expect(found.rows).toEqual([{ fingerprint: "feedfacefeedface" }]);
    await db.database.pool.query("DELETE FROM findings WHERE fingerprint = 'feedfacefeedface'");
    await db.database.pool.query("DELETE FROM waivers");
  });
});

describe("the clock", () => {
  it("gives notice once and writes an end once, with what is open again", async () => {
    const upkeep = waiverUpkeep(db.database.pool);
    const now = new Date();
    await waive({ clusters: clusters.slice(0, 1), checks: ["test/privileged"] }, now, new Date(now.getTime() + hour), {
      name: "short",
    });
    await waive({ clusters: clusters.slice(0, 1), names: ["pod-1"] }, now, new Date(now.getTime() + 900 * hour), {
      name: "long",
    });
    const told = await Promise.all([upkeep.notice(systemScope, now), upkeep.notice(systemScope, now)]);
    expect(told.sort()).toEqual([0, 1]);
    const end = new Date(now.getTime() + hour);
    expect(await upkeep.end(systemScope, new Date(end.getTime() - 1))).toBe(0);
    const ended = await Promise.all([upkeep.end(systemScope, end), upkeep.end(systemScope, end)]);
    expect(ended.sort()).toEqual([0, 1]);
    const { rows } = await db.database.pool.query(
      "SELECT action, count(*)::int AS n, max((detail->>'openAgain')::int) AS again FROM audit_entries WHERE actor_name = 'clock' GROUP BY 1 ORDER BY 1",
    );
    expect(rows).toEqual([
      { action: "finding.reopened", n: 11, again: null },
      { action: "waiver.ended", n: 1, again: 11 },
      { action: "waiver.endsSoon", n: 1, again: null },
    ]);
    await db.database.pool.query("DELETE FROM waivers");
  });
});

it("is not told to who sees other clusters alone, also where it names findings and no cluster", async () => {
  const finding = everything.find((row) => row.clusterId === clusters[0]);
  const [from, to] = [new Date(Date.now() - hour), new Date(Date.now() + hour)];
  const id = await waive({ fingerprints: [finding?.fingerprint ?? ""] }, from, to);
  const seenBy = async (cluster: string | undefined) =>
    db.repositories.waivers.get({ clusters: new Map([[cluster ?? "", "all"]]) }, id);
  expect(await seenBy(clusters[0])).toMatchObject({ id });
  expect(await seenBy(clusters[1])).toBeUndefined();
});
