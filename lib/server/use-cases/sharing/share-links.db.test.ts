/** Links to reports: frozen, redacted, ended at once, and managed by nobody else. */
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { ReportView } from "#components/reports/report-view.tsx";
import type { Report } from "#contracts/reports.ts";
import type { ShareLink } from "#contracts/share-links.ts";
import type { View, ViewKind, ViewOf } from "#contracts/views.ts";
import { retention } from "#server/database/retention.ts";
import { systemScope } from "#server/database/scope.ts";
import { createTestApi, type Person, type TestApi } from "#test/api/api.ts";
import { signedOffReview } from "#test/api/signed-off-review.ts";
import { teamInventory } from "#test/api/world.ts";
import { seedCluster, seedScan } from "#test/postgres/seed.ts";
import { openLink, readReport } from "./reports.ts";

async function world(environment: Record<string, string> = {}) {
  const api = await createTestApi({ environment });
  const cluster = await seedCluster(api.data, { name: "team", server: "https://api.team.example:6443" });
  const first = await seedScan(api.data, cluster.id, teamInventory({ without: ["ledger"] }));
  const scan = await seedScan(api.data, cluster.id, teamInventory({ takenAt: "2026-11-25T00:00:00Z" }));
  const cookie = await api.signIn({ role: "operator" });
  return { api, cluster, first, scan, cookie };
}

interface Made {
  readonly link: ShareLink;
  readonly url: string;
}

async function share(api: TestApi, cookie: string, view: View, more: object = {}): Promise<Made> {
  const response = await api.ask("POST", "/share-links", { cookie, body: { view, title: "For the team", ...more } });
  expect([response.status, response.status === 201 ? "" : await response.text()]).toEqual([201, ""]);
  return (await response.json()) as Made;
}

const tokenOf = ({ url }: Made) => url.slice(url.lastIndexOf("/") + 1);

async function read(api: TestApi, made: Made, page = 1): Promise<Report | undefined> {
  const link = await openLink(tokenOf(made), undefined, api.entry.services);
  return link && readReport(link, page, api.entry.services);
}

async function statesOf(api: TestApi, cookie: string): Promise<string[]> {
  const { items } = (await (await api.ask("GET", "/share-links", { cookie })).json()) as { items: ShareLink[] };
  return items.map(({ state }) => state).sort();
}

const allFindings: ViewOf<"findings"> = { kind: "findings", filter: {}, sort: "priority" };

/** One view of every kind: a new kind does not compile before it is here. */
async function viewsOf(
  api: TestApi,
  { cluster, scan, before = scan }: { cluster: string; scan: string; before?: string },
): Promise<readonly View[]> {
  const admin = await api.signIn({ role: "admin" });
  const { rows } = await api.data.database.pool.query<{ fingerprint: string }>(
    "SELECT fingerprint FROM findings WHERE scan_id = $1 ORDER BY fingerprint LIMIT 1",
    [scan],
  );
  const views: { readonly [K in ViewKind]: ViewOf<K> } = {
    answer: { kind: "answer", scan, question: "who can get secrets" },
    "access-changes": { kind: "access-changes", before, after: scan, filter: {} },
    checklist: { kind: "checklist", scan },
    "checklist-fleet": { kind: "checklist-fleet" },
    comparison: { kind: "comparison", before, after: scan },
    drift: { kind: "drift", what: "roles", defaults: "show" },
    finding: { kind: "finding", scan, fingerprint: rows[0]?.fingerprint ?? "" },
    findings: allFindings,
    holders: { kind: "holders", scan, at: "2026-11-25", capability: "read-secrets" },
    matrix: { kind: "matrix", scan, filter: { defaults: "show" } },
    namespace: { kind: "namespace", scan, namespace: "shop" },
    namespaces: { kind: "namespaces", scan, filter: {} },
    network: { kind: "network", scan },
    path: { kind: "path", scan, subject: "Group:developers", sink: "all-secrets" },
    paths: { kind: "paths", scan, filter: { sink: "cluster-admin", defaults: "show" } },
    "pod-security": { kind: "pod-security", scan, level: "restricted", version: "latest" },
    review: { kind: "review", review: await signedOffReview(api, admin, { cluster, name: "Quarter" }) },
    "run-book": { kind: "run-book", scan, target: "1.38" },
    trail: { kind: "trail", of: { cluster, namespace: "shop", kind: "Pod", name: "web" } },
    scan: { kind: "scan", scan },
  };
  return Object.values(views);
}

