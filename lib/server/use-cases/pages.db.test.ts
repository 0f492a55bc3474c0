/** Lists in pages, and facets that agree with them. */
import { describe, expect, test } from "vitest";
import type { Comparison, Finding, FindingFacets, FindingPage } from "#contracts/findings.ts";
import type { ScanSummary } from "#contracts/scans.ts";
import { systemScope } from "#server/database/scope.ts";
import { createTestApi, type TestApi } from "#test/api/api.ts";
import { teamInventory } from "#test/api/world.ts";
import { seedCluster, seedScan } from "#test/postgres/seed.ts";

interface World {
  readonly api: TestApi;
  readonly clusters: readonly string[];
  readonly get: <T>(path: string) => Promise<T>;
  readonly status: (path: string) => Promise<number>;
}

async function twoClusters(): Promise<World> {
  const api = await createTestApi();
  const cookie = await api.signIn({ role: "viewer" });
  const clusters: string[] = [];
  for (const name of ["east", "west"]) {
    const { id } = await seedCluster(api.data, { name });
    await seedScan(api.data, id, teamInventory());
    await seedScan(api.data, id, teamInventory({ takenAt: "2026-11-25T00:00:00Z", without: ["ledger"] }));
    clusters.push(id);
  }
  const get = async <T>(path: string) => (await (await api.ask("GET", path, { cookie })).json()) as T;
  return { api, clusters, get, status: async (path) => (await api.ask("GET", path, { cookie })).status };
}

