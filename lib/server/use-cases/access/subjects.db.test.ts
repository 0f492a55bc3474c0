/** Subjects, their rights, roles and pictures, and roles made from audit logs, for readers of the whole cluster and of one namespace. */
import { describe, expect, test } from "vitest";
import type { GeneratedRole } from "#contracts/access/generated-role.ts";
import type { Lookup, RoleDetail, RoleList, SubjectDetail, SubjectList, SubjectRights } from "#contracts/access/subjects.ts";
import type { Drawing } from "#contracts/graph.ts";
import type { KubernetesObject } from "#core/inventory/from-objects.ts";
import { handleExport } from "#server/http/downloads/export-handler.ts";
import { handleAuditLog } from "#server/http/evidence-handler.ts";
import { createTestApi, origin } from "#test/api/api.ts";
import { teamInventory } from "#test/api/world.ts";
import { readCsv } from "#test/exports/csv-reader.ts";
import { seedCluster, seedScan } from "#test/postgres/seed.ts";

interface Reader {
  readonly cookie: string;
  get<T>(path: string): Promise<T>;
  status(path: string): Promise<number>;
}

async function world(more: readonly KubernetesObject[] = []) {
  const api = await createTestApi();
  const { id: cluster } = await seedCluster(api.data, { name: "team" });
  const { id: scan } = await seedScan(api.data, cluster, teamInventory({ more }));
  const reader = async (clusters: "all" | { id: string; namespaces: string[] }[]): Promise<Reader> => {
    const cookie = await api.signIn({ role: "viewer", scope: { clusters } as never });
    const ask = (path: string) => api.ask("GET", `/scans/${scan}/access${path}`, { cookie });
    return {
      cookie,
      get: async <T>(path: string) => (await (await ask(path)).json()) as T,
      status: async (path) => (await ask(path)).status,
    };
  };
  return { api, scan, whole: await reader("all"), shop: await reader([{ id: cluster, namespaces: ["shop"] }]) };
}

const deployer = "?subjectKind=ServiceAccount&subject=deployer&subjectNamespace=shop";

describe("the list of roles", () => {
  const names = async (reader: Reader, query = "") =>
    (await reader.get<RoleList>(`/roles?${query}`)).items.map(({ role }) => role.name).sort();

  test("says what they give and who holds them", async () => {
    const { whole } = await world();
    const { items, ...list } = await whole.get<RoleList>("/roles?sort=danger");
    expect(list).toMatchObject({ total: items.length, complete: true, unused: 0 });
    expect(items.find(({ role }) => role.name === "secret-reader")).toMatchObject({
      ...{ exists: true, origin: "own", rules: 1, bindings: 1, holders: 1, unused: false },
      ...{ dangers: ["read the values of Secrets"], first: [{ kind: "Group", name: "auditors" }] },
    });
    expect(await names(whole, "show=dangerous")).toEqual(["deployer", "secret-reader", "vault"]);
    expect(await names(whole, "kind=Role&namespace=bank")).toEqual(["vault"]);
  });

  test("has none of other namespaces for a reader of some, and does not say what is unused", async () => {
    const { shop } = await world();
    expect(await names(shop)).toEqual(["deployer", "secret-reader"]);
    expect(await names(shop, "show=unused")).toEqual([]);
    expect(await shop.status("/roles?namespace=bank")).toBe(404);
  });
});

