/** API tokens over the whole way in: what they may, what they may never, and when they end. */
import { describe, expect, test } from "vitest";
import type { UserRole, UserScope } from "#contracts/common.ts";
import { inPersonOnly } from "#contracts/needs.ts";
import type { ApiToken, MadeApiToken } from "#contracts/tokens.ts";
import { systemScope } from "#server/database/scope.ts";
import { createTestApi, origin, password, type TestApi } from "#test/api/api.ts";
import { nobody, walk } from "#test/api/walk.ts";
import { teamInventory } from "#test/api/world.ts";
import { seedCluster, seedScan } from "#test/postgres/seed.ts";
import { handleApi } from "./api-handler.ts";
import { handleScanEvents } from "./scan-events.ts";
import { handleAuth } from "./sign-in/auth-handler.ts";

interface Wish {
  readonly role?: UserRole;
  readonly scope?: UserScope;
  readonly days?: number;
}

async function makeToken(api: TestApi, cookie: string, { role = "admin", scope, days = 30 }: Wish = {}): Promise<MadeApiToken> {
  const response = await api.ask("POST", "/tokens", { cookie, body: { name: "ci", role, scope, days } });
  expect([response.status, response.headers.get("cache-control")]).toEqual([201, "private, no-store"]);
  return (await response.json()) as MadeApiToken;
}

