import { describe, expect, test } from "vitest";
import type { AuditEntry, AuditPage } from "#contracts/audit.ts";
import type { UserScope } from "#contracts/common.ts";
import { cleanLines } from "#core/text/clean.ts";
import { systemScope } from "#server/database/scope.ts";
import { handleAuditExport } from "#server/http/downloads/audit-export.ts";
import { createTestApi, requestOf, type TestApi } from "#test/api/api.ts";
import { seedCluster } from "#test/postgres/seed.ts";

const hostile = [
  '=HYPERLINK("https://evil.example","x")',
  "+1+cmd|' /C calc'!A0",
  "-2+3",
  "@SUM(A1)",
  "\t=1",
  "\r=1",
  'quote " and, comma; and\nnewline',
  "</script><script>alert(1)</script>",
  "\u202Eevil\u202C",
];

async function seeded(): Promise<{ api: TestApi; cookie: string; team: string; other: string }> {
  const api = await createTestApi();
  const cookie = await api.signIn({});
  await api.data.database.pool.query("ALTER TABLE audit_entries DISABLE TRIGGER ALL");
  await api.data.database.pool.query("DELETE FROM audit_entries");
  await api.data.database.pool.query("ALTER TABLE audit_entries ENABLE TRIGGER ALL");
  const [team, other] = [await seedCluster(api.data, { name: "team" }), await seedCluster(api.data, { name: "other" })];
  const append = (entry: object) => api.data.repositories.audit.append(systemScope, entry as never);
  await append({
    actorId: "usr_ada",
    actorName: "Ada",
    action: "cluster.change",
    clusterId: team.id,
    subject: "team",
    detail: { before: { name: "crew" }, after: { name: "team" } },
  });
  await append({
    actorId: "usr_bob",
    actorName: "Bob",
    action: "scan.start",
    clusterId: other.id,
    subject: "scn_1",
    detail: { number: 1, token: "drydock_AbCd" },
  });
  await append({ actorName: "Somebody", action: "session.refused", subject: "50%_off@example.com" });
  await secondsApart(api);
  return { api, cookie, team: team.id, other: other.id };
}

/** What is written within one millisecond has no order. */
async function secondsApart({ data }: TestApi): Promise<void> {
  const ages = "CASE action WHEN 'cluster.change' THEN 2 WHEN 'scan.start' THEN 1 ELSE 0 END";
  await data.database.pool.query("ALTER TABLE audit_entries DISABLE TRIGGER ALL");
  await data.database.pool.query(`UPDATE audit_entries SET at = at - make_interval(secs => ${ages})`);
  await data.database.pool.query("ALTER TABLE audit_entries ENABLE TRIGGER ALL");
}

async function list(api: TestApi, cookie: string, query = ""): Promise<AuditEntry[]> {
  const response = await api.ask("GET", `/audit${query}`, { cookie });
  expect(response.status).toBe(200);
  return ((await response.json()) as AuditPage).items;
}
const actionsOf = (entries: readonly AuditEntry[]) => entries.map(({ action }) => action);

describe("the audit log", () => {
  test("tells who did what to what, before and after, newest first", async () => {
    const { api, cookie, team } = await seeded();
    const entries = (await list(api, cookie)).filter(({ action }) => action !== "session.signIn");
    expect(actionsOf(entries)).toEqual(["session.refused", "scan.start", "cluster.change"]);
    expect(entries[2]).toMatchObject({
      actor: { id: "usr_ada", name: "Ada" },
      says: "changed",
      cluster: { id: team, name: "team" },
      subject: "team",
      facts: {},
      before: { name: "crew" },
      after: { name: "team" },
    });
    expect(entries[1]).toMatchObject({ actor: { token: "drydock_AbCd" }, facts: { number: 1 } });
  });

  test.each([
    ["?q=CREW", ["cluster.change"]],
    ["?q=50%25_OFF", ["session.refused"]],
    ["?q=50x_off", []],
    ["?actor=usr_bob", ["scan.start"]],
    ["?action=scan.start,session.refused", ["session.refused", "scan.start"]],
    ["?action=scan.start&action=cluster.change", ["scan.start", "cluster.change"]],
    ["?from=2100-01-01T00:00:00Z", []],
    ["?to=2000-01-01T00:00:00Z", []],
    [`?q=${encodeURIComponent("' OR 1=1 --")}`, []],
  ])("is searched by %s", async (query, actions) => {
    const { api, cookie } = await seeded();
    expect(actionsOf(await list(api, cookie, query))).toEqual(actions);
  });

  test("is searched by cluster, and says who appears in it", async () => {
    const { api, cookie, team } = await seeded();
    expect(actionsOf(await list(api, cookie, `?cluster=${team}`))).toEqual(["cluster.change"]);
    const actors = (await (await api.ask("GET", "/audit/actors", { cookie })).json()) as { items: { name: string }[] };
    expect(actors.items.map(({ name }) => name)).toEqual(["Ada", "Bob"]);
  });

  test("is read page by page, each entry once, whatever is added meanwhile", async () => {
    const { api, cookie } = await seeded();
    for (let i = 0; i < 7; i += 1)
      await api.data.repositories.audit.append(systemScope, { actorName: "Ada", action: "scan.start", subject: `${i}` });
    const seen: string[] = [];
    let cursor: string | undefined = "";
    while (cursor !== undefined) {
      const page: AuditPage = await (await api.ask("GET", `/audit?limit=3${cursor && `&cursor=${cursor}`}`, { cookie })).json();
      seen.push(...page.items.map(({ id }) => id));
      await api.data.repositories.audit.append(systemScope, { actorName: "Eve", action: "scan.start" });
      cursor = page.next;
    }
    expect(seen).toHaveLength(10);
    expect(new Set(seen).size).toBe(10);
    expect((await api.ask("GET", "/audit?cursor=x", { cookie })).status).toBe(400);
  });

  test("shows only what is about clusters that one sees whole, and nothing to a viewer", async () => {
    const { api, team, other } = await seeded();
    const read = async (scope: UserScope) => actionsOf(await list(api, await api.signIn({ role: "operator", scope })));
    expect(await read({ clusters: [{ id: team }] })).toEqual(["cluster.change"]);
    expect(await read({ clusters: [{ id: team, namespaces: ["shop"] }, { id: other }] })).toEqual(["scan.start"]);
    expect(await read({ clusters: [] })).toEqual([]);
    const viewer = await api.signIn({ role: "viewer" });
    expect((await api.ask("GET", "/audit", { cookie: viewer })).status).toBe(403);
  });
});