describe("subjects", () => {
  test("are listed with what they hold and what runs as them", async () => {
    const { whole } = await world();
    const list = await whole.get<SubjectList>("/subjects?sort=name");
    expect(list).toMatchObject({ complete: true, gaps: [], total: list.items.length });
    expect(list.items.find(({ subject }) => subject.name === "deployer")).toMatchObject({
      ...{ dangerous: 1, everywhere: 0, namespaces: 1, isDefault: false, incomplete: false },
      use: { workloads: 1, pods: 1, nodes: 1, complete: true },
    });
    const names = async (query: string) =>
      (await whole.get<SubjectList>(`/subjects?defaults=show${query}`)).items.map(({ subject }) => subject.name).sort();
    expect(await names("&use=used")).toEqual(["deployer"]);
    expect(await names("&risky=true")).toEqual(["auditors", "bankers-secret-name", "deployer", "system:masters"]);
    expect(await names("&q=NOR&kind=User")).toEqual(["nora"]);
    expect((await whole.get<SubjectList>("/subjects?limit=1&offset=1&sort=name")).items).toEqual([list.items[1]]);
  });

  test("are of a class, and accounts that no binding names are among them", async () => {
    const account = (name: string, namespace: string, annotations = {}) => ({
      ...{ apiVersion: "v1", kind: "ServiceAccount" },
      metadata: { name, namespace, uid: `uid-${namespace}-${name}`, annotations },
    });
    const role = "arn:aws:iam::123456789012:role/uploads";
    const more = [
      account("uploads", "shop", { "eks.amazonaws.com/role-arn": role }),
      account("default", "shop"),
      account("teller", "bank"),
    ];
    const { whole, shop } = await world(more);
    const names = async (reader: Reader, query: string) =>
      (await reader.get<SubjectList>(`/subjects?${query}`)).items.map(({ subject }) => subject.name).sort();
    expect(await names(whole, "bound=unbound")).toEqual(["teller", "uploads"]);
    expect(await names(whole, "bound=unbound&defaults=show")).toEqual(["default", "teller", "uploads"]);
    expect(await names(whole, "bound=unbound&risky=true")).toEqual([]);
    expect(await names(shop, "bound=unbound")).toEqual(["uploads"]);
    expect(await names(whole, "class=cloud")).toEqual(["uploads"]);
    expect(await names(whole, "class=unknown&kind=User")).toEqual(["bankers-secret-name", "nora"]);
    const list = await whole.get<SubjectList>("/subjects?q=uploads");
    expect(list).toMatchObject({ unbound: 3, items: [{ class: "robot", cloud: role, bound: false, dangerous: 0 }] });
  });

  test("begin with a sentence", async () => {
    const { whole } = await world();
    const sentence = async (query: string) => (await whole.get<SubjectDetail>(`/subject${query}`)).sentence;
    expect(await sentence(deployer)).toBe(
      "`ServiceAccount shop/deployer` may start pods as any service account of the namespace in `shop`; the account does not exist, and 1 pod on 1 node runs as it.",
    );
    expect(await sentence("?subjectKind=Group&subject=auditors")).toBe(
      "`Group auditors` may read the values of Secrets everywhere.",
    );
    expect(await sentence("?subjectKind=Group&subject=system:masters")).toBe(
      "`Group system:masters` may do everything in the whole cluster.",
    );
    expect(await sentence("?subjectKind=User&subject=nobody")).toBe("`User nobody` holds no right.");
  });

  test("have their rights with the chain of each, by place", async () => {
    const { whole } = await world();
    const detail = await whole.get<SubjectDetail>(`/subject${deployer}`);
    expect(detail.places).toEqual([
      { rights: 0, idle: 0 },
      { namespace: "shop", rights: 1, idle: 0 },
    ]);
    expect(detail.bindings).toMatchObject([
      { binding: { kind: "RoleBinding", namespace: "shop", name: "deployers" }, role: { name: "deployer" }, implicit: false },
    ]);
    const rights = await whole.get<SubjectRights>(`/subject/rights${deployer}&namespace=shop`);
    expect(rights.rights).toMatchObject([
      {
        verbs: ["*"],
        group: "apps",
        resource: "deployments",
        chains: [{ chain: { binding: { name: "deployers" }, ruleIndex: 0 } }],
      },
    ]);
    expect((await whole.get<SubjectRights>(`/subject/rights${deployer}&namespace=shop&q=secret`)).total).toBe(0);
  });

  test("are drawn with their bindings and roles", async () => {
    const { whole } = await world();
    const drawing = await whole.get<Drawing>(`/subject/graph${deployer}`);
    expect(drawing.nodes.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      "ServiceAccount deployer",
      "RoleBinding deployers",
      "Role deployer",
    ]);
    expect(drawing.leftOut).toEqual([]);
  });

  test("half a service account is no subject", async () => {
    const { whole } = await world();
    expect(await whole.status("/subject?subjectKind=ServiceAccount&subject=deployer")).toBe(400);
  });
});

describe("roles", () => {
  test("are shown with who holds them", async () => {
    const { whole } = await world();
    const role = await whole.get<RoleDetail>("/role?roleKind=ClusterRole&role=secret-reader");
    expect(role).toMatchObject({
      ...{ exists: true, origin: "own", rulesTotal: 1, holdersTotal: 1, bindings: 1 },
      holders: [{ subject: { kind: "Group", name: "auditors" }, meansNobody: false }],
    });
    expect((await whole.get<Drawing>("/role/graph?roleKind=ClusterRole&role=secret-reader")).nodes).toHaveLength(3);
    expect(await whole.status("/role?roleKind=ClusterRole&role=nothing")).toBe(404);
    expect(await whole.status("/role?roleKind=Role&role=deployer")).toBe(400);
  });

  test("and subjects are found by a part of their name", async () => {
    const { whole } = await world();
    const found = await whole.get<Lookup>("/lookup?q=DEPLOY");
    expect(found.subjects.map(({ subject }) => subject.name)).toEqual(["deployer"]);
    expect(found.roles).toMatchObject([{ role: { kind: "Role", namespace: "shop", name: "deployer" }, holders: 1 }]);
  });
});