describe("a link", () => {
  test("is told once: nothing that is stored or answered later has its token", async () => {
    const { api, cookie } = await world();
    const made = await share(api, cookie, allFindings);
    expect(made.url).toMatch(/^http:\/\/127\.0\.0\.1:3000\/r\/[A-Za-z0-9_-]{43}$/);
    const rows = await api.data.database.pool.query("SELECT row_to_json(l) AS row FROM share_links l");
    const audit = await api.data.database.pool.query("SELECT row_to_json(a) AS row FROM audit_entries a");
    const list = await (await api.ask("GET", "/share-links", { cookie })).text();
    for (const text of [JSON.stringify(rows.rows), JSON.stringify(audit.rows), list]) expect(text).not.toContain(tokenOf(made));
    expect(JSON.stringify(audit.rows)).toContain("share.create");
  });

  test("keeps what it showed, whatever is scanned, renamed and moved later", async () => {
    const { api, cluster, scan, cookie } = await world();
    const views = await viewsOf(api, { cluster: cluster.id, scan: scan.id });
    const made = await Promise.all(views.map((view) => share(api, cookie, view, { hideEndpoint: false })));
    const before = await Promise.all(made.map((one) => read(api, one)));
    await seedScan(
      api.data,
      cluster.id,
      teamInventory({ takenAt: "2026-11-26T00:00:00Z", without: ["web", "ledger", "auditors"] }),
    );
    await api.data.database.pool.query(
      "UPDATE clusters SET name = 'renamed', server = 'https://moved.example:6443', provider = 'Another'",
    );
    const fresh = await createTestServices(api);
    const after = await Promise.all(made.map((one) => read(fresh, one)));
    expect(after).toEqual(before);
    expect(before.at(-1)?.restsOn).toMatchObject([{ cluster: "team", number: 2, endpoint: "https://api.team.example:6443" }]);
    expect(before.find((report) => report?.content.kind === "findings")?.total).toBeGreaterThan(2);
  });

  test("shows what its maker sees and no more, also when they see more later", async () => {
    const { api, cluster } = await world();
    const limited: Person = { role: "operator", scope: { clusters: [{ id: cluster.id, namespaces: ["shop"] }] } };
    const made = await share(api, await api.signIn(limited), allFindings);
    await api.data.database.pool.query(`UPDATE users SET scope = '{"clusters":"all"}'`);
    const report = await read(api, made);
    expect(report?.total).toBeGreaterThan(0);
    if (report?.content.kind !== "findings") throw new Error("not findings");
    expect(new Set(report.content.items.map(({ at }) => at.namespace))).toEqual(new Set(["shop"]));
    expect(JSON.stringify(report)).not.toContain("bankers-secret-name");
  });

  test("ends when it is revoked, when it expires, and with its cluster", async () => {
    const { api, cluster, cookie } = await world();
    const [one, two, three] = [
      await share(api, cookie, allFindings),
      await share(api, cookie, allFindings),
      await share(api, cookie, allFindings),
    ];
    expect((await api.ask("DELETE", `/share-links/${one.link.id}`, { cookie })).status).toBe(204);
    await api.data.database.pool.query(
      "UPDATE share_links SET created_at = created_at - interval '8 days', expires_at = expires_at - interval '8 days' WHERE id = $1",
      [two.link.id],
    );
    expect([await read(api, one), await read(api, two)]).toEqual([undefined, undefined]);
    expect(await read(api, three)).toBeDefined();
    expect(await statesOf(api, cookie)).toEqual(["active", "expired", "revoked"]);
    expect(await api.data.repositories.clusters.remove(systemScope, cluster.id)).toBe(true);
    expect(await read(api, three)).toBeUndefined();
    expect(await statesOf(api, cookie)).not.toContain("active");
  });

  test.each([
    ["a role that makes none", { role: "viewer" }, true],
    ["a smaller scope", { scope: { clusters: [] } }, true],
    ["a larger role", { role: "admin" }, false],
    ["another name", { name: "Robyn" }, false],
  ] as const)("when its maker gets %s", async (_what, body, ends) => {
    const { api, cookie } = await world();
    const made = await share(api, cookie, allFindings);
    const { rows } = await api.data.database.pool.query<{ id: string }>("SELECT created_by_id AS id FROM share_links");
    const admin = await api.signIn({ role: "admin" });
    expect((await api.ask("PATCH", `/users/${rows[0]?.id}`, { cookie: admin, body })).status).toBe(200);
    expect((await read(api, made)) === undefined).toBe(ends);
  });

  test("ends with the removal of its maker", async () => {
    const { api, cookie } = await world();
    const made = await share(api, cookie, allFindings);
    const { rows } = await api.data.database.pool.query<{ id: string }>("SELECT created_by_id AS id FROM share_links");
    const admin = await api.signIn({ role: "admin" });
    expect((await api.ask("DELETE", `/users/${rows[0]?.id}`, { cookie: admin })).status).toBe(204);
    expect(await read(api, made)).toBeUndefined();
  });

  test("has an end, within what the installation allows", async () => {
    const { api, cookie } = await world({ DRYDOCK_SHARE_MAX_DAYS: "14" });
    const { link } = await share(api, cookie, allFindings);
    expect(Date.parse(link.expiresAt) - Date.parse(link.createdAt)).toBe(7 * 86_400_000);
    const body = { view: allFindings, title: "Long", days: 15 };
    expect((await api.ask("POST", "/share-links", { cookie, body })).status).toBe(400);
    expect((await api.ask("POST", "/share-links", { cookie, body: { ...body, days: 0 } })).status).toBe(400);
  });

  test("opens for people who sign in alone, where it or the installation says so", async () => {
    const { api, cookie } = await world();
    const made = await share(api, cookie, allFindings, { signedInOnly: true });
    const reader = await api.entry.actorOf(
      new Headers({ cookie: await api.signIn({ role: "viewer", scope: { clusters: [] } }) }),
    );
    expect(await openLink(tokenOf(made), undefined, api.entry.services)).toBeUndefined();
    expect(await openLink(tokenOf(made), reader, api.entry.services)).toBeDefined();
    const open = await share(api, cookie, allFindings);
    const closed = { ...api.entry.services, settings: { ...api.entry.services.settings, publicSharing: false } };
    expect(await openLink(tokenOf(open), undefined, closed)).toBeUndefined();
    expect(await openLink(tokenOf(open), reader, closed)).toBeDefined();
  });

  test("is for everybody only where the installation allows it", async () => {
    const { api, cookie } = await world({ DRYDOCK_PUBLIC_SHARING: "off" });
    const body = { view: allFindings, title: "Open" };
    expect((await api.ask("POST", "/share-links", { cookie, body })).status).toBe(403);
    await share(api, cookie, allFindings, { signedInOnly: true });
  });

  test("keeps its scans, while it can be opened", async () => {
    const { api, cluster, scan, cookie } = await world();
    const made = await share(api, cookie, { kind: "scan", scan: scan.id });
    for (let day = 0; day < 3; day++) await seedScan(api.data, cluster.id, teamInventory());
    const { scans } = retention(api.data.database.pool);
    await scans(systemScope, 2, new AbortController().signal);
    expect(await read(await createTestServices(api), made)).toBeDefined();
    await api.ask("DELETE", `/share-links/${made.link.id}`, { cookie });
    await scans(systemScope, 2, new AbortController().signal);
    expect(await api.data.repositories.scans.get(systemScope, scan.id)).toBeUndefined();
  });
});

