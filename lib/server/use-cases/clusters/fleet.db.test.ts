import { describe, expect, test } from "vitest";
import type { Cluster, Fleet } from "#contracts/clusters.ts";
import type { ScanDetail, ScanSummary } from "#contracts/scans.ts";
import { systemScope } from "#server/database/scope.ts";
import { createTestApi, type TestApi } from "#test/api/api.ts";
import { teamInventory } from "#test/api/world.ts";
import { seedCluster, seedScan } from "#test/postgres/seed.ts";
import { inventoryOf } from "#test/postgres/world.ts";

async function json<T>(response: Promise<Response>): Promise<T> {
  return (await (await response).json()) as T;
}

/** One cluster with findings, one that saw less, one without findings, one that was never looked at. */
async function fourClusters(): Promise<{ api: TestApi; cookie: string; fleet: Fleet }> {
  const api = await createTestApi();
  const cookie = await api.signIn({});
  const worlds = {
    well: inventoryOf({ pods: [] }),
    bad: teamInventory(),
    blind: inventoryOf({ pods: [], gaps: [{ resource: "pods", reason: "forbidden" }] }),
  };
  await seedCluster(api.data, { name: "unseen" });
  for (const [name, inventory] of Object.entries(worlds)) {
    await seedScan(api.data, (await seedCluster(api.data, { name })).id, inventory);
  }
  return { api, cookie, fleet: await json<Fleet>(api.ask("GET", "/fleet", { cookie })) };
}

describe("the fleet", () => {
  test("has the worst first, and what nobody looked at before what is well", async () => {
    const { fleet } = await fourClusters();
    const names = fleet.clusters.map(({ name }) => name);
    expect(names[0]).toBe("bad");
    expect(names.indexOf("unseen")).toBeLessThan(names.indexOf("well"));
    expect(names.indexOf("blind")).toBeLessThan(names.indexOf("well"));
  });

  test("counts what it shows, and never calls a cluster well that was not looked at", async () => {
    const { fleet } = await fourClusters();
    expect(fleet.totals).toMatchObject({ clusters: 4, neverScanned: 1 });
    const sum = (severity: "critical" | "high") =>
      fleet.clusters.reduce((total, { lastScan }) => total + (lastScan?.counts?.[severity] ?? 0), 0);
    expect(fleet.totals.counts).toMatchObject({ critical: sum("critical"), high: sum("high") });
    expect(fleet.totals.coverage.share).toBeLessThan(1);
    expect(fleet.clusters.find(({ name }) => name === "unseen")?.lastScan).toBeUndefined();
  });

  test("names what the last scans did not see", async () => {
    const { fleet } = await fourClusters();
    const blind = fleet.unseen.find(({ cluster }) => cluster === "blind");
    expect(blind?.gaps).toContainEqual(expect.objectContaining({ resource: "pods", reason: "forbidden" }));
  });

  test("is empty for who sees no cluster", async () => {
    const { api } = await fourClusters();
    const cookie = await api.signIn({ role: "viewer", scope: { clusters: [] } });
    const fleet = await json<Fleet>(api.ask("GET", "/fleet", { cookie }));
    expect(fleet).toMatchObject({
      clusters: [],
      changes: [],
      unseen: [],
      sampleLoaded: false,
      supply: [],
      totals: { clusters: 0 },
    });
    expect(fleet.totals.coverage.share).toBeUndefined();
  });
});

describe("a scan", () => {
  test("is one at a time for a cluster, and can be cancelled once", async () => {
    const { api, cookie, fleet } = await fourClusters();
    const [{ id } = { id: "" }] = fleet.clusters;
    const starts = await Promise.all([1, 2, 3].map(() => api.ask("POST", `/clusters/${id}/scans`, { cookie })));
    expect(starts.map(({ status }) => status).sort()).toEqual([202, 409, 409]);
    const scan = (await json<Cluster>(api.ask("GET", `/clusters/${id}`, { cookie }))).activeScan;
    expect(scan).toMatchObject({ state: "queued", trigger: "manual", requestedBy: "Robin" });
    expect((await json<ScanSummary>(api.ask("POST", `/scans/${scan?.id}/cancel`, { cookie }))).state).toBe("cancelled");
    expect((await api.ask("POST", `/scans/${scan?.id}/cancel`, { cookie })).status).toBe(409);
    expect((await api.ask("POST", `/clusters/${id}/scans`, { cookie })).status).toBe(202);
  });

  test("of what was uploaded cannot be asked for", async () => {
    const { api, cookie } = await fourClusters();
    for (const kind of ["snapshot", "sample"] as const) {
      const { id } = await seedCluster(api.data, { name: kind, kind });
      const response = await api.ask("POST", `/clusters/${id}/scans`, { cookie });
      expect([response.status, (await response.json()).code]).toEqual([409, "noLiveConnection"]);
    }
  });

  test("says what it saw, what it did not, every verdict, and what would grant the rest", async () => {
    const { api, cookie, fleet } = await fourClusters();
    const blind = fleet.clusters.find(({ name }) => name === "blind");
    const scan = await json<ScanDetail>(api.ask("GET", `/scans/${blind?.lastScan?.id}`, { cookie }));
    expect(scan.looks.find(({ resource }) => resource === "pods")).toMatchObject({ state: "partial", items: 0 });
    expect(scan.checks.filter(({ verdict }) => verdict === "notAssessed").every(({ gaps }) => gaps.length > 0)).toBe(true);
    expect(scan.checks.length).toBe(
      Object.values(scan.coverage ?? {})
        .slice(0, 4)
        .reduce((sum, n) => sum + n, 0),
    );
    expect(scan.grant).toContain("kind: ClusterRole\n");
    expect(scan.grant).toContain("- pods\n");
  });

  test("that has no results cannot be asked who can do what", async () => {
    const { api, cookie, fleet } = await fourClusters();
    const started = await api.data.repositories.scans.start(systemScope, {
      clusterId: fleet.clusters[0]?.id ?? "",
      trigger: "manual",
    });
    const response = await api.ask("GET", `/scans/${started.ok && started.value.id}/access/matrix`, { cookie });
    expect([response.status, (await response.json()).code]).toEqual([409, "scanIncomplete"]);
  });
});

test("search finds clusters, scans, checks and findings, and leads to them", async () => {
  const { api, cookie, fleet } = await fourClusters();
  const find = async (q: string) =>
    (await json<{ items: { kind: string; label: string; href: string }[] }>(api.ask("GET", `/search?q=${q}`, { cookie }))).items;
  const bad = fleet.clusters.find(({ name }) => name === "bad");
  expect(await find("BAD")).toContainEqual({ kind: "cluster", label: "bad", detail: "v1.37.2", href: `/clusters/${bad?.id}` });
  expect((await find("%231")).map(({ kind }) => kind)).toContain("scan");
  expect((await find("wildcard")).map(({ kind }) => kind)).toContain("check");
  const finding = (await find("web")).find(({ kind }) => kind === "finding");
  expect(finding?.href).toMatch(new RegExp(`^/findings\\?finding=${bad?.lastScan?.id}~[a-f0-9-]+$`));
});
