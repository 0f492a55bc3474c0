/** A run book that is worked through: its ticks, and what is shared of it. */
import { expect, test } from "vitest";
import type { RunBookView } from "#contracts/upgrade-plan.ts";
import { node } from "#core/checks/upgrade/worlds.ts";
import { inventoryOfObjects, type KubernetesObject } from "#core/inventory/from-objects.ts";
import { systemScope } from "#server/database/scope.ts";
import { loadReport } from "#server/sharing/report.ts";
import { openLink, readReport } from "#server/use-cases/sharing/reports.ts";
import { createTestApi } from "#test/api/api.ts";
import { seedCluster, seedScan } from "#test/postgres/seed.ts";

const facts = { uid: "u", version: "v1.35.2", minor: "1.35", discovery: { resources: [], gaps: [] } };
const header = { takenAt: "2026-11-24T00:00:00Z", source: "live" as const, cluster: facts };

async function begun(objects: readonly KubernetesObject[] = []) {
  const api = await createTestApi();
  const { id: cluster } = await seedCluster(api.data, { name: "team" });
  const { id: scan } = await seedScan(api.data, cluster, inventoryOfObjects(objects, header));
  const operator = await api.signIn({ role: "operator" });
  const viewer = await api.signIn({ role: "viewer" });
  const path = `/scans/${scan}/upgrade/run-book`;
  return {
    ...{ api, cluster, scan, operator, viewer },
    book: async (target = "1.37", cookie = viewer) =>
      (await (await api.ask("GET", `${path}?target=${target}`, { cookie })).json()) as RunBookView,
    tick: (step: string, done: boolean, cookie = operator) =>
      api.ask("PUT", `${path}/ticks`, { cookie, body: { target: "1.37", step, done } }),
  };
}

const tickOf = ({ sections }: RunBookView, step: string) =>
  sections.flatMap(({ items }) => items).find(({ id }) => id === step)?.tick;

test("an operator's tick is there for everybody who opens the same book, until it is taken back", async () => {
  const { api, operator, tick, book } = await begun();
  const answer = await tick("1.36/control-plane", true);
  expect(answer.status).toBe(200);
  const told = await book();
  expect(await answer.json()).toEqual(told);
  expect(told.progress.done).toBe(1);
  expect(tickOf(told, "1.36/control-plane")).toMatchObject({ by: expect.any(String), at: expect.any(String) });
  expect(told.markdown).toMatch(/- \[x\] \*\*Upgrade the control plane to 1\.36\*\*\n\n {2}Ticked by /);
  expect((await book("1.36")).progress.done).toBe(0);
  await tick("1.36/control-plane", true);
  await tick("1.36/control-plane", false);
  expect((await book()).progress.done).toBe(0);
  const log = (await (await api.ask("GET", "/audit", { cookie: operator })).json()) as { items: { action: string }[] };
  expect(log.items.map(({ action }) => action).filter((action) => action.startsWith("upgrade."))).toEqual([
    "upgrade.untick",
    "upgrade.tick",
  ]);
});

test("a step that the book has not, a viewer and a reader of one namespace tick nothing", async () => {
  const { api, cluster, viewer, tick, book } = await begun();
  expect((await tick("1.36/nothing", true)).status).toBe(404);
  expect((await tick("backup", true, viewer)).status).toBe(403);
  const narrow = await api.signIn({ role: "operator", scope: { clusters: [{ id: cluster, namespaces: ["shop"] }] } as never });
  expect((await tick("backup", true, narrow)).status).toBe(404);
  expect((await book()).progress.done).toBe(0);
});

test("a shared book keeps the ticks of when it was shared", async () => {
  const { api, scan, operator, tick } = await begun();
  const share = { view: { kind: "run-book", scan, target: "1.37" }, title: "Upgrade" };
  await tick("backup", true);
  const made = await api.ask("POST", "/share-links", { cookie: operator, body: share });
  const { url } = (await made.json()) as { url: string };
  await tick("backup", false);
  await tick("announce", true);
  const link = await openLink(url.slice(url.lastIndexOf("/") + 1), undefined, api.entry.services);
  const report = link && (await readReport(link, 1, api.entry.services));
  if (report?.content.kind !== "run-book") throw new Error("no run book is shown");
  const { sections, progress } = report.content;
  const ticked = sections.flatMap(({ items }) => items.filter(({ tick: one }) => one !== undefined).map(({ id }) => id));
  expect([progress.done, ticked]).toEqual([1, ["backup"]]);
});

test("a shared book rests on the support dates and the uploads of when it was shared", async () => {
  const { api, cluster, scan, operator } = await begun([node("a", { kubelet: "v1.35.2" })]);
  const admin = await api.signIn({ role: "admin" });
  const end = (date: string) =>
    api.ask("PUT", "/upgrade/support-dates/upstream/1.35/standard", { cookie: admin, body: { date } });
  const says = (flags: readonly string[]) => {
    const seen = { node: "a", seenAt: "2026-11-20T08:00:00Z", settings: {}, gates: {}, flags };
    const row = { kubelets: [seen], unread: 0, uploadedBy: "Ada", uploadedAt: new Date() };
    return api.data.repositories.kubelets.put(systemScope, cluster, row);
  };
  const shared = async () => {
    const body = { view: { kind: "run-book", scan, target: "1.37" }, title: "Upgrade" };
    const { url } = (await (await api.ask("POST", "/share-links", { cookie: operator, body })).json()) as { url: string };
    return async () => {
      const link = await openLink(url.slice(url.lastIndexOf("/") + 1), undefined, api.entry.services);
      const report = link && (await loadReport(link, 1, api.entry.services));
      return { dates: link?.beside?.supportDates, content: report?.ok === true ? JSON.stringify(report.value.content) : "" };
    };
  };
  await says(["boot-id-file"]);
  expect((await end("2026-12-01")).status).toBeLessThan(300);
  const before = await shared();
  const then = await before();
  expect(then.content).toContain("--boot-id-file");
  expect(then.dates).toMatchObject([{ minor: 35, date: "2026-12-01" }]);

  await says([]);
  expect((await end("2031-05-06")).status).toBeLessThan(300);
  expect(await before()).toEqual(then);
  const after = await (await shared())();
  expect(after.content).not.toContain("--boot-id-file");
  expect(after.dates).toMatchObject([{ date: "2031-05-06" }]);
});