/** @returns the same API with an empty memory, as another process has. */
async function createTestServices(api: TestApi): Promise<TestApi> {
  const { ScanMemory } = await import("../scan-memory.ts");
  return { ...api, entry: { ...api.entry, services: { ...api.entry.services, memory: new ScanMemory() } } };
}

/** @returns the page of a report, as if it had been made when another was. */
function pageOf(report: Report | undefined, times: Report | undefined = report): string {
  if (report === undefined || times === undefined) return "";
  const { createdAt, expiresAt } = times;
  return renderToStaticMarkup(createElement(ReportView, { report: { ...report, createdAt, expiresAt } }));
}

describe("a preview", () => {
  test.each([false, true])("is what the recipient sees, with pseudonyms: %s", async (pseudonyms) => {
    const { api, cluster, cookie, scan, first } = await world();
    const views = await viewsOf(api, { cluster: cluster.id, scan: scan.id, before: first.id });
    for (const view of views) {
      const body = { view, title: "For the team", pseudonyms };
      const response = await api.ask("POST", "/share-links/preview", { cookie, body });
      expect(response.status).toBe(200);
      const { report, seed } = (await response.json()) as { report: Report; seed: string };
      const shown = await read(api, await share(api, cookie, view, { pseudonyms, seed }));
      const timeless = ({ createdAt: _made, expiresAt: _ends, ...rest }: Report) => rest;
      expect(shown && timeless(JSON.parse(JSON.stringify(shown)))).toEqual(timeless(report));
      expect(pageOf(shown)).toBe(pageOf(report, shown));
    }
    const { rows } = await api.data.database.pool.query("SELECT count(*)::int AS n FROM share_links");
    expect(rows).toEqual([{ n: views.length }]);
  });

  test("of what the actor does not see is not there", async () => {
    const { api, scan } = await world();
    const outside = await api.signIn({ role: "operator", scope: { clusters: [] } });
    for (const path of ["/share-links", "/share-links/preview"]) {
      const body = { view: { kind: "scan", scan: scan.id }, title: "Theirs" };
      expect((await api.ask("POST", path, { cookie: outside, body })).status).toBe(404);
    }
  });
});

