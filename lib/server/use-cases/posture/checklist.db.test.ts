/** The checklist of a scanned cluster: what checks prove, what people answer for, and who may. */
import { expect, test } from "vitest";
import type { ChecklistFleet, ChecklistFleetHistory, ChecklistHistory, ChecklistView } from "#contracts/checklist.ts";
import { inventoryOfObjects } from "#core/inventory/from-objects.ts";
import { createTestApi } from "#test/api/api.ts";
import { seedCluster, seedScan } from "#test/postgres/seed.ts";

const facts = { uid: "u", version: "v1.35.2", minor: "1.35", discovery: { resources: [], gaps: [] } };
const header = { takenAt: "2026-01-24T00:00:00Z", source: "live" as const, cluster: facts };
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

async function scanned() {
  const api = await createTestApi();
  const { id: cluster } = await seedCluster(api.data, { name: "team" });
  const { id: scan } = await seedScan(api.data, cluster, inventoryOfObjects([], header));
  const operator = await api.signIn({ role: "operator" });
  const viewer = await api.signIn({ role: "viewer" });
  const get = async <T>(path: string) => (await (await api.ask("GET", path, { cookie: viewer })).json()) as T;
  const item = async (id: string) =>
    (await get<ChecklistView>(`/scans/${scan}/checklist`)).sections.flatMap(({ items }) => items).find((one) => one.id === id);
  const attest = (id: string, more: object = {}, cookie = operator) =>
    api.ask("PUT", `/clusters/${cluster}/checklist/${id}`, {
      cookie,
      body: { statement: "It lies in a safe.", owner: "Ada", expiresOn: inDays(90), ...more },
    });
  return { api, cluster, scan, operator, viewer, get, item, attest };
}

test("a statement closes an item that no check sees, in every view and in the audit log, until it is taken back", async () => {
  const { api, cluster, scan, operator, get, item, attest } = await scanned();
  const before = (await get<ChecklistView>(`/scans/${scan}/checklist`)).score;
  expect(await item("root-ca")).toMatchObject({ state: "open" });
  expect((await attest("root-ca", { evidence: "https://wiki.example/root" })).status).toBe(204);
  expect(await item("root-ca")).toMatchObject({
    state: "attested",
    statement: { is: "holds", statement: "It lies in a safe.", owner: "Ada", evidence: "https://wiki.example/root" },
  });
  const fleet = await get<ChecklistFleet>("/checklist/fleet");
  expect(fleet.clusters[0]?.score?.counts.attested).toBe(before.counts.attested + 1);
  expect(fleet.items.find(({ id }) => id === "root-ca")?.states).toEqual([{ cluster, state: "attested" }]);
  const history = await get<ChecklistHistory>(`/clusters/${cluster}/checklist/history`);
  // What is stated today was not stated when the scan was made.
  expect(history.scans.map(({ score }) => score.counts.attested)).toEqual([before.counts.attested]);
  const remove = () => api.ask("DELETE", `/clusters/${cluster}/checklist/root-ca`, { cookie: operator });
  expect((await remove()).status).toBe(204);
  expect((await remove()).status).toBe(404);
  expect(await item("root-ca")).toMatchObject({ state: "open" });
  const log = (await (await api.ask("GET", "/audit", { cookie: operator })).json()) as { items: { action: string }[] };
  expect(log.items.map(({ action }) => action).filter((action) => action.startsWith("checklist."))).toEqual([
    "checklist.withdraw",
    "checklist.attest",
  ]);
});

test("what is no address of the web, has ended or is of no item is refused, and so is who may not", async () => {
  const { api, cluster, scan, viewer, item, attest } = await scanned();
  for (const evidence of ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "wiki"])
    expect((await attest("root-ca", { evidence })).status).toBe(400);
  expect((await attest("root-ca", { expiresOn: inDays(-2) })).status).toBe(400);
  expect((await attest("root-ca", { expiresOn: inDays(800) })).status).toBe(400);
  expect((await attest("nothing")).status).toBe(404);
  expect((await attest("root-ca", {}, viewer)).status).toBe(403);
  const narrow = await api.signIn({ role: "operator", scope: { clusters: [{ id: cluster, namespaces: ["shop"] }] } as never });
  expect((await attest("root-ca", {}, narrow)).status).toBe(404);
  for (const path of [`/scans/${scan}/checklist`, `/clusters/${cluster}/checklist/history`])
    expect((await api.ask("GET", path, { cookie: narrow })).status).toBe(404);
  const fleet = (await (await api.ask("GET", "/checklist/fleet", { cookie: narrow })).json()) as ChecklistFleet;
  expect(fleet).toMatchObject({ clusters: [], hidden: 1 });
  expect(await item("root-ca")).toMatchObject({ state: "open" });
});

test("over all clusters each item has a state in each, the score counts all of them, and the weeks say how it went", async () => {
  const { api, cluster, get, attest, scan } = await scanned();
  const later = await seedCluster(api.data, { name: "later" });
  const lately = new Date(Date.now() - 3_600_000).toISOString();
  await seedScan(api.data, later.id, inventoryOfObjects([], { ...header, takenAt: lately }));
  const { id: unscanned } = await seedCluster(api.data, { name: "unscanned" });
  await attest("root-ca");
  const fleet = await get<ChecklistFleet>("/checklist/fleet");
  const each = await get<ChecklistView>(`/scans/${scan}/checklist`);
  expect(fleet.score.of).toBe(2 * each.score.of);
  expect(fleet.clusters.find(({ id }) => id === unscanned)).not.toHaveProperty("score");
  const root = fleet.items.find(({ id }) => id === "root-ca");
  expect(root?.section).toBe("Authentication and authorization");
  expect(root?.states.toSorted((one, other) => (one.state < other.state ? -1 : 1))).toEqual([
    { cluster, state: "attested" },
    { cluster: later.id, state: "open" },
  ]);
  const { moments } = await get<ChecklistFleetHistory>("/checklist/fleet/history");
  expect(moments.map(({ clusters }) => clusters)).toEqual([...Array(7).fill(1), 2]);
  expect(moments.at(-1)?.score).toEqual(fleet.score);
  // What is stated today was not stated then.
  expect(moments[0]?.score.counts.attested).toBe(0);
  const again = await get<ChecklistFleetHistory>("/checklist/fleet/history");
  expect(again.moments.slice(0, 7)).toEqual(moments.slice(0, 7));
});
