/** What kubelets say, beside a cluster's scans: taken, judged by the plan and the next scan, hidden from who sees a part, removed. */
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { systemScope } from "#server/database/scope.ts";
import { handleClusterKubelets } from "#server/http/evidence-handler.ts";
import { createTestApi, origin, type TestApi } from "#test/api/api.ts";
import { seedCluster, seedScan } from "#test/postgres/seed.ts";
import { inventoryOfWorld } from "../../../core/checks/tester.ts";
import { node } from "../../../core/checks/upgrade/worlds.ts";

const inventory = () => inventoryOfWorld({ name: "", objects: [node("a", { kubelet: "v1.34.4" })], minor: "1.34" });

const file = `# drydock node a 2026-11-20T08:00:00Z
kubelet_cgroup_version 1
kubelet_node_name{node="a"} 1
kubernetes_build_info{git_version="v1.34.4"} 1
not for anything
{"kubeletconfig":{"failCgroupV1":false,"staticPodURLHeader":{"token":["s3cret"]}}}
{torn
`;

async function world() {
  const api = await createTestApi();
  const cluster = await seedCluster(api.data, { name: "nodes" });
  const scan = await seedScan(api.data, cluster.id, inventory());
  return { api, cluster, scan };
}

function send(api: TestApi, cluster: string, cookie: string, body: string | Uint8Array): Promise<Response> {
  const request = new Request(`${origin}/api/v1/clusters/${cluster}/kubelets`, {
    method: "PUT",
    headers: { cookie, origin, "content-type": "application/octet-stream" },
    body: body as BodyInit,
  });
  return handleClusterKubelets(request, cluster, api.entry);
}

async function verdictIn(api: TestApi, cluster: string): Promise<string | undefined> {
  const { id } = await seedScan(api.data, cluster, inventory());
  const checks = (await api.data.repositories.scans.results(systemScope, id)) ?? [];
  return checks.find(({ checkId }) => checkId === "upgrade/cgroup-version")?.verdict;
}

test("the plan judges by it at once and scans from the next on, and no longer once it is removed", async () => {
  const { api, cluster, scan } = await world();
  const cookie = await api.signIn({ role: "operator" });
  const planned = async () => JSON.stringify(await (await api.ask("GET", `/scans/${scan.id}/upgrade`, { cookie })).json());
  const said = "as its kubelet said on 2026-11-20";
  expect(await planned()).not.toContain(said);
  expect(await verdictIn(api, cluster.id)).toBe("notAssessed");

  const taken = await send(api, cluster.id, cookie, gzipSync(file));
  expect(taken.status).toBe(200);
  const kept = await taken.json();
  expect(kept).toMatchObject({
    nodes: [
      {
        ...{ node: "a", seenAt: "2026-11-20T08:00:00Z", version: "v1.34.4" },
        ...{ metrics: true, configuration: true, commandLine: false },
      },
    ],
    unread: 1,
  });
  expect(await (await api.ask("GET", `/clusters/${cluster.id}/kubelets`, { cookie })).json()).toEqual({ kubelets: kept });
  expect(await planned()).toContain(said);
  expect(await verdictIn(api, cluster.id)).toBe("fail");
  const stored = await api.data.repositories.kubelets.get(systemScope, cluster.id);
  expect(JSON.stringify(stored)).not.toContain("s3cret");

  expect((await api.ask("DELETE", `/clusters/${cluster.id}/kubelets`, { cookie })).status).toBe(204);
  expect(await (await api.ask("GET", `/clusters/${cluster.id}/kubelets`, { cookie })).json()).toEqual({});
  expect(await planned()).not.toContain(said);
  expect(await verdictIn(api, cluster.id)).toBe("notAssessed");
  const told = JSON.stringify(await api.data.repositories.audit.list(systemScope, { limit: 10 } as never));
  expect(told).toContain("kubelets.upload");
  expect(told).toContain("kubelets.remove");
});

test("a file that says nothing of a node is refused, and the last one stays", async () => {
  const { api, cluster } = await world();
  const cookie = await api.signIn({ role: "operator" });
  await send(api, cluster.id, cookie, file);
  for (const body of ["", "hello", "# drydock node a\n", gzipSync(file).subarray(0, 40)]) {
    const refused = await send(api, cluster.id, cookie, body);
    expect([refused.status, ((await refused.json()) as { remedy: string }).remedy]).toEqual([
      400,
      expect.stringContaining("command"),
    ]);
  }
  expect(await (await api.ask("GET", `/clusters/${cluster.id}/kubelets`, { cookie })).json()).toMatchObject({
    kubelets: { nodes: [{ node: "a" }] },
  });
});

test("who sees a part of the cluster neither sends any nor learns of any, and who only reads sends none", async () => {
  const { api, cluster } = await world();
  await send(api, cluster.id, await api.signIn({ role: "operator" }), file);
  const cookie = await api.signIn({ role: "operator", scope: { clusters: [{ id: cluster.id, namespaces: ["shop"] }] } as never });
  expect((await send(api, cluster.id, cookie, file)).status).toBe(404);
  expect((await api.ask("GET", `/clusters/${cluster.id}/kubelets`, { cookie })).status).toBe(404);
  expect((await api.ask("DELETE", `/clusters/${cluster.id}/kubelets`, { cookie })).status).toBe(404);
  expect((await send(api, cluster.id, await api.signIn({ role: "viewer" }), file)).status).toBe(403);
});
