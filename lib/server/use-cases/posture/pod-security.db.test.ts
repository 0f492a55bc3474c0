/** Pod Security over the API, for readers of the whole cluster and of one namespace of it. */
import { expect, test } from "vitest";
import type { PodSecurityView, RefusedWorkloads } from "#contracts/pod-security.ts";
import { namespace } from "#core/checks/admission/worlds.ts";
import { deployment, podSpec, secured } from "#core/checks/workload/worlds.ts";
import { inventoryOfObjects } from "#core/inventory/from-objects.ts";
import { createTestApi } from "#test/api/api.ts";
import { seedCluster, seedScan } from "#test/postgres/seed.ts";

const agent = {
  ...deployment("agent", podSpec({}, secured({ privileged: true }))),
  metadata: { namespace: "ops", name: "agent" },
};
const objects = [
  namespace("shop", { enforce: "baseline" }),
  namespace("ops"),
  deployment("web", podSpec({ hostPID: true })),
  agent,
];

async function readers() {
  const api = await createTestApi();
  const { id: cluster } = await seedCluster(api.data, { name: "team" });
  const facts = { uid: "u", version: "v1.34.4", minor: "1.34", discovery: { resources: [], gaps: [] } };
  const header = { takenAt: "2026-11-24T00:00:00Z", source: "live" as const, cluster: facts };
  const { id: scan } = await seedScan(api.data, cluster, inventoryOfObjects(objects, header));
  const reader = async (clusters: "all" | { id: string; namespaces: string[] }[]) => {
    const cookie = await api.signIn({ role: "viewer", scope: { clusters } as never });
    const ask = (path: string) => api.ask("GET", `/scans/${scan}/pod-security${path}`, { cookie });
    return {
      get: async <T>(path: string) => (await (await ask(path)).json()) as T,
      status: async (path: string) => (await ask(path)).status,
    };
  };
  return { whole: await reader("all"), shop: await reader([{ id: cluster, namespaces: ["shop"] }]) };
}

test("namespaces stand with what they enforce, and what a level refuses comes with its patch", async () => {
  const { whole } = await readers();
  const { namespaces, trial, minor } = await whole.get<PodSecurityView>("?level=baseline");
  expect({ trial, minor }).toEqual({ trial: { level: "baseline", version: "latest", minor: "1.34" }, minor: "1.34" });
  expect(namespaces).toMatchObject([
    {
      name: "ops",
      meets: "privileged",
      refused: 1,
      controls: ["privileged"],
      labels: { enforce: { level: "privileged", from: "default" } },
    },
    {
      name: "shop",
      meets: "privileged",
      refused: 1,
      controls: ["hostNamespaces"],
      labels: { enforce: { level: "baseline", from: "label" } },
    },
  ]);
  const { workloads, total } = await whole.get<RefusedWorkloads>("/refused?namespace=shop&level=baseline&version=v1.30");
  expect(total).toBe(1);
  expect(workloads).toMatchObject([
    {
      kind: "Deployment",
      name: "web",
      violations: [{ check: "hostNamespaces", reason: "host namespaces", detail: "hostPID=true" }],
      changes: [{ field: "spec.hostPID", value: "null" }],
      patch: "spec:\n  template:\n    spec:\n      hostPID: null\n",
      command: "kubectl -n shop patch deployment web --patch-file patch.yaml",
    },
  ]);
  expect(await whole.status("?level=privileged")).toBe(400);
  expect(await whole.status("?version=1.30")).toBe(400);
  expect(await whole.status("/refused?namespace=gone")).toBe(404);
});

test("a reader of one namespace sees its workloads, and neither labels nor other namespaces", async () => {
  const { shop } = await readers();
  const { namespaces, admission } = await shop.get<PodSecurityView>("");
  expect(namespaces.map(({ name, refused }) => [name, refused])).toEqual([["shop", 1]]);
  expect(namespaces[0]).not.toHaveProperty("labels");
  expect(admission).toBe("unseen");
  expect(await shop.status("/refused?namespace=shop")).toBe(200);
  expect(await shop.status("/refused?namespace=ops")).toBe(404);
});

test("what a reader of one namespace asked first does not narrow what others are told", async () => {
  const { whole, shop } = await readers();
  expect((await shop.get<PodSecurityView>("")).namespaces.map(({ name }) => name)).toEqual(["shop"]);
  expect((await whole.get<PodSecurityView>("")).namespaces.map(({ name }) => name)).toEqual(["ops", "shop"]);
});
