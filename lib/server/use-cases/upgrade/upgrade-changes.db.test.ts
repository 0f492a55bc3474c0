/** Which findings of upgrades came and went over a cluster's scans, by the scans that are stored. */
import { expect, test } from "vitest";
import type { UpgradeChanges } from "#contracts/upgrade-plan.ts";
import { createTestApi } from "#test/api/api.ts";
import { seedCluster, seedScan } from "#test/postgres/seed.ts";
import { inventoryOfWorld, type World } from "../../../core/checks/tester.ts";
import { node, pod } from "../../../core/checks/upgrade/worlds.ts";

const worker = node("worker", { kubelet: "v1.36.1" });
const slow = node("slow", { kubelet: "v1.36.1", runtime: "containerd://1.7.30" });
const bare = pod("bare");

function inventoryOn(day: number, world: Partial<World>) {
  const takenAt = `2026-11-${String(day).padStart(2, "0")}T08:00:00Z`;
  return { ...inventoryOfWorld({ name: "", objects: [], minor: "1.36", ...world }), takenAt };
}

async function history() {
  const api = await createTestApi();
  const { id } = await seedCluster(api.data, { name: "team" });
  const scan = async (day: number, world: Partial<World>) => (await seedScan(api.data, id, inventoryOn(day, world))).id;
  const cookie = await api.signIn({ role: "viewer" });
  const changes = async (query = "") => {
    const answer = await api.ask("GET", `/clusters/${id}/upgrade/changes${query}`, { cookie });
    expect(answer.status).toBe(200);
    return (await answer.json()) as UpgradeChanges;
  };
  return { api, id, scan, changes };
}

const said = ({ items }: UpgradeChanges) =>
  items.map(({ scan, change, checkId, lastSeen }) => `${scan.number} ${change} ${checkId} ${lastSeen?.number ?? "never"}`);

test("what came, went and came back is told by scan, with when it was last seen, and pages hold all of it", async () => {
  const { scan, changes } = await history();
  await scan(1, { objects: [worker, slow] });
  expect((await changes()).items).toEqual([]);
  await scan(2, { objects: [worker, slow, bare] });
  await scan(3, { objects: [worker] });
  const last = await scan(4, { objects: [worker, slow] });

  const all = await changes();
  expect(said(all)).toEqual([
    "4 cameBack upgrade/container-runtime 2",
    "3 went upgrade/pods-lost-by-drain 2",
    "2 came upgrade/pods-lost-by-drain never",
  ]);
  expect(all.items[0]).toMatchObject({
    scan: { scanId: last, at: "2026-11-04T08:00:00.000Z", version: "v1.36.2", versionBefore: "v1.36.2" },
    title: expect.stringContaining("Node slow runs containerd://1.7.30"),
    firstSeenAt: "2026-11-01T08:00:00.000Z",
  });
  expect(all.items[1]).toMatchObject({ lastSeen: { at: "2026-11-02T08:00:00.000Z" } });

  const pages: string[] = [];
  for (let cursor: string | undefined = ""; cursor !== undefined; ) {
    const page: UpgradeChanges = await changes(`?limit=1${cursor && `&cursor=${cursor}`}`);
    pages.push(...said(page));
    cursor = page.next;
  }
  expect(pages).toEqual(said(all));
});

test("what nobody could look for again did not go, and went when somebody could", async () => {
  const { scan, changes } = await history();
  await scan(1, { objects: [worker, slow] });
  await scan(2, { objects: [], unseen: ["nodes"] });
  await scan(3, { objects: [], unseen: ["nodes"] });
  expect((await changes()).items).toEqual([]);
  await scan(4, { objects: [worker] });
  expect(said(await changes())).toEqual(["4 went upgrade/container-runtime 1"]);
  await scan(5, { objects: [worker] });
  expect(said(await changes())).toEqual(["4 went upgrade/container-runtime 1"]);
});

test("a scope of some namespaces is told nothing, and a cursor that is none is refused", async () => {
  const { api, id, scan } = await history();
  await scan(1, { objects: [worker] });
  const limited = await api.signIn({ role: "viewer", scope: { clusters: [{ id, namespaces: ["shop"] }] } as never });
  expect((await api.ask("GET", `/clusters/${id}/upgrade/changes`, { cookie: limited })).status).toBe(404);
  const cookie = await api.signIn({ role: "viewer" });
  expect((await api.ask("GET", `/clusters/${id}/upgrade/changes?cursor=x`, { cookie })).status).toBe(400);
});