test("a reader of one namespace is told of nothing else", async () => {
  const { shop, api, scan } = await world();
  const text = async (path: string) => JSON.stringify(await shop.get(path));
  for (const path of [
    "/subjects?defaults=show",
    "/subject?subjectKind=User&subject=bankers-secret-name",
    "/subject/rights?subjectKind=User&subject=bankers-secret-name",
    "/subject/graph?subjectKind=User&subject=bankers-secret-name",
    "/lookup?q=vault",
  ])
    expect([path, (await text(path)).includes("vault"), (await text(path)).includes('nodes"]')]).toEqual([path, false, false]);
  expect((await shop.get<SubjectDetail>("/subject?subjectKind=User&subject=nora")).places).toEqual([{ rights: 0, idle: 0 }]);
  expect(await shop.status("/role?roleKind=Role&role=vault&roleNamespace=bank")).toBe(404);
  expect(await shop.status("/role/graph?roleKind=Role&role=vault&roleNamespace=bank")).toBe(404);
  expect(await shop.status("/subjects?namespace=bank")).toBe(404);
  expect(await shop.status(`/subject/rights${deployer}&namespace=bank`)).toBe(404);
  const file = async (query: string) =>
    handleExport(
      new Request(`${origin}/api/v1/exports/policy-rules?scan=${scan}${query}`, { headers: { cookie: shop.cookie } }),
      "policy-rules",
      api.entry,
    );
  const csv = await (await file("")).text();
  expect([csv.includes("vault"), csv.includes("node-reader"), csv.includes("deployers")]).toEqual([false, false, true]);
  expect((await file("&namespace=bank")).status).toBe(404);
});

test("policy rules are a file with a record for every right", async () => {
  const { api, whole, scan } = await world();
  const request = new Request(`${origin}/api/v1/exports/policy-rules?scan=${scan}&q=auditors`, {
    headers: { cookie: whole.cookie },
  });
  const records = readCsv(await (await handleExport(request, "policy-rules", api.entry)).text());
  const [head = [], ...rows] = records;
  const cell = (row: readonly string[], name: string) => row[head.indexOf(name)];
  expect(rows.map((row) => ["record", "subject", "verb", "resource", "note"].map((name) => cell(row, name)))).toEqual([
    ["right", "auditors", "get", "secrets", ""],
    ["right", "auditors", "list", "secrets", ""],
    ["coverage", "", "", "", "complete"],
  ]);
});

describe("an audit log", () => {
  const event = (verb: string, decision: string, resource: string) =>
    JSON.stringify({
      ...{ kind: "Event", apiVersion: "audit.k8s.io/v1", stage: "ResponseComplete", verb },
      user: { username: "system:serviceaccount:shop:deployer" },
      objectRef: { apiGroup: "apps", resource, namespace: "shop", name: "web" },
      annotations: { "authorization.k8s.io/decision": decision },
      stageTimestamp: "2026-11-01T10:00:00.000000Z",
    });

  async function generate(body: string, { query = deployer, of = "whole" as "whole" | "shop" } = {}) {
    const { api, scan, ...readers } = await world();
    const before = await countRows(api);
    const request = new Request(`${origin}/api/v1/scans/${scan}/access/subject/generate${query}`, {
      method: "POST",
      headers: { origin, cookie: readers[of].cookie, "content-type": "application/x-ndjson" },
      body,
    });
    const response = await handleAuditLog(request, scan, api.entry);
    const made = (await response.json()) as GeneratedRole;
    return { status: response.status, made, stored: (await countRows(api)) - before };
  }

  /** Rows of every table that could have kept something. */
  async function countRows(api: Awaited<ReturnType<typeof world>>["api"]): Promise<number> {
    const { rows } = await api.data.database.pool.query("SELECT (SELECT count(*) FROM uploads)::int AS n");
    return (rows[0] as { n: number }).n;
  }

  test("becomes a role, with what was not used and what was refused, and is not kept", async () => {
    const log = [event("patch", "allow", "deployments"), event("delete", "forbid", "deployments")].join("\n");
    const { status, made, stored } = await generate(log);
    expect([status, stored]).toEqual([200, 0]);
    expect(made).toMatchObject({
      ...{ lines: 2, events: 2, unreadable: 0, requests: 1, unused: [] },
      period: { from: "2026-11-01T10:00:00.000000Z", to: "2026-11-01T10:00:00.000000Z" },
      denied: [{ verb: "delete", target: 'deployments.apps "web"', namespace: "shop", count: 1 }],
      wider: [{ verbs: ["*"], target: "deployments.apps", usedAs: ["patch deployments.apps"] }],
    });
    expect(made.yaml).toContain("verbs:\n      - patch");
    expect(made.yaml).not.toContain("resourceNames");
    expect((await generate(log, { query: `${deployer}&names=true`, of: "shop" })).made.yaml).toContain("resourceNames");
  });

  test("without an event of the subject is an answer too", async () => {
    const { status, made } = await generate("not a log");
    expect([status, made.unreadable, made.yaml, made.unusedTotal]).toEqual([200, 1, "", 1]);
  });

  test("is not read for a group", async () => {
    expect((await generate("", { query: "?subjectKind=Group&subject=auditors" })).status).toBe(400);
  });
});
