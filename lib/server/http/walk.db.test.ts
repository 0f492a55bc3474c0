/** Walks every route of the contract: without a session, with each role, and from outside the scope. */
import { describe, expect, test } from "vitest";
import { roleHolds } from "#contracts/needs.ts";
import { problemSchema } from "#contracts/problems.ts";
import type { ClusterRow } from "#server/database/clusters/clusters.ts";
import type { ScanRow } from "#server/database/rows.ts";
import { systemScope } from "#server/database/scope.ts";
import { createTestApi, requestOf, type TestApi } from "#test/api/api.ts";
import { type Ids, nobody, type Stop, walk } from "#test/api/walk.ts";
import { teamInventory } from "#test/api/world.ts";
import { seedCluster, seedScan } from "#test/postgres/seed.ts";
import { handleAuditLog, handleClusterAuditLog, handleClusterKubelets, handleEvidencePack } from "./evidence-handler.ts";
import { handleScanEvents } from "./scan-events.ts";
import { handleUpload } from "./upload-handler.ts";

async function seededApi(): Promise<{ api: TestApi; cluster: ClusterRow; scan: ScanRow; ids: Ids }> {
  const api = await createTestApi();
  const cluster = await seedCluster(api.data, { name: "team" });
  const scan = await seedScan(api.data, cluster.id, teamInventory());
  const [finding] = await api.data.repositories.findings.ofScan(systemScope, scan.id);
  return { api, cluster, scan, ids: { ...nobody, cluster: cluster.id, scan: scan.id, fingerprint: finding?.fingerprint ?? "" } };
}

/** Every route, those that stream included. */
function visit(api: TestApi, stop: Stop, options: { cookie?: string; headers?: Record<string, string> }): Promise<Response> {
  const request = requestOf(stop.method, stop.path, { ...options, body: stop.body });
  if (stop.name === "clusters.upload") return handleUpload(request, api.entry);
  if (stop.name === "subjects.generate") return handleAuditLog(request, stop.path.split("/")[2] ?? "", api.entry);
  if (stop.name === "apiAuditLogs.put") return handleClusterAuditLog(request, stop.path.split("/")[2] ?? "", api.entry);
  if (stop.name === "evidencePacks.upload") return handleEvidencePack(request, stop.path.split("/")[2] ?? "", api.entry);
  if (stop.name === "kubelets.put") return handleClusterKubelets(request, stop.path.split("/")[2] ?? "", api.entry);
  return api.ask(stop.method, stop.path, { ...options, body: stop.body });
}

async function expectProblem(response: Response, status: number): Promise<void> {
  expect(response.status).toBe(status);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(response.headers.get("cache-control")).toBe("private, no-store");
  expect(problemSchema.parse(await response.json()).status).toBe(status);
}

/** Part of the ids that the walk makes up, of what was not seeded. */
const neverWas = "a".repeat(26);

const hostile: readonly Record<string, string>[] = [
  {},
  { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy", "x-middleware-subrequest-id": "1" },
  { rsc: "1", "next-router-prefetch": "1", "next-router-state-tree": "[]" },
  { authorization: "Bearer drydock", "x-forwarded-user": "admin", "x-user-id": "1" },
  { cookie: "drydock=made-up.AAAA; __Host-drydock=made-up.AAAA; better-auth.session_token=x" },
];

test("nobody gets in without a session, whatever they send", async () => {
  const { api, ids, scan } = await seededApi();
  for (const headers of hostile) {
    for (const stop of walk(ids).filter(({ needs }) => needs !== "public")) {
      await expectProblem(await visit(api, stop, { headers }), 401);
    }
    const events = requestOf("GET", `/scans/${scan.id}/events`, { headers });
    await expectProblem(await handleScanEvents(events, scan.id, api.entry), 401);
    await expectProblem(await api.ask("GET", "/nothing/here", { headers }), 401);
    await expectProblem(await api.ask("GET", "/fleet?_rsc=1abc", { headers }), 401);
    await expectProblem(await api.ask("POST", "/setup/", { headers, body: {} }), 401);
  }
});

describe.each(["viewer", "operator", "admin"] as const)("a %s", (role) => {
  test("is let in where the contract says so, and nowhere else", async () => {
    const { api, ids } = await seededApi();
    const cookie = await api.signIn({ role });
    for (const stop of walk(ids)) {
      const response = await visit(api, stop, { cookie });
      const allowed = roleHolds(role, stop.needs as Parameters<typeof roleHolds>[1]);
      if (allowed) expect([stop.name, response.status]).not.toEqual([stop.name, 403]);
      else await expectProblem(response, 403);
      expect([stop.name, response.status]).not.toEqual([stop.name, 500]);
      expect([stop.name, response.status]).not.toEqual([stop.name, 401]);
      const reads = allowed && stop.method === "GET" && stop.name !== "clusters.testResult" && !stop.path.includes(neverWas);
      if (reads)
        expect([stop.name, response.status, response.headers.get("content-type")]).toEqual([stop.name, 200, "application/json"]);
    }
  });
});

describe("outside the scope", () => {
  test.each([
    ["no cluster", []],
    ["another cluster", [{ id: nobody.cluster }]],
    ["no namespace of it", [{ id: nobody.cluster, namespaces: ["shop"] }]],
  ] as const)("with %s in scope, what has an id is not there, and lists are empty", async (_what, clusters) => {
    const { api, ids, cluster, scan } = await seededApi();
    const cookie = await api.signIn({ role: "admin", scope: { clusters: clusters.map((grant) => ({ ...grant })) as never } });
    for (const stop of walk(ids)) {
      const response = await visit(api, stop, { cookie });
      const text = await response.text();
      if (stop.owned && !stop.path.startsWith("/users")) expect([stop.name, response.status]).toEqual([stop.name, 404]);
      for (const secret of [cluster.name, scan.id, "auditors", "nora"]) {
        expect([stop.name, text.includes(`"${secret}"`)]).toEqual([stop.name, false]);
      }
      expect([stop.name, response.status]).not.toEqual([stop.name, 500]);
    }
    const events = requestOf("GET", `/scans/${scan.id}/events`, { cookie });
    await expectProblem(await handleScanEvents(events, scan.id, api.entry), 404);
    expect((await api.data.repositories.clusters.get(systemScope, cluster.id))?.name).toBe("team");
  });

  test("an id that never was looks the same", async () => {
    const { api } = await seededApi();
    const cookie = await api.signIn({ role: "admin" });
    for (const stop of walk(nobody).filter(({ owned }) => owned)) await expectProblem(await visit(api, stop, { cookie }), 404);
  });
});
