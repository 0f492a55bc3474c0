/** Escalation paths and namespace administration over the API, for readers of the whole cluster and of one namespace of it. */
import { expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import type { NamespaceDetail, Namespaces } from "#contracts/access/namespaces.ts";
import type { Paths, SubjectPaths } from "#contracts/access/paths.ts";
import { inventoryOfObjects } from "#core/inventory/from-objects.ts";
import { account, namespace, pod } from "#core/rbac/paths/worlds.ts";
import { binding, clusterBinding, clusterRole, role, rule } from "#core/rbac/worlds.ts";
import { createTestApi } from "#test/api/api.ts";
import { seedCluster, seedScan } from "#test/postgres/seed.ts";

const hostile = '=HYPERLINK("http://evil.example")<img src=x onerror=alert(1)>\u202e';

const objects = [
  namespace("shop"),
  namespace("bank", "restricted"),
  account("shop", "web"),
  account("bank", "vault"),
  pod("bank", "ledger", "vault"),
  clusterRole("admin", [rule("*", "", "pods"), rule("*", "rbac.authorization.k8s.io", "rolebindings")]),
  clusterRole("root", [rule("*", "*", "*")]),
  clusterBinding("vault", "root", "ServiceAccount:bank/vault"),
  clusterBinding("owner", "root", "User:owner@example.com"),
  role("shop", "starter", [rule("create", "", "pods")]),
  binding("shop", "starters", "Role starter", "Group:shop-developers", `User:${hostile}`),
  role("bank", "debugger", [rule("create", "", "pods/exec")]),
  binding("bank", "debuggers", "Role debugger", "User:eve@example.com"),
];

async function readers() {
  const api = await createTestApi();
  const { id: cluster } = await seedCluster(api.data, { name: "team" });
  const facts = { uid: "u", version: "v1.37.2", minor: "1.37", discovery: { resources: [], gaps: [] } };
  const inventory = inventoryOfObjects(objects, { takenAt: "2026-11-24T00:00:00Z", source: "live", cluster: facts });
  const { id: scan } = await seedScan(api.data, cluster, inventory);
  const reader = async (clusters: "all" | { id: string; namespaces: string[] }[]) => {
    const cookie = await api.signIn({ role: "viewer", scope: { clusters } as never });
    const ask = (path: string) => api.ask("GET", `/scans/${scan}/access${path}`, { cookie });
    return {
      text: async (path: string) => (await ask(path)).text(),
      get: async <T>(path: string) => (await (await ask(path)).json()) as T,
      status: async (path: string) => (await ask(path)).status,
    };
  };
  return { whole: await reader("all"), shop: await reader([{ id: cluster, namespaces: ["shop"] }]) };
}

test("who reaches an end is listed, by hops and by class, with the binding that ends most", async () => {
  const { whole } = await readers();
  const paths = await whole.get<Paths>("/paths?sink=cluster-admin");
  expect(paths.rows.map(({ subject, class: kind, way }) => [subject.name, kind, way.length])).toEqual([
    ["eve@example.com", "human", 2],
    ["shop-developers", "unknown", 3],
    [hostile, "unknown", 3],
    ["vault", "robot", 1],
    ["owner@example.com", "human", 1],
  ]);
  expect(paths.counts[0]).toEqual({ sink: "cluster-admin", direct: 2, byPath: 3, notAssessed: 0 });
  expect(paths.bestCut).toMatchObject({ binding: { kind: "ClusterRoleBinding", name: "vault" }, ends: 4, proven: true });
  const humans = await whole.get<Paths>("/paths?class=human&limit=1&offset=0");
  expect(humans).toMatchObject({ total: 2, rows: [{ subject: { name: "eve@example.com" } }] });
});

test("one subject's paths say each hop, its proof and what to cut", async () => {
  const { whole } = await readers();
  const { paths, class: kind } = await whole.get<SubjectPaths>("/paths/subject?subject=User:eve@example.com&sink=cluster-admin");
  expect(kind).toBe("human");
  expect(paths).toHaveLength(1);
  expect(paths[0]?.path.map(({ does }) => does)).toEqual([
    "may run code in a pod in namespace bank of ServiceAccount bank/vault",
    "holds cluster-admin",
  ]);
  expect(paths[0]?.path[0]).toMatchObject({
    facts: ["pod bank/ledger on node node-1 runs as ServiceAccount bank/vault"],
    chains: [{ binding: { name: "debuggers" }, role: { name: "debugger" }, ruleIndex: 0, scope: "bank" }],
  });
  expect(paths[0]?.cut).toMatchObject({ proven: true, bindings: [{}] });
});

test("a reader of one namespace learns nothing of another, and is told that there may be more", async () => {
  const { shop } = await readers();
  const list = await shop.text("/paths?verdict=reached,notAssessed&defaults=show");
  for (const secret of ["ledger", "debuggers", "eve@example.com", "node-1"]) expect(list).not.toContain(secret);
  const { paths, complete, gaps } = await shop.get<SubjectPaths>("/paths/subject?subject=Group:shop-developers");
  expect(complete).toBe(false);
  expect(gaps).toContainEqual({ resource: "namespaces", reason: "notNamespaceComplete" });
  expect(paths.map(({ verdict }) => verdict)).toEqual(["notAssessed", "notAssessed", "reached", "notAssessed", "notAssessed"]);
  expect(await shop.text("/namespaces")).not.toContain('bank"');
  expect(await shop.status("/namespaces/one?namespace=bank")).toBe(404);
  expect(await shop.status("/namespaces/delegation?namespace=bank&subject=Group:x")).toBe(404);
  expect(await shop.status("/paths/subject?subject=ServiceAccount:bank/other")).toBe(404);
});

test("namespaces say who administers them and what is open; one says it with proof", async () => {
  const { whole } = await readers();
  const list = await whole.get<Namespaces>("/namespaces");
  expect(list.rows.map((row) => [row.namespace, row.enforced, row.local.runs, row.outside])).toEqual([
    ["bank", "restricted", 0, 5],
    ["shop", "none", 2, 5],
  ]);
  expect((await whole.get<Namespaces>("/namespaces?open=true&q=sho")).rows).toHaveLength(1);
  const shop = await whole.get<NamespaceDetail>("/namespaces/one?namespace=shop");
  expect(shop.local.map(({ subject, level }) => [subject.name, level])).toEqual([
    ["shop-developers", "runs"],
    [hostile, "runs"],
  ]);
  expect(shop.beyond.find(({ sink }) => sink === "node-root")).toMatchObject({
    verdict: "reached",
    path: [{ facts: expect.arrayContaining(["namespace shop enforces no Pod Security level"]) }],
  });
});

test("a delegation is YAML of objects, whatever the subject is called", async () => {
  const { whole } = await readers();
  const query = new URLSearchParams({ namespace: "shop", subject: `User:${hostile}`, network: "false" });
  const { yaml } = await whole.get<{ yaml: string }>(`/namespaces/delegation?${query}`);
  const documents = parseAllDocuments(yaml).map((document) => document.toJS() as { kind: string; subjects?: object[] });
  expect(documents.map(({ kind }) => kind)).toEqual(["Namespace", "ResourceQuota", "LimitRange", "Role", "RoleBinding"]);
  expect(documents.at(-1)?.subjects).toEqual([{ apiGroup: "rbac.authorization.k8s.io", kind: "User", name: hostile }]);
});