async function everyPage<T>(get: World["get"], path: string): Promise<T[]> {
  const items: T[] = [];
  for (let cursor: string | undefined = ""; cursor !== undefined; ) {
    const page: { items: T[]; next?: string } = await get(`${path}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    items.push(...page.items);
    cursor = page.next;
  }
  return items;
}

const key = ({ scanId, fingerprint }: Pick<Finding, "scanId" | "fingerprint">) => `${scanId} ${fingerprint}`;

describe("findings", () => {
  test.each(["priority", "object", "check", "newest"])(
    "sorted by %s, come once each, whatever the size of a page",
    async (sort) => {
      const { get } = await twoClusters();
      const whole = await get<FindingPage>(`/findings?limit=200&sort=${sort}`);
      expect(whole.items.length).toBeGreaterThan(6);
      expect(whole.total).toBe(whole.items.length);
      for (const limit of [1, 2, 5]) {
        const paged = await everyPage<Finding>(get, `/findings?limit=${limit}&sort=${sort}`);
        expect(paged.map(key)).toEqual(whole.items.map(key));
      }
    },
  );

  test("rest on each cluster's newest scan, and say so", async () => {
    const { get, clusters } = await twoClusters();
    const page = await get<FindingPage>("/findings?limit=200");
    expect(page.restsOn.map(({ cluster, number }) => [cluster, number])).toEqual([
      ["east", 2],
      ["west", 2],
    ]);
    expect(new Set(page.items.map(({ clusterId }) => clusterId))).toEqual(new Set(clusters));
  });

  test("have facets that agree with what a filter leaves", async () => {
    const { get } = await twoClusters();
    const facets = await get<FindingFacets>("/findings/facets?pillar=access");
    for (const name of ["severity", "check", "kind", "namespace", "responsible", "state", "cluster"] as const) {
      for (const { value, count } of facets[name].slice(0, 4)) {
        const page = await get<FindingPage>(`/findings?pillar=access&${name}=${encodeURIComponent(value)}`);
        expect([name, value, page.total]).toEqual([name, value, count]);
      }
    }
    expect(facets.cluster.map(({ label }) => label).sort()).toEqual(["east", "west"]);
  });

  test("a cursor of another list, or a made-up one, is refused", async () => {
    const { get, status } = await twoClusters();
    const { next } = await get<FindingPage>("/findings?limit=1&sort=object");
    for (const cursor of [next, "x", "W10", "e30", "bnVsbA", "%00"]) {
      expect([cursor, await status(`/findings?cursor=${cursor}`)]).toEqual([cursor, 400]);
    }
  });

  test("one comes with its evidence, its reason and its history", async () => {
    const { get, api } = await twoClusters();
    const { items } = await get<FindingPage>("/findings?q=web&limit=200");
    const privileged = items.find(({ at, checkId }) => at.name === "web" && checkId.includes("privileged"));
    expect(privileged).toBeDefined();
    const detail = await get<Record<string, unknown>>(`/scans/${privileged?.scanId}/findings/${privileged?.fingerprint}`);
    expect(detail.evidence).toContain("kind: Pod\nmetadata:\n  namespace: shop\n  name: web\n");
    expect(detail.evidence).toContain("privileged: true");
    expect(detail.priority).toMatch(/^It is (critical|high)/);
    expect(detail).toMatchObject({ why: expect.stringMatching(/./), fix: expect.stringMatching(/./), seen: { number: 2 } });
    expect(detail.history).toMatchObject([
      { event: "firstSeen", number: 1 },
      { event: "lastSeen", number: 2 },
    ]);
    expect((await api.data.repositories.findings.ofScan(systemScope, privileged?.scanId ?? "")).length).toBeGreaterThan(0);
  });
});

test("scans come once each, newest first", async () => {
  const { get, clusters } = await twoClusters();
  const whole = await get<{ items: ScanSummary[] }>("/scans?limit=200");
  expect(whole.items.map(({ createdAt }) => createdAt)).toEqual(
    whole.items
      .map(({ createdAt }) => createdAt)
      .sort()
      .reverse(),
  );
  expect((await everyPage<ScanSummary>(get, "/scans?limit=1")).map(({ id }) => id)).toEqual(whole.items.map(({ id }) => id));
  const mine = await get<{ items: ScanSummary[] }>(`/scans?cluster=${clusters[0]}`);
  expect(mine.items.map(({ number }) => number)).toEqual([2, 1]);
});

describe("the comparison of two scans", () => {
  test("finds what is fixed, in pages, whichever of the two is named first", async () => {
    const { get, clusters } = await twoClusters();
    const { items: scans } = await get<{ items: ScanSummary[] }>(`/scans?cluster=${clusters[0]}`);
    const [after, before] = scans.map(({ id }) => id);
    const whole = await get<Comparison>(`/scans/${after}/comparison?with=${before}&limit=200`);
    expect(whole).toMatchObject({ comparable: true, before: { number: 1 }, after: { number: 2 } });
    expect(whole.counts.fixed).toBeGreaterThan(0);
    const fixed = whole.items.filter(({ change }) => change === "fixed");
    // Its namespace, too: nothing runs there any more.
    expect(new Set(fixed.map(({ at }) => `${at.kind} ${at.name}`))).toEqual(new Set(["Pod ledger", "Namespace bank"]));
    expect(await get<Comparison>(`/scans/${before}/comparison?with=${after}&limit=200`)).toEqual(whole);
    const paged = await everyPage<Finding>(get, `/scans/${after}/comparison?with=${before}&limit=2`);
    expect(paged.map(key)).toEqual(whole.items.map(key));
    const only = await everyPage<Finding>(get, `/scans/${after}/comparison?with=${before}&change=fixed&limit=1`);
    expect(only.map(key)).toEqual(fixed.map(key));
  });

  test("is refused for scans of two clusters, and for one without results", async () => {
    const { api, clusters, get, status } = await twoClusters();
    const scans = (await get<{ items: ScanSummary[] }>("/scans")).items;
    const [east, west] = clusters.map((id) => scans.find(({ clusterId }) => clusterId === id)?.id);
    expect(await status(`/scans/${east}/comparison?with=${west}`)).toBe(409);
    const started = await api.data.repositories.scans.start(systemScope, { clusterId: clusters[0] ?? "", trigger: "manual" });
    expect(await status(`/scans/${east}/comparison?with=${started.ok && started.value.id}`)).toBe(409);
  });
});
