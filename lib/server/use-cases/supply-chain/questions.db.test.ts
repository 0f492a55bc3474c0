/** The questions of the supply chain over the API, for readers of the whole cluster and of one namespace of it. */
import { expect, test } from "vitest";
import type { DeployRightsView, EnforcementView, SupplyQuestionsView } from "#contracts/supply-questions.ts";
import { digestOf, node, runningPod } from "#core/checks/supply-chain/worlds.ts";
import { inventoryOfObjects } from "#core/inventory/from-objects.ts";
import { binding, clusterBinding, clusterRole, role, rule } from "#core/rbac/worlds.ts";
import { createTestApi } from "#test/api/api.ts";
import { seedCluster, seedScan } from "#test/postgres/seed.ts";

const objects = [
  node("n1"),
  runningPod({ name: "web", image: "r.example/web:1", imageID: `r.example/web@${digestOf("a")}` }),
  runningPod({ name: "db", image: "r.example/db:1", imageID: `r.example/db@${digestOf("b")}`, namespace: "bank" }),
  role("shop", "deployer", [rule("create", "", "pods")]),
  binding("shop", "deployer", "Role deployer", "Group:shop-team"),
  role("bank", "deployer", [rule("create", "", "pods")]),
  binding("bank", "deployer", "Role deployer", "Group:bank-team"),
  clusterRole("debug", [rule("create", "", "pods/exec")]),
  clusterBinding("debug", "debug", "Group:operators"),
];

async function readers() {
  const api = await createTestApi();
  const { id: cluster } = await seedCluster(api.data, { name: "team" });
  const facts = { uid: "u", version: "v1.37.2", minor: "1.37", discovery: { resources: [], gaps: [] } };
  const header = { takenAt: "2026-11-24T00:00:00Z", source: "live" as const, cluster: facts };
  const { id: older } = await seedScan(api.data, cluster, inventoryOfObjects(objects, header));
  const { id: scan } = await seedScan(api.data, cluster, inventoryOfObjects(objects, header));
  const reader = async (clusters: "all" | { id: string; namespaces: string[] }[]) => {
    const cookie = await api.signIn({ role: "viewer", scope: { clusters } as never });
    const ask = (path: string, of = scan) => api.ask("GET", `/scans/${of}/supply-chain/${path}`, { cookie });
    return {
      get: async <T>(path: string, of = scan) => (await (await ask(path, of)).json()) as T,
      status: async (path: string) => (await ask(path)).status,
    };
  };
  return { api, older, whole: await reader("all"), shop: await reader([{ id: cluster, namespaces: ["shop"] }]) };
}

const answerOf = (view: SupplyQuestionsView, id: string) =>
  view.groups.flatMap(({ questions }) => questions).find((question) => question.id === id);

test("what nobody looked at is not assessed, and what is known of an image is its evidence", async () => {
  const { api, older, whole } = await readers();
  const before = await whole.get<SupplyQuestionsView>("questions");
  expect(before.groups.map(({ id }) => id)).toEqual(["source", "build", "platform", "deploy", "dependencies", "hygiene"]);
  expect(answerOf(before, "build-contained")?.verdict).toBe("notApplicable");
  expect(answerOf(before, "source-known")).toMatchObject({
    verdict: "notAssessed",
    evidence: [{ kind: "images", count: 2, says: "were not looked at", names: ["r.example/db", "r.example/web"] }],
  });
  await api.data.database.pool.query(
    `UPDATE registry_images SET looked_at = now(), judged_by = NULL, states = '{"source":"claim-only","signature":"unsigned"}'
     WHERE repository = 'web'`,
  );
  const after = answerOf(await whole.get<SupplyQuestionsView>("questions"), "source-known");
  expect(after?.evidence.map((one) => one.kind === "images" && one.says)).toEqual([
    "were not looked at",
    "have an answer that is older than its time, its trust or its policy",
  ]);
  expect(answerOf(await whole.get<SupplyQuestionsView>("questions", older), "source-known")).toMatchObject({
    verdict: "notAssessed",
    evidence: [],
  });
});

test("who can change what runs is told for each namespace, and to readers of one for that alone", async () => {
  const { whole, shop } = await readers();
  const all = await whole.get<DeployRightsView>("deploy-rights");
  expect(all.namespaces.map(({ name, change, enter }) => [name, change.subjects, enter.subjects])).toEqual([
    ["bank", ["Group bank-team"], ["Group operators"]],
    ["shop", ["Group shop-team"], ["Group operators"]],
  ]);
  const own = await shop.get<DeployRightsView>("deploy-rights");
  expect(own.namespaces.map(({ name }) => name)).toEqual(["shop"]);
  expect(JSON.stringify(own)).not.toContain("bank");
  expect(await shop.status("questions")).toBe(404);
  expect(await shop.status("enforcement")).toBe(404);
  expect(await whole.get<EnforcementView>("enforcement")).toMatchObject({
    complete: true,
    engines: [],
    containers: { verified: 0, unmatched: 2 },
  });
});
