/** Changes between scans, holders on a day, drift and simulation, for readers of the whole cluster and of one namespace of it. */
import { beforeEach, describe, expect, test } from "vitest";
import type { AccessChanges, AccessDrift, Holders, SubjectChangesView } from "#contracts/access/changes.ts";
import type { SimulationView } from "#contracts/access/simulation.ts";
import { hide } from "#core/inventory/hide.ts";
import { handleExport } from "#server/http/downloads/export-handler.ts";
import { createTestApi, requestOf, type TestApi } from "#test/api/api.ts";
import { teamInventory } from "#test/api/world.ts";
import { readCsv } from "#test/exports/csv-reader.ts";
import { seedCluster, seedScan } from "#test/postgres/seed.ts";

let api: TestApi;
let cluster: string;
const scans: string[] = [];
let whole: string;
let shop: string;
const day = (n: number) => `2026-11-${String(n).padStart(2, "0")}T10:00:00Z`;

beforeEach(async () => {
  api = await createTestApi();
  scans.length = 0;
  ({ id: cluster } = await seedCluster(api.data, { name: "team" }));
  const looks = [
    teamInventory({ takenAt: day(10), without: ["auditors", "vault", "deployers"] }),
    teamInventory({ takenAt: day(12) }),
    hide(teamInventory({ takenAt: day(14) }), "clusterrolebindings.rbac.authorization.k8s.io"),
  ];
  for (const look of looks) scans.push((await seedScan(api.data, cluster, look)).id);
  const other = await seedCluster(api.data, { name: "other" });
  await seedScan(api.data, other.id, teamInventory({ takenAt: day(12), without: ["node-readers"] }));
  whole = await api.signIn({ role: "viewer", scope: { clusters: "all" } });
  shop = await api.signIn({ role: "viewer", scope: { clusters: [{ id: cluster, namespaces: ["shop"] }] } as never });
});

async function get<T>(cookie: string, path: string): Promise<T> {
  return (await (await api.ask("GET", path, { cookie })).json()) as T;
}

const words = (items: readonly SubjectChangesView[]) =>
  items.flatMap(({ subject, changes }) =>
    changes.map(({ direction, certain, scope, rights }) =>
      [
        subject.name,
        certain ? direction : `perhaps ${direction}`,
        [scope].flat().join(),
        ...rights.map((right) => right.words),
      ].join(" "),
    ),
  );
const changes = (cookie: string, query = "") => get<AccessChanges>(cookie, `/scans/${scans[1]}/access/changes${query}`);

