/** Upgrades over the API, for readers of the whole cluster and of one namespace of it. */
import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import type { RunBookView, UpgradeFleet, UpgradePlanView } from "#contracts/upgrade-plan.ts";
import type { Check } from "#core/checks/define.ts";
import { inventoryOfObjects } from "#core/inventory/from-objects.ts";
import { decodeInventory } from "#core/inventory/snapshot/decode.ts";
import { encodeInventory } from "#core/inventory/snapshot/encode.ts";
import { readAuditEvidence } from "#server/audit-log/read-audit-evidence.ts";
import { systemScope } from "#server/database/scope.ts";
import { createTestApi } from "#test/api/api.ts";
import { seedCluster, seedScan } from "#test/postgres/seed.ts";
import { inventoryOf, worldChecks } from "#test/postgres/world.ts";

const node = (name: string, kubelet: string) => ({
  ...{ apiVersion: "v1", kind: "Node", metadata: { name } },
  status: { nodeInfo: { kubeletVersion: kubelet } },
});
const ingress = { plural: "ingresses", kind: "Ingress", namespaced: true, verbs: ["list"] };
const resources = ["v1beta1", "v1"].map((version) => ({ ...ingress, group: "networking.k8s.io", version }));

async function readers() {
  const api = await createTestApi();
  const { id: cluster } = await seedCluster(api.data, { name: "team" });
  const facts = { uid: "u", version: "v1.20.4-eks-6b7464", minor: "1.20", discovery: { resources, gaps: [] } };
  const objects = [node("a", "v1.20.4-eks-6b7464"), node("b", "v1.19.6-eks-49a6c0")];
  const header = { takenAt: "2026-11-24T00:00:00Z", source: "live" as const, cluster: facts };
  const scanned = async () => (await seedScan(api.data, cluster, inventoryOfObjects(objects, header))).id;
  const scan = await scanned();
  return {
    api,
    cluster,
    scan,
    scanned,
    as: async (clusters: "all" | { id: string; namespaces: string[] }[]) => {
      const cookie = await api.signIn({ role: "viewer", scope: { clusters } as never });
      return (path: string) => api.ask("GET", path, { cookie });
    },
  };
}

test("an old cluster's plan tells the Ingress story, and is not ready for what nobody looked at", async () => {
  const { scan, cluster, as } = await readers();
  const ask = await as("all");
  const plan = (await (await ask(`/scans/${scan}/upgrade?target=1.22`)).json()) as UpgradePlanView;
  expect(plan).toMatchObject({ current: "1.20", supporter: "eks", target: { target: "1.22", steps: ["1.21", "1.22"] } });
  expect(plan.target?.verdict).not.toBe("ready");
  expect(plan.kubelets.map(({ minor, count }) => [minor, count])).toEqual([
    ["1.20", 1],
    ["1.19", 1],
  ]);
  const story = plan.windows.find(({ kind, from }) => kind === "Ingress" && from === "networking.k8s.io/v1beta1");
  expect(story).toMatchObject({ both: { from: "1.19", to: "1.21" }, stands: "inside", removed: "1.22" });
  const book = (await (await ask(`/scans/${scan}/upgrade/run-book?target=1.22`)).json()) as RunBookView;
  expect(book.markdown).toContain("Change manifests of Ingress from networking.k8s.io/v1beta1 to networking.k8s.io/v1");
  expect((await ask(`/scans/${scan}/upgrade/run-book?target=1.19`)).status).toBe(400);
  const fleet = (await (await ask("/upgrade/fleet")).json()) as UpgradeFleet;
  expect(fleet.clusters).toMatchObject([{ name: "team", current: "1.20", next: "1.21" }]);
  expect((await ask(`/clusters/${cluster}/upgrade/history`)).status).toBe(200);
});

describe("recorded snapshots of clusters that no test can run", () => {
  const recorded = [
    {
      current: "1.18",
      versions: ["v1beta1"],
      stands: "before",
      says: "1.18 does not serve networking.k8s.io/v1 yet. Go to 1.19",
    },
    { current: "1.20", versions: ["v1", "v1beta1"], stands: "inside", says: "1.20 serves both." },
    { current: "1.22", versions: ["v1"], stands: "after", says: "networking.k8s.io/v1beta1 is gone since 1.22." },
  ];

  test("tell the Ingress story from where each of them stands", async () => {
    const api = await createTestApi();
    const cookie = await api.signIn({ role: "viewer", scope: { clusters: "all" } as never });
    for (const { current, versions, stands, says } of recorded) {
      const served = versions.map((version) => ({ ...ingress, group: "networking.k8s.io", version }));
      const cluster = { uid: current, version: `v${current}.20`, minor: current, discovery: { resources: served, gaps: [] } };
      const shop = {
        ...{ apiVersion: `networking.k8s.io/${versions[0]}`, kind: "Ingress" },
        metadata: { namespace: "shop", name: "shop" },
      };
      const seen = inventoryOfObjects([shop, node("a", `v${current}.20`)], {
        takenAt: "2026-11-24T00:00:00Z",
        source: "live",
        cluster,
      });
      const file = await decodeInventory(encodeInventory(seen));
      if (!file.ok) throw new Error(file.error.message);
      const { id } = await seedCluster(api.data, { name: `recorded-${current}` });
      const scan = await seedScan(api.data, id, file.value);
      const plan = (await (await api.ask("GET", `/scans/${scan.id}/upgrade`, { cookie })).json()) as UpgradePlanView;
      const story = plan.windows.find(({ kind, from }) => kind === "Ingress" && from === "networking.k8s.io/v1beta1");
      const told = {
        ...{ stands, removed: "1.22", objects: 1 },
        both: { from: "1.19", to: "1.21" },
        says: expect.stringContaining(says),
      };
      expect(story, current).toMatchObject(told);
    }
  });
});