/** A script's request: no origin, no cookie. */
function withToken(
  api: TestApi,
  secret: string,
  method: string,
  path: string,
  body?: unknown,
  more: Record<string, string> = {},
) {
  const headers = { authorization: `Bearer ${secret}`, "content-type": "application/json", ...more };
  const request = new Request(`${origin}/api/v1${path}`, {
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return handleApi(request, api.entry);
}

const statusOf = async (api: TestApi, secret: string, path = "/session") => (await withToken(api, secret, "GET", path)).status;

async function idOf(api: TestApi, email: string): Promise<string> {
  return (await api.data.repositories.users.list(systemScope)).find((user) => user.email === email)?.id ?? "";
}

describe("a token", () => {
  test("is shown once, and kept as its hash alone", async () => {
    const api = await createTestApi();
    const cookie = await api.signIn({});
    const { secret, token } = await makeToken(api, cookie);
    expect(secret).toMatch(/^drydock_[A-Za-z0-9_-]{43}$/);
    expect(token).toMatchObject({ name: "ci", prefix: secret.slice(0, 12), role: "admin", state: "active" });
    const listed = await (await api.ask("GET", "/tokens", { cookie })).text();
    expect(listed).toContain(token.prefix);
    expect(listed).not.toContain(secret.slice(12));
    const { rows } = await api.data.database.pool.query("SELECT t::text AS row FROM api_tokens t");
    expect(JSON.stringify(rows)).not.toContain(secret.slice(12));
  });

  test("acts as its person, without an origin", async () => {
    const api = await createTestApi();
    const cookie = await api.signIn({ email: "ada@example.com" });
    const { secret } = await makeToken(api, cookie);
    const session = await (await withToken(api, secret, "GET", "/session")).json();
    expect(session).toMatchObject({ user: { email: "ada@example.com", role: "admin", scope: { clusters: "all" } } });
    const cluster = await seedCluster(api.data, { name: "team" });
    const renamed = await withToken(
      api,
      secret,
      "PATCH",
      `/clusters/${cluster.id}`,
      { name: "crew" },
      { origin: "https://ci.example" },
    );
    expect(renamed.status).toBe(200);
    const log = await api.data.repositories.audit.list(systemScope, { clusterId: cluster.id, limit: 1 });
    expect(log?.items[0]).toMatchObject({ action: "cluster.change", detail: { token: secret.slice(0, 12) } });
  });

  test("counts alone where a cookie comes along", async () => {
    const api = await createTestApi();
    const admin = await api.signIn({});
    const { secret } = await makeToken(api, await api.signIn({ role: "viewer" }), { role: "viewer" });
    const body = { name: "x", connection: { kind: "token", server: "https://203.0.113.9:6443", token: "t" } };
    expect((await withToken(api, secret, "POST", "/clusters", body, { cookie: admin, origin })).status).toBe(403);
    const wrong = `drydock_${"A".repeat(43)}`;
    expect((await withToken(api, wrong, "GET", "/session", undefined, { cookie: admin })).status).toBe(401);
  });

  test("of another scheme is not ours: the cookie counts, with its origin", async () => {
    const api = await createTestApi();
    const cookie = await api.signIn({});
    const headers = { authorization: "Bearer eyJhbGciOiJub25lIn0.e30." };
    expect((await api.ask("GET", "/session", { cookie, headers })).status).toBe(200);
    const foreign = { ...headers, origin: "https://evil.example" };
    expect((await api.ask("DELETE", "/sample-fleet", { cookie, headers: foreign })).status).toBe(403);
  });

  test.each(["", "drydock_", "drydock_%", `drydock_${"A".repeat(42)}`, "drydock_' OR 1=1 --"])(
    "of %j is nobody's",
    async (text) => {
      const api = await createTestApi();
      await makeToken(api, await api.signIn({}));
      expect(await statusOf(api, text)).toBe(401);
    },
  );

  test("is refused over plain HTTP away from this machine", async () => {
    const api = await createTestApi({ environment: { DRYDOCK_URL: "http://drydock.example" } });
    const response = await withToken(api, `drydock_${"A".repeat(43)}`, "GET", "/session");
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([403, "insecureTransport"]);
  });
});

describe("a token is capped", () => {
  test("by its role, and by its person's", async () => {
    const api = await createTestApi();
    const root = await api.signIn({});
    const cookie = await api.signIn({ email: "op@example.com", role: "operator" });
    const { secret } = await makeToken(api, cookie, { role: "operator" });
    const viewer = await makeToken(api, cookie, { role: "viewer" });
    const roleOf = async (text: string) =>
      ((await (await withToken(api, text, "GET", "/session")).json()) as { user: { role: string } }).user.role;
    expect([await roleOf(secret), await roleOf(viewer.secret)]).toEqual(["operator", "viewer"]);
    const path = `/users/${await idOf(api, "op@example.com")}`;
    expect((await api.ask("PATCH", path, { cookie: root, body: { role: "viewer" } })).status).toBe(200);
    expect(await roleOf(secret)).toBe("viewer");
    expect((await api.ask("PATCH", path, { cookie: root, body: { role: "admin" } })).status).toBe(200);
    expect([await roleOf(secret), await roleOf(viewer.secret)]).toEqual(["operator", "viewer"]);
  });

  test("by its scope and its person's, namespaces included", async () => {
    const api = await createTestApi();
    const root = await api.signIn({});
    const [team, other] = [await seedCluster(api.data, { name: "team" }), await seedCluster(api.data, { name: "other" })];
    const own: UserScope = { clusters: [{ id: team.id, namespaces: ["shop", "bank"] }, { id: other.id }] };
    const cookie = await api.signIn({ email: "two@example.com", role: "operator", scope: own });
    const scope: UserScope = { clusters: [{ id: team.id, namespaces: ["shop", "kube-system"] }] };
    const { secret } = await makeToken(api, cookie, { role: "operator", scope });
    const session = await (await withToken(api, secret, "GET", "/session")).json();
    expect(session).toMatchObject({ user: { scope: { clusters: [{ id: team.id, namespaces: ["shop"] }] } } });
    expect(await statusOf(api, secret, `/clusters/${other.id}`)).toBe(404);
    expect(await statusOf(api, secret, `/clusters/${team.id}`)).toBe(200);
    const path = `/users/${await idOf(api, "two@example.com")}`;
    await api.ask("PATCH", path, { cookie: root, body: { scope: { clusters: [{ id: other.id }] } } });
    expect(await statusOf(api, secret, `/clusters/${team.id}`)).toBe(404);
    expect(await statusOf(api, secret, `/clusters/${other.id}`)).toBe(404);
  });

  test("and asking for more than one has is said at once", async () => {
    const api = await createTestApi();
    const cookie = await api.signIn({ role: "viewer", scope: { clusters: [] } });
    const body = { name: "ci", role: "admin", days: 7, scope: { clusters: [{ id: nobody.cluster }] } };
    const answer = (await (await api.ask("POST", "/tokens", { cookie, body })).json()) as { issues: { path: string }[] };
    expect(answer.issues.map(({ path }) => path)).toEqual(["role", "scope.clusters[0].id"]);
  });
});

describe("a token ends", () => {
  test("at its time, which nobody can leave out", async () => {
    const api = await createTestApi();
    const cookie = await api.signIn({});
    for (const days of [undefined, 0, -1, 366, 1.5]) {
      const body = { name: "ci", role: "viewer", days };
      expect((await api.ask("POST", "/tokens", { cookie, body })).status).toBe(400);
    }
    const { secret } = await makeToken(api, cookie, { days: 365 });
    expect(await statusOf(api, secret)).toBe(200);
    await api.data.database.pool.query("UPDATE api_tokens SET expires_at = now() - interval '1 second'");
    expect(await statusOf(api, secret)).toBe(401);
    const { items } = (await (await api.ask("GET", "/tokens", { cookie })).json()) as { items: ApiToken[] };
    expect(items.map(({ state }) => state)).toEqual(["expired"]);
  });

  test("when it is revoked, at once, by its person alone", async () => {
    const api = await createTestApi();
    const cookie = await api.signIn({});
    const { secret, token } = await makeToken(api, cookie);
    const other = await api.signIn({});
    expect((await api.ask("DELETE", `/tokens/${token.id}`, { cookie: other })).status).toBe(404);
    expect(await statusOf(api, secret)).toBe(200);
    expect((await api.ask("DELETE", `/tokens/${token.id}`, { cookie })).status).toBe(204);
    expect(await statusOf(api, secret)).toBe(401);
    expect((await api.ask("DELETE", `/tokens/${token.id}`, { cookie })).status).toBe(404);
    expect(((await (await api.ask("GET", "/tokens", { cookie })).json()) as { items: unknown[] }).items).toEqual([]);
  });

  test("in the middle of an event stream", async () => {
    const api = await createTestApi();
    const cluster = await seedCluster(api.data, { name: "team" });
    const { id } = await seedScan(api.data, cluster.id, teamInventory());
    await api.data.database.pool.query("UPDATE scans SET state = 'running', finished_at = NULL");
    const cookie = await api.signIn({});
    const { secret, token } = await makeToken(api, cookie);
    const request = new Request(`${origin}/api/v1/scans/${id}/events`, { headers: { authorization: `Bearer ${secret}` } });
    const response = await handleScanEvents(request, id, api.entry, { poll: 5, heartbeat: 1000, session: 0 });
    const reader = response.body?.getReader();
    await reader?.read();
    await api.ask("DELETE", `/tokens/${token.id}`, { cookie });
    for (;;) if ((await reader?.read())?.done) break;
  });

  test("when its person is removed, or cannot be understood", async () => {
    const api = await createTestApi();
    const root = await api.signIn({});
    const { secret } = await makeToken(api, await api.signIn({ email: "gone@example.com", role: "viewer" }), { role: "viewer" });
    await api.data.database.pool.query(`UPDATE users SET scope = '{"clusters":"everything"}' WHERE email = 'gone@example.com'`);
    expect(await statusOf(api, secret)).toBe(401);
    expect((await api.ask("DELETE", `/users/${await idOf(api, "gone@example.com")}`, { cookie: root })).status).toBe(204);
    expect(await statusOf(api, secret)).toBe(401);
    expect((await api.data.database.pool.query("SELECT 1 FROM api_tokens")).rowCount).toBe(0);
  });
});

describe("what stays with the person", () => {
  test("no token reaches, whatever its role", async () => {
    const api = await createTestApi();
    const { secret } = await makeToken(api, await api.signIn({}));
    const stops = walk(nobody).filter(({ needs }) => inPersonOnly.some((need) => need === needs));
    expect(stops.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["tokens.create", "tokens.revoke", "users.add", "users.change"]),
    );
    for (const stop of stops) {
      const response = await withToken(api, secret, stop.method, stop.path, stop.body);
      expect([stop.name, response.status]).toEqual([stop.name, 403]);
    }
  });

  test("and a token opens no door of sign-in", async () => {
    const api = await createTestApi();
    const { secret } = await makeToken(api, await api.signIn({}));
    const body = JSON.stringify({ currentPassword: password, newPassword: "another password" });
    const headers = { authorization: `Bearer ${secret}`, origin, "content-type": "application/json" };
    const request = new Request(`${origin}/api/auth/change-password`, { method: "POST", headers, body });
    expect((await handleAuth(request, api.authEntry)).status).toBe(401);
  });
});

test("when a token was last used is written at most once a minute", async () => {
  const api = await createTestApi();
  const cookie = await api.signIn({});
  const { secret } = await makeToken(api, cookie);
  const used = async () =>
    (await api.data.database.pool.query<{ last_used_at: Date | null }>("SELECT last_used_at FROM api_tokens")).rows[0];
  expect((await used())?.last_used_at).toBeNull();
  await statusOf(api, secret);
  const first = (await used())?.last_used_at;
  expect(first).toBeInstanceOf(Date);
  await statusOf(api, secret);
  expect((await used())?.last_used_at).toEqual(first);
  await api.data.database.pool.query("UPDATE api_tokens SET last_used_at = last_used_at - interval '2 minutes'");
  await statusOf(api, secret);
  expect((await used())?.last_used_at?.getTime()).toBeGreaterThanOrEqual(first?.getTime() ?? Number.POSITIVE_INFINITY);
});

test("a person has fifty tokens at most", async () => {
  const api = await createTestApi();
  const cookie = await api.signIn({});
  const made = await makeToken(api, cookie);
  await api.data.database.pool.query(
    `INSERT INTO api_tokens (id, user_id, name, prefix, token_hash, role, expires_at)
     SELECT 'tok_' || n, user_id, name, prefix, n::text, role, expires_at FROM api_tokens, generate_series(1, 49) n WHERE id = $1`,
    [made.token.id],
  );
  const body = { name: "one more", role: "viewer", days: 1 };
  expect((await api.ask("POST", "/tokens", { cookie, body })).status).toBe(409);
  await api.ask("DELETE", `/tokens/${made.token.id}`, { cookie });
  expect((await api.ask("POST", "/tokens", { cookie, body })).status).toBe(201);
});