async function download(api: TestApi, cookie: string | undefined, query: string): Promise<Response> {
  return handleAuditExport(requestOf("GET", `/audit/export${query}`, cookie === undefined ? {} : { cookie }), api.entry);
}

describe("the file of the audit log", () => {
  test("of CSV can be no formula, whatever is in it", async () => {
    const { api, cookie } = await seeded();
    for (const subject of hostile)
      await api.data.repositories.audit.append(systemScope, {
        actorName: subject,
        action: "scan.start",
        subject,
        detail: { reason: subject },
      });
    const response = await download(api, cookie, "?format=csv&action=scan.start");
    expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8; header=present");
    expect(response.headers.get("content-disposition")).toMatch(/^attachment; filename="drydock-audit-\d{4}-\d\d-\d\d\.csv"$/);
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    const cells = parseCsv(await response.text());
    expect(cells).toHaveLength(hostile.length + 2);
    expect(new Set(cells.map((row) => row.length))).toEqual(new Set([11]));
    for (const cell of cells.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
    const names = cells.slice(1).map((row) => row[1]?.replace(/^'/, ""));
    expect(names.sort()).toEqual([...hostile.map(cleanLines), "Bob"].sort());
  });

  test("of JSON is the entries that the API shows", async () => {
    const { api, cookie } = await seeded();
    const file = (await (await download(api, cookie, "?format=json&action=scan.start,cluster.change")).json()) as AuditEntry[];
    expect(file).toEqual(await list(api, cookie, "?action=scan.start,cluster.change"));
    expect(await (await download(api, cookie, "?format=json&q=nothing-like-this-anywhere-x")).json()).toEqual([]);
  });

  test("has all pages, one at a time, and is itself written down", async () => {
    const { api, cookie } = await seeded();
    await api.data.database.pool.query(
      `INSERT INTO audit_entries (id, at, actor_name, action)
       SELECT 'aud_' || n, now() - n * interval '1 second', 'Ada', 'scan.start' FROM generate_series(1, 2500) n`,
    );
    const lines = (await (await download(api, cookie, "?format=csv&action=scan.start")).text()).split("\r\n");
    expect(lines).toHaveLength(2500 + 1 + 2);
    expect(await list(api, cookie, "?action=audit.export")).toMatchObject([{ facts: { format: "csv" } }]);
  });

  test("is for who may read the log, and has a format", async () => {
    const { api, cookie } = await seeded();
    expect((await download(api, undefined, "?format=csv")).status).toBe(401);
    expect((await download(api, await api.signIn({ role: "viewer" }), "?format=csv")).status).toBe(403);
    for (const query of ["", "?format=xml", "?format=csv&from=yesterday", "?format=csv&cluster=x"])
      expect((await download(api, cookie, query)).status).toBe(400);
  });

  test("shows of other clusters nothing", async () => {
    const { api, team } = await seeded();
    const cookie = await api.signIn({ role: "operator", scope: { clusters: [{ id: team }] } });
    const text = await (await download(api, cookie, "?format=csv")).text();
    expect(text).toContain("Ada");
    expect(text).not.toMatch(/Bob|Somebody/);
  });
});

test.each([
  "UPDATE audit_entries SET actor_name = 'Eve'",
  "DELETE FROM audit_entries",
  "TRUNCATE audit_entries",
  "DELETE FROM audit_entries WHERE false",
])("%s is refused by the database itself", async (sql) => {
  const { api } = await seeded();
  await expect(api.data.database.pool.query(sql)).rejects.toThrow("append-only");
});

/** RFC 4180. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, bare = "", end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quoted?.replaceAll('""', '"') ?? bare);
    if (end === ",") continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