describe("changes between two scans", () => {
  test("are of effective permissions, dangerous ones first, with their cause", async () => {
    const answer = await changes(whole);
    expect(words(answer.items)).toEqual([
      "auditors gained cluster get, list on secrets",
      "deployer gained shop every verb on deployments.apps",
      "bankers-secret-name gained bank get, list on secrets",
    ]);
    expect(answer).toMatchObject({
      comparable: true,
      complete: true,
      before: { number: 1 },
      after: { number: 2 },
      counts: { gained: 3, dangerous: 3, lost: 0 },
    });
    expect(answer.items[0]?.changes[0]).toMatchObject({
      dangers: [{ id: "read-secrets", may: "read the values of Secrets" }],
      causes: [{ kind: "ClusterRoleBinding", name: "auditors", change: "added" }],
    });
  });

  test("are filtered and come in pages", async () => {
    expect(words((await changes(whole, "?q=DEPLOY")).items)).toHaveLength(1);
    expect(words((await changes(whole, "?direction=lost")).items)).toEqual([]);
    expect(words((await changes(whole, "?namespace=shop&kind=ServiceAccount")).items)).toHaveLength(1);
    const first = await changes(whole, "?limit=2");
    const second = await changes(whole, `?limit=2&cursor=${first.next}`);
    expect([...words(first.items), ...words(second.items)]).toEqual(words((await changes(whole)).items));
    expect(second.next).toBeUndefined();
    expect((await api.ask("GET", `/scans/${scans[1]}/access/changes?cursor=x`, { cookie: whole })).status).toBe(400);
  });

  test("of what a scan did not see are not comparable, and never unchanged", async () => {
    const answer = await get<AccessChanges>(whole, `/scans/${scans[2]}/access/changes`);
    expect(words(answer.items)).toContain("auditors perhaps lost cluster get, list on secrets");
    expect(answer).toMatchObject({ complete: false, gaps: { before: [], after: [{ reason: "forbidden" }] } });
  });

  test("of the first scan are none, with the reason", async () => {
    expect(await get<AccessChanges>(whole, `/scans/${scans[0]}/access/changes`)).toMatchObject({
      comparable: false,
      reason: "There is no earlier scan with results of this cluster.",
      items: [],
    });
  });

  test("tell a reader of one namespace what changed there, and nothing of elsewhere", async () => {
    const answer = await changes(shop);
    expect(words(answer.items)).toEqual([
      "auditors gained cluster get, list on secrets",
      "deployer gained shop every verb on deployments.apps",
    ]);
    expect(JSON.stringify(answer)).not.toMatch(/bank|vault|nora|nodes/);
    const elsewhere = await get<AccessChanges>(shop, `/scans/${scans[1]}/access/changes?namespace=bank`);
    expect(JSON.stringify(elsewhere)).not.toMatch(/bankers|vault/);
  });

  test("are exported as they are shown", async () => {
    const file = (format: string, cookie = whole) =>
      handleExport(
        requestOf("GET", `/exports/access-changes?before=${scans[0]}&after=${scans[1]}&format=${format}`, { cookie }),
        "access-changes",
        api.entry,
      );
    const [head, ...lines] = readCsv(await (await file("csv")).text());
    const column = (name: string) => lines.map((line) => line[head?.indexOf(name) ?? -1]);
    expect(column("record")).toEqual(["change", "change", "change", "coverage"]);
    expect(column("rights").slice(0, 2)).toEqual(["get, list on secrets", "every verb on deployments.apps"]);
    expect(column("because")[0]).toBe("ClusterRoleBinding auditors added");
    const parsed = JSON.parse(await (await file("json")).text());
    expect(parsed).toMatchObject({ kind: "access-changes", restsOn: { complete: true, before: { number: 1 } } });
    expect(await (await file("json", shop)).text()).not.toMatch(/bank/);
  });
});

describe("who held a right on a day", () => {
  const holders = (cookie: string, query: string) => get<Holders>(cookie, `/clusters/${cluster}/access/holders${query}`);
  const named = (answer: Holders) => answer.items.map(({ subject, scope }) => `${subject.name} ${[scope].flat().join()}`);

  test("is answered by the scan that was newest then, with its age", async () => {
    const before = await holders(whole, "?at=2026-11-11");
    expect(named(before)).toEqual(["system:masters cluster"]);
    expect(before).toMatchObject({ scan: { number: 1 }, ageSeconds: 38 * 3_600, complete: true });
    const after = await holders(whole, "?at=2026-11-12T11:00:00Z");
    expect(named(after)).toEqual(["auditors cluster", "system:masters cluster", "bankers-secret-name bank"]);
    expect(after).toMatchObject({ scan: { number: 2 }, ageSeconds: 3_600, total: 3 });
    expect(named(await holders(whole, "?at=2026-11-12T11:00:00Z&namespace=shop"))).toEqual([
      "auditors cluster",
      "system:masters cluster",
    ]);
  });

  test("is not known before the first scan, and not complete where that scan was not", async () => {
    expect(await holders(whole, "?at=2026-11-01")).toMatchObject({
      reason: "none",
      oldest: { number: 1 },
      items: [],
      complete: false,
    });
    expect(await holders(whole, "?at=2026-11-30")).toMatchObject({ scan: { number: 3 }, complete: false });
  });

  test("says that scans of that time are not kept", async () => {
    const { id } = await seedCluster(api.data, { name: "pruned" });
    await seedScan(api.data, id, teamInventory({ takenAt: day(1) }));
    await seedScan(api.data, id, teamInventory({ takenAt: day(20) }));
    await api.data.database.pool.query("UPDATE scans SET state = 'retired' WHERE cluster_id = $1 AND number = 1", [id]);
    const gone = await get<Holders>(whole, `/clusters/${id}/access/holders?at=2026-11-05`);
    expect(gone).toMatchObject({ reason: "notKept", oldest: { number: 2 } });
  });

  test("tells a reader of one namespace nothing of others, nor of rights over the cluster", async () => {
    expect(named(await holders(shop, "?at=2026-11-13"))).toEqual(["auditors cluster", "system:masters cluster"]);
    const status = async (query: string) =>
      (await api.ask("GET", `/clusters/${cluster}/access/holders${query}`, { cookie: shop })).status;
    expect(await status("?at=2026-11-13&namespace=bank")).toBe(404);
    expect(await status("?at=2026-11-13&capability=proxy-nodes")).toBe(400);
  });
});

