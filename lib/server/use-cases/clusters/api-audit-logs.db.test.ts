/** An audit log beside a cluster's scans: taken, judged by the next scan, hidden from who sees only a part, and removed. */
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { systemScope } from "#server/database/scope.ts";
import { handleClusterAuditLog } from "#server/http/evidence-handler.ts";
import { type ApiOptions, createTestApi, origin, type TestApi } from "#test/api/api.ts";
import { teamInventory } from "#test/api/world.ts";
import { seedCluster, seedScan } from "#test/postgres/seed.ts";

const event = (user: string, resource: string, groups: readonly string[] = []) =>
  JSON.stringify({
    ...{ kind: "Event", apiVersion: "audit.k8s.io/v1", stage: "ResponseComplete", verb: "get" },
    ...{
      user: { username: user, groups },
      userAgent: "kubectl/v1.36.0",
      objectRef: { resource, namespace: "shop", name: "web" },
    },
    ...{ responseStatus: { code: 200 }, stageTimestamp: "2027-11-01T10:00:00.000000Z" },
  });

async function team(options?: ApiOptions) {
  const api = await createTestApi(options);
  const cluster = await seedCluster(api.data, { name: "team" });
  await seedScan(api.data, cluster.id, teamInventory());
  return { api, cluster };
}

function send(api: TestApi, cluster: string, cookie: string, body: string | Uint8Array): Promise<Response> {
  const request = new Request(`${origin}/api/v1/clusters/${cluster}/audit-log`, {
    method: "PUT",
    headers: { cookie, origin, "content-type": "application/x-ndjson" },
    body: body as BodyInit,
  });
  return handleClusterAuditLog(request, cluster, api.entry);
}

async function unusedIn(api: TestApi, cluster: string): Promise<{ verdict: string | undefined; titles: string[] }> {
  const { id } = await seedScan(api.data, cluster, teamInventory());
  const checks = (await api.data.repositories.scans.results(systemScope, id)) ?? [];
  const findings = await api.data.repositories.findings.ofScan(systemScope, id);
  return {
    verdict: checks.find(({ checkId }) => checkId === "rbac/unused-grants")?.verdict,
    titles: findings.filter(({ checkId }) => checkId === "rbac/unused-grants").map(({ title }) => title),
  };
}

test("the next scan judges by the log, and no longer once it is removed", async () => {
  const { api, cluster } = await team();
  const cookie = await api.signIn({ role: "operator" });
  expect(await unusedIn(api, cluster.id)).toEqual({ verdict: "notAssessed", titles: [] });

  const taken = await send(api, cluster.id, cookie, gzipSync([event("nora", "secrets", ["auditors"]), "torn {"].join("\n")));
  expect(taken.status).toBe(200);
  expect(await taken.json()).toMatchObject({ events: 1, unreadable: 1, users: 1 });
  const judged = await unusedIn(api, cluster.id);
  expect(judged.titles).not.toEqual([]);
  expect(judged.titles.filter((title) => title.includes("Group auditors"))).toEqual([]);

  expect((await api.ask("DELETE", `/clusters/${cluster.id}/audit-log`, { cookie })).status).toBe(204);
  expect(await (await api.ask("GET", `/clusters/${cluster.id}/audit-log`, { cookie })).json()).toEqual({});
  expect(await unusedIn(api, cluster.id)).toEqual({ verdict: "notAssessed", titles: [] });
  const told = await api.data.repositories.audit.list(systemScope, { limit: 10 } as never);
  expect(JSON.stringify(told)).toContain("log.remove");
});

test("a file without an event is refused, and the last log stays", async () => {
  const { api, cluster } = await team();
  const cookie = await api.signIn({ role: "operator" });
  await send(api, cluster.id, cookie, event("nora", "pods"));
  for (const body of ["", "hello", gzipSync(event("nora", "pods")).subarray(0, 40)]) {
    const refused = await send(api, cluster.id, cookie, body);
    expect([refused.status, ((await refused.json()) as { remedy: string }).remedy]).toEqual([
      400,
      expect.stringContaining("JSON"),
    ]);
  }
  expect(await (await api.ask("GET", `/clusters/${cluster.id}/audit-log`, { cookie })).json()).toMatchObject({
    log: { events: 1 },
  });
});

test("who sees a part of the cluster neither sends one nor learns of one", async () => {
  const { api, cluster } = await team();
  await send(api, cluster.id, await api.signIn({ role: "operator" }), event("nora", "pods"));
  const cookie = await api.signIn({ role: "operator", scope: { clusters: [{ id: cluster.id, namespaces: ["shop"] }] } as never });
  expect((await send(api, cluster.id, cookie, event("eve", "pods"))).status).toBe(404);
  expect((await api.ask("GET", `/clusters/${cluster.id}/audit-log`, { cookie })).status).toBe(404);
  expect((await api.ask("DELETE", `/clusters/${cluster.id}/audit-log`, { cookie })).status).toBe(404);
  const viewer = await api.signIn({ role: "viewer" });
  expect((await send(api, cluster.id, viewer, event("eve", "pods"))).status).toBe(403);
});