test("a plan is judged by the audit log that was uploaded, and no longer once it is removed", async () => {
  const { api, scan, cluster, as } = await readers();
  const ask = await as("all");
  const asked = async () => {
    const plan = (await (await ask(`/scans/${scan}/upgrade?target=1.22`)).json()) as UpgradePlanView;
    const step = plan.steps.find(({ minor }) => minor === "1.22");
    return {
      unseen: step?.unseen.some(({ checkId }) => checkId === "upgrade/api-requests"),
      titles: step?.findings.flatMap(({ checkId, title }) => (checkId === "upgrade/api-requests" ? [title] : [])),
    };
  };
  expect(await asked()).toEqual({ unseen: true, titles: [] });
  const event = {
    ...{ kind: "Event", apiVersion: "audit.k8s.io/v1", stage: "ResponseComplete", verb: "update", userAgent: "ci/v1.2" },
    ...{ user: { username: "deployer" }, responseStatus: { code: 200 }, stageTimestamp: "2026-11-20T08:00:00Z" },
    objectRef: { apiGroup: "networking.k8s.io", apiVersion: "v1beta1", resource: "ingresses", namespace: "shop", name: "web" },
    annotations: { "k8s.io/deprecated": "true" },
  };
  const lines = Readable.from([Buffer.from(JSON.stringify(event))]);
  const read = await readAuditEvidence(lines, { most: 10_000 });
  if (!read.ok) throw new Error(read.error.message);
  const { apiAuditLogs } = api.data.repositories;
  await apiAuditLogs.put(systemScope, cluster, { evidence: read.value, uploadedBy: "Ada" });
  expect(await asked()).toEqual({
    unseen: false,
    titles: [expect.stringContaining("User deployer asks by ci for ingresses of networking.k8s.io/v1beta1 (update, 1 times")],
  });
  await apiAuditLogs.remove(systemScope, cluster);
  expect(await asked()).toEqual({ unseen: true, titles: [] });
});

test("a reader of one namespace learns nothing of the cluster's nodes", async () => {
  const { scan, cluster, as } = await readers();
  const ask = await as([{ id: cluster, namespaces: ["shop"] }]);
  for (const path of [`/scans/${scan}/upgrade`, `/scans/${scan}/upgrade/run-book`, `/clusters/${cluster}/upgrade/history`])
    expect((await ask(path)).status).toBe(404);
  const fleet = (await (await ask("/upgrade/fleet")).json()) as UpgradeFleet;
  expect(fleet).toMatchObject({ clusters: [], hidden: 1 });
});

test("a check that found something of no weight and did not see the rest counts as not assessed", async () => {
  const api = await createTestApi();
  const { id: cluster } = await seedCluster(api.data, { name: "team" });
  const [, privileged] = worldChecks as readonly [Check, Check];
  const messages = Object.entries(privileged.messages).map(
    ([name, message]) => [name, { ...message, severity: "information" }] as const,
  );
  const check: Check = { ...privileged, pillar: "upgrade", messages: Object.fromEntries(messages) };
  const unseen = { resource: "pods", reason: "forbidden", namespace: "bank" } as const;
  const inventory = inventoryOf({ pods: [{ namespace: "shop", name: "web", privileged: true }], gaps: [unseen] });
  await seedScan(api.data, cluster, inventory, [check]);
  const cookie = await api.signIn({ role: "viewer", scope: { clusters: "all" } as never });
  const fleet = (await (await api.ask("GET", "/upgrade/fleet", { cookie })).json()) as UpgradeFleet;
  expect(fleet.clusters).toMatchObject([{ blockers: 0, warnings: 0, unseen: 1 }]);
});

test("an operator's date holds in the plan and for the fleet at once, and for the next scan", async () => {
  const { api, scan, scanned, as } = await readers();
  const ask = await as("all");
  const endOf = async () => {
    const plan = await (await ask(`/scans/${scan}/upgrade?target=1.22`)).text();
    const { clusters } = (await (await ask("/upgrade/fleet")).json()) as UpgradeFleet;
    return [plan.includes("2031-05-05"), clusters[0]?.endsOn];
  };
  const supportTold = async (id: string) => {
    const plan = (await (await ask(`/scans/${scan}/upgrade?target=1.22`)).json()) as UpgradePlanView;
    const stored = await api.data.repositories.findings.ofScan(systemScope, id);
    return [plan.steps.flatMap(({ findings }) => findings), stored].map((findings) =>
      findings.some(({ checkId }) => checkId === "upgrade/support"),
    );
  };
  expect((await endOf())[0]).toBe(false);
  expect(await supportTold(scan)).toEqual([true, true]);
  const cookie = await api.signIn({ role: "operator" });
  for (const end of ["standard", "extended"])
    await api.ask("PUT", `/upgrade/support-dates/eks/1.20/${end}`, { cookie, body: { date: "2031-05-05" } });
  expect(await endOf()).toEqual([true, "2031-05-05"]);
  expect(await supportTold(await scanned())).toEqual([false, false]);
});
