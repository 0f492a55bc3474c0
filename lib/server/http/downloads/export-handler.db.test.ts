import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exportFormats } from "#contracts/export-formats.ts";
import { type ExportView, exportViews } from "#contracts/exports.ts";
import { unseenLook, withLooks } from "#core/inventory/build.ts";
import type { ClusterRow } from "#server/database/clusters/clusters.ts";
import type { FindingRow, ScanRow } from "#server/database/rows.ts";
import { systemScope } from "#server/database/scope.ts";
import { createTestApi, requestOf, type TestApi } from "#test/api/api.ts";
import { nobody } from "#test/api/walk.ts";
import { teamInventory } from "#test/api/world.ts";
import { readCsv } from "#test/exports/csv-reader.ts";
import { seedCluster, seedScan } from "#test/postgres/seed.ts";
import { inventoryOf, worldChecks } from "#test/postgres/world.ts";
import { handleExport } from "./export-handler.ts";

const world = withLooks(teamInventory(), [unseenLook("pods", { reason: "forbidden" })]);
let api: TestApi;
let cluster: ClusterRow;
let scans: ScanRow[];
let waived: FindingRow;
let cookie: string;
/** Of somebody who sees another cluster. */
let elsewhere: string;
let review: string;

beforeAll(async () => {
  api = await createTestApi();
  cluster = await seedCluster(api.data, { name: "=team,1" });
  scans = [await seedScan(api.data, cluster.id, world), await seedScan(api.data, cluster.id, world)];
  const [finding] = await api.data.repositories.findings.ofScan(systemScope, scans[1]?.id ?? "");
  if (finding === undefined) throw new Error("The world has no finding.");
  waived = finding;
  const match = { clusters: [cluster.id], checks: [], namespaces: [], kinds: [], names: [], fingerprints: [waived.fingerprint] };
  const terms = { name: "known", reason: "@SUM(1)", owner: "Ada", expiresAt: new Date(Date.now() + 86_400_000), match };
  await api.data.repositories.waivers.create(systemScope, terms, { id: "usr_a", name: "Ada" }, new Date(Date.now() - 1_000));
  review = await seedReview();
  cookie = await api.signIn({ role: "viewer" });
  elsewhere = await api.signIn({ role: "admin", scope: { clusters: [{ id: nobody.cluster }] } });
});
afterAll(() => api.data.close());

async function seedReview(): Promise<string> {
  const subject = { kind: "User" as const, name: "=ada" };
  const reviewed = { subject, sentence: "+May.", dangers: [], grants: [], grantCount: 0, seenInFull: false, isNew: false };
  const place = {
    clusterId: cluster.id,
    namespaces: [],
    scanId: last(),
    scanNumber: 2,
    takenAt: new Date(),
    gaps: [],
    departed: [],
  };
  const ada = { id: "usr_a", name: "Ada" };
  const places = [{ ...place, subjects: [reviewed] }];
  const draft = { name: "kept", kinds: [], defaults: false, reviewers: [ada], dueAt: new Date(), places };
  return api.data.repositories.reviews.create(systemScope, draft, ada, new Date());
}

const last = () => scans[1]?.id ?? "";
const queries: Record<ExportView, () => string> = {
  findings: () => `scan=${last()}`,
  comparison: () => `before=${scans[0]?.id}&after=${last()}`,
  scan: () => `scan=${last()}`,
  matrix: () => `scan=${last()}&defaults=show`,
  review: () => `review=${review}`,
  "policy-rules": () => `scan=${last()}`,
  "access-changes": () => `before=${scans[0]?.id}&after=${last()}`,
  paths: () => `scan=${last()}&defaults=show`,
  namespaces: () => `scan=${last()}`,
  holders: () => `cluster=${cluster.id}&at=2100-01-01`,
  drift: () => "defaults=show",
  "upgrade-plan": () => `scan=${last()}&target=1.38`,
  "upgrade-fleet": () => "",
  checklist: () => `scan=${last()}`,
  "checklist-fleet": () => "",
  "pod-security": () => `scan=${last()}&level=restricted`,
  network: () => `scan=${last()}`,
  "policy-dry-run": () => "unmatched=refuse",
  images: () => "sort=name",
  vulnerabilities: () => "show=all",
  packages: () => "",
  waivers: () => "",
};