describe("managing", () => {
  test("is for the owner, and for administrators of all clusters", async () => {
    const { api, cluster, cookie } = await world();
    const { link } = await share(api, cookie, allFindings);
    const other = await api.signIn({ role: "operator" });
    const limited = await api.signIn({ role: "admin", scope: { clusters: [{ id: cluster.id }] } });
    for (const stranger of [other, limited]) {
      const list = (await (await api.ask("GET", "/share-links", { cookie: stranger })).json()) as { items: ShareLink[] };
      expect(list.items).toEqual([]);
      expect((await api.ask("DELETE", `/share-links/${link.id}`, { cookie: stranger })).status).toBe(404);
    }
    const admin = await api.signIn({ role: "admin" });
    const all = (await (await api.ask("GET", "/share-links", { cookie: admin })).json()) as { items: ShareLink[] };
    expect(all.items).toMatchObject([{ id: link.id, mine: false, state: "active" }]);
    expect((await api.ask("DELETE", `/share-links/${link.id}`, { cookie: admin })).status).toBe(204);
  });

  test("is not possible with what opens the report", async () => {
    const { api, cookie } = await world();
    const made = await share(api, cookie, allFindings);
    const token = tokenOf(made);
    for (const path of [`/share-links/${token}`, `/share-links/${made.link.id}`]) {
      const headers = { authorization: `Bearer ${token}` };
      expect((await api.ask("DELETE", path, { headers })).status).toBe(401);
      expect((await api.ask("DELETE", path, { cookie: await api.signIn({ role: "viewer" }) })).status).not.toBe(204);
    }
    expect(await read(api, made)).toBeDefined();
  });

  test("a viewer makes none", async () => {
    const { api } = await world();
    const viewer = await api.signIn({ role: "viewer" });
    const body = { view: allFindings, title: "No" };
    expect((await api.ask("POST", "/share-links", { cookie: viewer, body })).status).toBe(403);
  });
});