test("drift names roles and bindings that differ between clusters", async () => {
  const bindings = await get<AccessDrift>(whole, "/access/drift?what=bindings");
  expect(bindings.clusters.map(({ cluster: name, complete }) => [name, complete])).toContainEqual(["team", false]);
  const roles = await get<AccessDrift>(whole, "/access/drift");
  expect(roles).toMatchObject({ roles: [], counts: { roles: 0 } });
  const { clusters } = await get<AccessDrift>(shop, "/access/drift");
  expect(clusters.map(({ cluster: name }) => name)).toEqual(["team"]);
});

describe("a simulation", () => {
  const head = "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\n";
  const grant = `${head}metadata: {name: more}\nroleRef: {kind: ClusterRole, name: secret-reader}\nsubjects: [{kind: User, name: eve}]\n`;
  const simulate = (body: object, cookie = whole) => api.ask("POST", `/scans/${scans[1]}/access/simulation`, { cookie, body });
  const read = async (body: object, cookie = whole) => (await (await simulate(body, cookie)).json()) as SimulationView;

  test("shows who gains what, the risk, and the cells", async () => {
    const answer = await read({ text: grant, deletions: ["RoleBinding bank/vault"] });
    expect(words(answer.items)).toEqual([
      "eve gained cluster get, list on secrets",
      "bankers-secret-name lost bank get, list on secrets",
    ]);
    expect(answer.objects.map(({ name, fate, matters }) => [name, fate, matters])).toEqual([
      ["vault", "deleted", true],
      ["more", "added", true],
    ]);
    expect(answer.risks.new.map(({ checkId }) => checkId)).toContain("rbac/secret-readers");
    const [cells] = answer.cells;
    expect(cells?.rows).toEqual([{ group: "", resource: "secrets", before: "--------", after: "EE------" }]);
  });

  test("is refused for what cannot be read, by document and field", async () => {
    const refused = await simulate({ text: grant.replace("subjects", "subject") });
    expect(refused.status).toBe(422);
    expect(await refused.json()).toMatchObject({ code: "changeRefused", issues: [{ path: "document 1: subject" }] });
    expect((await simulate({ deletions: ["Pod x"] })).status).toBe(422);
  });

  test("keeps nothing: no row of any table is new", async () => {
    const count = async () => {
      const tables = ["scans", "findings", "audit_entries", "inventory_blobs", "idempotency_keys"];
      const counts = tables.map((table) => api.data.database.pool.query(`SELECT count(*)::int AS n FROM ${table}`));
      return (await Promise.all(counts)).map(({ rows }) => rows[0].n);
    };
    const before = await count();
    await api.ask("POST", `/scans/${scans[1]}/access/simulation`, {
      ...{ cookie: whole, body: { text: grant }, headers: { "idempotency-key": "0123456789abcdef" } },
    });
    const [scansAfter, findings, , blobs] = await count();
    expect([scansAfter, findings, blobs]).toEqual([before[0], before[1], before[3]]);
    const kept = await api.data.database.pool.query("SELECT * FROM idempotency_keys");
    expect(JSON.stringify(kept.rows)).not.toContain("secret-reader");
  });

  test("tells a reader of one namespace what would change there alone", async () => {
    const answer = await read({ text: grant }, shop);
    expect(words(answer.items)).toEqual(["eve gained cluster get, list on secrets"]);
    expect(JSON.stringify(answer)).not.toMatch(/bank|nora/);
    const elsewhere = await simulate({ deletions: ["RoleBinding bank/vault"] }, shop);
    expect(elsewhere.status).toBe(422);
    expect(await elsewhere.json()).toMatchObject({ issues: [{ message: "You do not see the namespace bank." }] });
  });
});