const ofTheFleet: ReadonlySet<ExportView> = new Set([
  ...([
    "waivers",
    "drift",
    "upgrade-fleet",
    "checklist-fleet",
    "policy-dry-run",
    "images",
    "vulnerabilities",
    "packages",
  ] as const),
]);

const hostile: readonly Record<string, string>[] = [
  {},
  { rsc: "1", "next-router-prefetch": "1" },
  { "x-middleware-subrequest": "proxy:proxy" },
  { authorization: "Bearer drydock_x" },
];

function ask(
  view: string,
  query: string,
  options: { cookie?: string; headers?: Record<string, string> } = { cookie },
): Promise<Response> {
  return handleExport(requestOf("GET", `/exports/${view}?${query}`, options), view, api.entry);
}

describe.each(exportViews)("the view %s", (view) => {
  test.each(view === "findings" || view === "comparison" ? exportFormats : (["csv", "json"] as const))(
    "as %s",
    async (format) => {
      const response = await ask(view, `${queries[view]()}&format=${format}`);
      expect(response.status).toBe(200);
      expect(response.headers.get("x-content-type-options")).toBe("nosniff");
      expect(response.headers.get("cache-control")).toContain("no-store");
      expect(response.headers.get("content-disposition")).toMatch(
        /^attachment; filename="drydock-[\w-]+\.(csv|json|sarif|xml)"$/,
      );
      const text = await response.text();
      if (format === "csv") {
        const [head, ...rows] = readCsv(text);
        expect(rows.length).toBeGreaterThan(0);
        for (const row of rows) expect(row).toHaveLength(head?.length ?? 0);
      } else if (format !== "junit") expect(() => JSON.parse(text)).not.toThrow();
    },
  );

  test("answers nobody without a session, and says nothing of what lies elsewhere", async () => {
    for (const headers of hostile) expect((await ask(view, queries[view](), { headers })).status).toBe(401);
    const response = await ask(view, queries[view](), { cookie: elsewhere });
    const text = await response.text();
    // Of all that somebody sees: of nothing there is an empty file.
    expect(response.status).toBe(ofTheFleet.has(view) ? 200 : 404);
    for (const secret of ["team", "known", last()]) expect(text).not.toContain(secret);
  });
});

test("an unknown view, format or filter is told as one", async () => {
  expect((await ask("secrets", "")).status).toBe(404);
  expect((await ask("findings", "format=pdf")).status).toBe(400);
  expect((await ask("comparison", "format=csv")).status).toBe(400);
  expect((await ask("findings", `scan=${nobody.scan}`)).status).toBe(404);
});

test("CSV has every finding, the waived one as waived, every check that could not look, and the coverage last", async () => {
  const [head = [], ...rows] = readCsv(await (await ask("findings", `scan=${last()}`)).text());
  const of = (name: string) => head.indexOf(name);
  const withVerdict = (verdict: string) => rows.filter((row) => row[of("verdict")] === verdict);
  const { total } = (await (await api.ask("GET", `/findings?scan=${last()}&life=all`, { cookie })).json()) as { total: number };
  expect(withVerdict("fail").length + withVerdict("waived").length).toBe(total);
  expect(withVerdict("waived").map((row) => [row[of("fingerprint")], row[of("waiver_reason")], row[of("waiver_owner")]])).toEqual(
    [[waived.fingerprint, "'@SUM(1)", "Ada"]],
  );
  const page = (await (await api.ask("GET", `/findings?scan=${last()}`, { cookie })).json()) as { notAssessed: unknown[] };
  expect(withVerdict("notAssessed")).toHaveLength(page.notAssessed.length);
  expect(page.notAssessed.length).toBeGreaterThan(0);
  for (const row of withVerdict("notAssessed")) expect(row[of("gap")]).not.toBe("");
  expect(rows.at(-1)?.[of("verdict")]).toBe("coverage");
  expect(new Set(rows.map((row) => row[of("cluster")]))).toEqual(new Set(["'=team,1"]));
});

test("a choice of findings is exported by itself", async () => {
  const text = await (await ask("findings", `scan=${last()}&format=json&fingerprint=${waived.fingerprint}`)).text();
  const file = JSON.parse(text) as { findings: { fingerprint: string; verdict: string }[]; total: number };
  expect(file.total).toBe(1);
  expect(file.findings).toMatchObject([{ fingerprint: waived.fingerprint, verdict: "waived" }]);
});

test("what is waived is suppressed in SARIF and skipped in JUnit, never passed", async () => {
  const sarif = JSON.parse(await (await ask("findings", `scan=${last()}&format=sarif`)).text());
  const suppressed = sarif.runs[0].results.filter((result: { suppressions?: unknown[] }) => result.suppressions !== undefined);
  expect(suppressed).toMatchObject([
    { partialFingerprints: { "drydock/v1": waived.fingerprint }, suppressions: [{ status: "accepted" }] },
  ]);
  const junit = await (await ask("findings", `scan=${last()}&format=junit&fingerprint=${waived.fingerprint}`)).text();
  expect(junit).toContain("Waived, not passed: 1 finding. @SUM(1) (Ada, until ");
  expect(junit).not.toContain("<failure");
});

test("a comparison of equals fails nothing in JUnit, and every result is unchanged in SARIF", async () => {
  const junit = await (await ask("comparison", `${queries.comparison()}&format=junit`)).text();
  expect(junit).not.toContain("<failure");
  expect(junit).toContain("as before: only what is new fails.");
  const sarif = JSON.parse(await (await ask("comparison", `${queries.comparison()}&format=sarif`)).text());
  const states = sarif.runs[0].results.map(({ baselineState }: { baselineState: string }) => baselineState);
  expect(new Set(states)).toEqual(new Set(["unchanged"]));
});

test("what only the earlier scan checked is skipped in JUnit, with the reason", async () => {
  const { id } = await seedCluster(api.data, { name: "fewer checks" });
  const before = await seedScan(api.data, id, inventoryOf({ pods: [] }), worldChecks);
  const after = await seedScan(api.data, id, inventoryOf({ pods: [] }), worldChecks.slice(1));
  for (const format of exportFormats) {
    const text = await (await ask("comparison", `before=${before.id}&after=${after.id}&format=${format}`)).text();
    if (format !== "sarif") expect(text).toContain("did not run this check");
    if (format === "junit")
      expect(text).toContain('<skipped message="1 finding not comparable: One of the two scans did not run');
  }
});

test("decisions say who, when, why, until when, and what was held", async () => {
  const [head = [], row = []] = readCsv(await (await ask("waivers", "")).text());
  const decision = Object.fromEntries(head.map((name, place) => [name, row[place]]));
  expect(decision).toMatchObject({
    ...{ waiver: "known", state: "active", reason: "'@SUM(1)", decided_by: "Ada", owner: "Ada", matched_findings: "1" },
    ...{ matched_cluster: "'=team,1", matched_check: waived.checkId, last_scan: "2" },
  });
});

test("an export is written down", async () => {
  await (await ask("scan", queries.scan())).text();
  const { items } = (await api.data.repositories.audit.list(systemScope, { limit: 1 })) ?? { items: [] };
  expect(items[0]).toMatchObject({ action: "report.export", clusterId: cluster.id, detail: { kind: "scan", format: "csv" } });
});

test("a reader who leaves gives the connection back", async () => {
  for (let round = 0; round < 12; round++) {
    const response = await ask("findings", `scan=${last()}`);
    expect(response.status).toBe(200);
    await response.body?.cancel();
  }
  expect(api.data.database.pool.waitingCount).toBe(0);
  expect((await ask("findings", `scan=${last()}`)).status).toBe(200);
});
