import { describe, expect, test } from "vitest";
import { systemScope } from "#server/database/scope.ts";
import { handleAuth } from "#server/http/sign-in/auth-handler.ts";
import { cookieOf, createTestApi, origin, password, signInRequest, type TestApi } from "#test/api/api.ts";
import { seedCluster } from "#test/postgres/seed.ts";

async function json(response: Response): Promise<Record<string, never>> {
  return (await response.json()) as Record<string, never>;
}

const codeOf = async (response: Response) => [response.status, (await json(response)).code];
const tokenOf = (url: string) => new URL(url).pathname.split("/").at(-1) ?? "";
const chosen = "a password of words";

async function invited(api: TestApi, cookie: string, body: object = {}): Promise<{ token: string; id: string }> {
  const asked = { email: "new@example.com", role: "viewer", scope: { clusters: "all" }, ...body };
  const response = await api.ask("POST", "/invitations", { cookie, body: asked });
  expect(response.status).toBe(201);
  const { url, invitation } = (await response.json()) as { url: string; invitation: { id: string } };
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:3000\/invite\/[A-Za-z0-9_-]{43}$/);
  return { token: tokenOf(url), id: invitation.id };
}

const accept = (api: TestApi, token: string, own = chosen) =>
  api.ask("POST", "/invitations/accept", { body: { token, name: "New", password: own } });
const signsIn = async (api: TestApi, email: string, own: string) =>
  (await handleAuth(signInRequest(email, own), api.authEntry)).status === 204;
const userIdOf = async (api: TestApi, email: string) =>
  (await api.data.repositories.users.list(systemScope)).find((user) => user.email === email)?.id ?? "";
const isIn = async (api: TestApi, cookie: string) => (await api.ask("GET", "/session", { cookie })).status === 200;
const actions = async (api: TestApi) =>
  (await api.data.database.pool.query("SELECT action FROM audit_entries ORDER BY at, id")).rows.map(({ action }) => action);

describe("an invitation", () => {
  test("makes the person once, with the role and scope that the administrator chose", async () => {
    const api = await createTestApi();
    const cookie = await api.signIn({});
    const { id } = await seedCluster(api.data, { name: "eu" });
    const { token } = await invited(api, cookie, { email: "New@Example.com", role: "operator", scope: { clusters: [{ id }] } });
    expect(await json(await api.ask("POST", "/invitations/open", { body: { token } }))).toEqual({ email: "new@example.com" });
    const tries = await Promise.all([accept(api, token), accept(api, token)]);
    expect(tries.map(({ status }) => status).sort()).toEqual([200, 404]);
    expect(await codeOf(await accept(api, token))).toEqual([404, "linkClosed"]);
    const theirs = cookieOf(await handleAuth(signInRequest("new@example.com", chosen), api.authEntry));
    const session = await json(await api.ask("GET", "/session", { cookie: theirs }));
    expect(session.user).toMatchObject({ name: "New", role: "operator", scope: { clusters: [{ id }] } });
    const { items } = await json(await api.ask("GET", "/invitations", { cookie }));
    expect(items).toMatchObject([{ email: "new@example.com", state: "accepted", createdBy: "Robin" }]);
    expect(await actions(api)).toEqual(expect.arrayContaining(["invitation.create", "invitation.accept"]));
  });

  test("to one address leaves one open link, also of several at once", async () => {
    const api = await createTestApi();
    const cookie = await api.signIn({});
    const all = await Promise.all([1, 2, 3, 4, 5, 6].map(() => invited(api, cookie)));
    const open = await Promise.all(all.map(({ token }) => api.ask("POST", "/invitations/open", { body: { token } })));
    expect(open.map(({ status }) => status).sort()).toEqual([200, 404, 404, 404, 404, 404]);
  });

  test("is stored as a hash, and its token is in no list and no entry", async () => {
    const api = await createTestApi();
    const cookie = await api.signIn({});
    const { token } = await invited(api, cookie);
    const { rows } = await api.data.database.pool.query(
      "SELECT (SELECT json_agg(i) FROM invitations i)::text AS stored, (SELECT json_agg(a) FROM audit_entries a)::text AS written",
    );
    const listed = await (await api.ask("GET", "/invitations", { cookie })).text();
    for (const text of [rows[0].stored, rows[0].written, listed]) expect(text).not.toContain(token);
  });

  test("that is made up, used, expired or revoked is the same nothing", async () => {
    const api = await createTestApi();
    const cookie = await api.signIn({});
    const { pool } = api.data.database;
    const expired = await invited(api, cookie, { email: "a@example.com" });
    await pool.query("UPDATE invitations SET expires_at = now() - interval '1 second' WHERE id = $1", [expired.id]);
    const revoked = await invited(api, cookie, { email: "b@example.com" });
    expect((await api.ask("DELETE", `/invitations/${revoked.id}`, { cookie })).status).toBe(204);
    expect((await api.ask("DELETE", `/invitations/${revoked.id}`, { cookie })).status).toBe(404);
    const replaced = await invited(api, cookie, { email: "c@example.com" });
    await invited(api, cookie, { email: "c@example.com" });
    const used = await invited(api, cookie, { email: "d@example.com" });
    expect((await accept(api, used.token)).status).toBe(200);
    const answers = new Set<string>();
    for (const token of [expired.token, revoked.token, replaced.token, used.token, "x", "%", "token", "*", "../open"]) {
      for (const response of [await api.ask("POST", "/invitations/open", { body: { token } }), await accept(api, token)])
        answers.add(`${response.status} ${await response.text()}`);
    }
    expect([...answers]).toEqual([expect.stringMatching(/^404 .*linkClosed/)]);
    const { items } = (await (await api.ask("GET", "/invitations", { cookie })).json()) as { items: { state: string }[] };
    expect(items.map(({ state }) => state)).toEqual(["accepted", "open", "revoked", "revoked", "expired"]);
  });

  test("ends when its maker may not invite any more", async () => {
    const api = await createTestApi();
    const cookie = await api.signIn({ email: "first@example.com" });
    for (const [email, change] of [
      ["demoted@example.com", { role: "operator" }],
      ["limited@example.com", { scope: { clusters: [] } }],
      ["removed@example.com", undefined],
    ] as const) {
      const theirs = await api.signIn({ email });
      const { token } = await invited(api, theirs, { email: `by-${email}` });
      const path = `/users/${await userIdOf(api, email)}`;
      await (change ? api.ask("PATCH", path, { cookie, body: change }) : api.ask("DELETE", path, { cookie }));
      expect(await codeOf(await accept(api, token))).toEqual([404, "linkClosed"]);
    }
  });

  test("is made by administrators of all clusters alone, and not for who is here already", async () => {
    const api = await createTestApi();
    const cookie = await api.signIn({ email: "here@example.com" });
    const body = { email: "Here@example.com", role: "viewer", scope: { clusters: "all" } };
    expect(await codeOf(await api.ask("POST", "/invitations", { cookie, body }))).toEqual([409, "userExists"]);
    const limited = await api.signIn({ scope: { labels: { env: "prod" } } });
    const other = { ...body, email: "other@example.com" };
    expect((await api.ask("POST", "/invitations", { cookie: limited, body: other })).status).toBe(403);
    expect((await api.ask("GET", "/invitations", { cookie: limited })).status).toBe(403);
    const operator = await api.signIn({ role: "operator" });
    expect((await api.ask("POST", "/invitations", { cookie: operator, body: other })).status).toBe(403);
  });

  test("takes no password that everybody tries, nor the address itself, and stays open", async () => {
    const api = await createTestApi();
    const { token } = await invited(api, await api.signIn({}));
    for (const own of ["password1234", "new@example.com", "short"]) {
      const answer = await json(await accept(api, token, own));
      expect(answer).toMatchObject({ code: "badRequest", issues: [{ path: "password" }] });
    }
    expect((await accept(api, token)).status).toBe(200);
  });

  test("of somebody who came another way meanwhile is refused, and not used up", async () => {
    const api = await createTestApi();
    const cookie = await api.signIn({});
    const { token } = await invited(api, cookie);
    await api.signIn({ email: "new@example.com", role: "viewer" });
    expect(await codeOf(await accept(api, token))).toEqual([409, "userExists"]);
    const { items } = await json(await api.ask("GET", "/invitations", { cookie }));
    expect(items).toMatchObject([{ state: "open" }]);
  });

  test("is slowed down for who tries tokens", async () => {
    const api = await createTestApi();
    const headers = { "x-forwarded-for": "198.51.100.9" };
    const statuses: number[] = [];
    for (let i = 0; i < 33; i += 1)
      statuses.push((await api.ask("POST", "/invitations/open", { body: { token: `t${i}` }, headers })).status);
    expect(new Set(statuses.slice(0, 30))).toEqual(new Set([404]));
    expect(statuses.slice(30)).toEqual([429, 429, 429]);
    const elsewhere = { "x-forwarded-for": "198.51.100.10" };
    expect((await api.ask("POST", "/invitations/open", { body: { token: "t" }, headers: elsewhere })).status).toBe(404);
  });
});

describe("a reset link", () => {
  test("takes a new password once, and ends the sessions", async () => {
    const api = await createTestApi();
    const cookie = await api.signIn({});
    const theirs = await api.signIn({ email: "lost@example.com", role: "viewer" });
    const path = `/users/${await userIdOf(api, "lost@example.com")}/reset-link`;
    const tokens = await Promise.all(
      [1, 2, 3, 4, 5, 6].map(async () => tokenOf(String((await json(await api.ask("POST", path, { cookie }))).url))),
    );
    const open = await Promise.all(tokens.map((token) => api.ask("POST", "/password-resets/open", { body: { token } })));
    expect(open.map(({ status }) => status).sort()).toEqual([200, 404, 404, 404, 404, 404]);
    const token = tokens[open.findIndex(({ status }) => status === 200)];
    expect(await isIn(api, theirs)).toBe(true);
    const refused = await api.ask("POST", "/password-resets/use", { body: { token, password: "qwertyuiop123" } });
    expect(await json(refused)).toMatchObject({ code: "badRequest", issues: [{ path: "password" }] });
    const used = await Promise.all(
      [1, 2].map(() => api.ask("POST", "/password-resets/use", { body: { token, password: chosen } })),
    );
    expect(used.map(({ status }) => status).sort()).toEqual([200, 404]);
    expect(await isIn(api, theirs)).toBe(false);
    expect(await signsIn(api, "lost@example.com", password)).toBe(false);
    expect(await signsIn(api, "lost@example.com", chosen)).toBe(true);
    const stored = await api.data.database.pool.query("SELECT coalesce(json_agg(v)::text, '') AS text FROM verifications v");
    expect(stored.rows[0].text).not.toContain(token);
    expect(await actions(api)).toEqual(expect.arrayContaining(["password.link", "password.reset"]));
  });

  test("ends with its time, its person, and another way to a new password", async () => {
    const api = await createTestApi();
    const cookie = await api.signIn({});
    const link = async (email: string) => {
      const id = await userIdOf(api, email);
      return { id, token: tokenOf(String((await json(await api.ask("POST", `/users/${id}/reset-link`, { cookie }))).url)) };
    };
    for (const [email, end] of [
      ["late@example.com", () => api.data.database.pool.query("UPDATE verifications SET expires_at = now() - interval '1 s'")],
      ["gone@example.com", (id: string) => api.ask("DELETE", `/users/${id}`, { cookie })],
      ["told@example.com", (id: string) => api.ask("PATCH", `/users/${id}`, { cookie, body: { password: chosen } })],
    ] as const) {
      await api.signIn({ email, role: "viewer" });
      const { id, token } = await link(email);
      await end(id);
      const answer = await api.ask("POST", "/password-resets/use", { body: { token, password: "yet another one" } });
      expect(await codeOf(answer)).toEqual([404, "linkClosed"]);
    }
  });
});

describe("sessions", () => {
  test("are listed with where they are, and ended one by one or all but this one", async () => {
    const api = await createTestApi();
    const signIn = (headers: Record<string, string>) =>
      handleAuth(signInRequest("a@example.com", password, headers), api.authEntry).then(cookieOf);
    await api.signIn({ email: "a@example.com", role: "viewer" });
    const phone = await signIn({ "user-agent": "Phone/1", "x-forwarded-for": "198.51.100.7" });
    const desk = await signIn({ "user-agent": "Desk/1" });
    const list = async (cookie: string) =>
      ((await (await api.ask("GET", "/sessions", { cookie })).json()) as { items: Record<string, string>[] }).items;
    const [own, ...others] = (await list(desk)).filter(({ current }) => current);
    expect(own).toMatchObject({ userAgent: "Desk/1", current: true });
    expect(others).toEqual([]);
    const seen = (await list(desk)).find(({ userAgent }) => userAgent === "Phone/1");
    expect(seen).toMatchObject({ address: "198.51.100.7", current: false });
    const stranger = await api.signIn({ role: "admin" });
    expect((await api.ask("DELETE", `/sessions/${seen?.id}`, { cookie: stranger })).status).toBe(404);
    expect((await api.ask("DELETE", `/sessions/${seen?.id}`, { cookie: desk })).status).toBe(204);
    expect(await isIn(api, phone)).toBe(false);
    expect(await json(await api.ask("DELETE", "/sessions", { cookie: desk }))).toEqual({ ended: 1 });
    expect(await list(desk)).toHaveLength(1);
    expect(JSON.stringify(await list(desk))).not.toContain(desk.split("=")[1]?.split(".")[0]);
  });

  test("of anybody are ended by an administrator of all clusters", async () => {
    const api = await createTestApi();
    const cookie = await api.signIn({});
    const theirs = await api.signIn({ email: "a@example.com", role: "viewer" });
    const path = `/users/${await userIdOf(api, "a@example.com")}/sessions`;
    expect((await api.ask("DELETE", path, { cookie: theirs })).status).toBe(403);
    expect(await json(await api.ask("DELETE", path, { cookie }))).toEqual({ ended: 1 });
    expect(await isIn(api, theirs)).toBe(false);
    expect(await actions(api)).toContain("session.end");
  });

  test("say when they were used last, to a few minutes", async () => {
    const api = await createTestApi();
    const cookie = await api.signIn({ email: "a@example.com" });
    const { pool } = api.data.database;
    await pool.query("UPDATE sessions SET updated_at = now() - interval '1 hour'");
    expect(await isIn(api, cookie)).toBe(true);
    const { rows } = await pool.query(
      "SELECT s.updated_at > now() - interval '1 minute' AS used, u.last_seen_at > now() - interval '1 minute' AS seen FROM sessions s, users u",
    );
    expect(rows).toEqual([{ used: true, seen: true }]);
  });
});

describe("one's own password", () => {
  const change = (api: TestApi, cookie: string, body: object) =>
    handleAuth(
      new Request(`${origin}/api/auth/change-password`, {
        method: "POST",
        headers: { origin, "content-type": "application/json", cookie },
        body: JSON.stringify(body),
      }),
      api.authEntry,
    );

  test("follows the rules like any other, and its change is written down", async () => {
    const api = await createTestApi();
    const cookie = await api.signIn({ email: "somebody-long@example.com" });
    for (const newPassword of ["password12345", "somebody-long@example.com"]) {
      const answer = await change(api, cookie, { currentPassword: password, newPassword });
      expect(await json(answer)).toMatchObject({ code: "badRequest", issues: [{ path: "newPassword" }] });
    }
    expect((await change(api, cookie, { currentPassword: password, newPassword: chosen })).status).toBe(204);
    expect(await actions(api)).toContain("password.change");
    expect((await change(api, "", { currentPassword: chosen, newPassword: password })).status).toBe(401);
  });

  test("cannot be guessed from a session that was left open", async () => {
    const api = await createTestApi();
    const cookie = await api.signIn({ email: "a@example.com" });
    const statuses: number[] = [];
    for (let i = 0; i < 12; i += 1)
      statuses.push((await change(api, cookie, { currentPassword: `guess ${i}`, newPassword: chosen })).status);
    expect(statuses.slice(-2)).toEqual([429, 429]);
    expect(await signsIn(api, "a@example.com", password)).toBe(true);
  });
});

test("a scope by label follows the labels on every request", async () => {
  const api = await createTestApi();
  const eu = await seedCluster(api.data, { name: "eu", labels: { env: "prod" } });
  const us = await seedCluster(api.data, { name: "us", labels: { env: "test" } });
  const cookie = await api.signIn({ role: "viewer", scope: { labels: { env: "prod" } } });
  const names = async () =>
    ((await (await api.ask("GET", "/clusters", { cookie })).json()) as { items: { name: string }[] }).items.map(
      ({ name }) => name,
    );
  expect(await names()).toEqual(["eu"]);
  await api.data.repositories.clusters.change(systemScope, us.id, { labels: { env: "prod" } });
  await api.data.repositories.clusters.change(systemScope, eu.id, { labels: {} });
  expect(await names()).toEqual(["us"]);
  expect((await api.ask("GET", `/clusters/${eu.id}`, { cookie })).status).toBe(404);
  const session = await json(await api.ask("GET", "/session", { cookie }));
  expect(session.user).toMatchObject({ scope: { labels: { env: "prod" } } });
});

test("who is removed leaves no way in, and what they worked at keeps their name", async () => {
  const api = await createTestApi();
  const cookie = await api.signIn({});
  const theirs = await api.signIn({ email: "gone@example.com" });
  const id = await userIdOf(api, "gone@example.com");
  const cluster = await seedCluster(api.data, { name: "eu" });
  const { pool } = api.data.database;
  await pool.query(
    `INSERT INTO share_links (id, token_hash, title, view, scan_ids, cluster_ids, scope, created_by_id, created_by, expires_at)
     VALUES ('shr_1', 'h', 't', '{}', '{}', '{}', '{"clusters":"all"}', $1, 'Gone', now() + interval '1 day')`,
    [id],
  );
  await pool.query(
    `INSERT INTO api_tokens (id, user_id, name, prefix, token_hash, role, expires_at)
     VALUES ('tok_1', $1, 't', 'p', 'h', 'viewer', now() + interval '1 day')`,
    [id],
  );
  await pool.query(
    "INSERT INTO finding_cases (cluster_id, fingerprint, assignee_id, assignee_name) VALUES ($1, 'f', $2, 'Gone')",
    [cluster.id, id],
  );
  expect((await api.ask("DELETE", `/users/${id}`, { cookie })).status).toBe(204);
  expect(await isIn(api, theirs)).toBe(false);
  const { rows } = await pool.query(
    `SELECT (SELECT revoked_at IS NOT NULL FROM share_links) AS revoked, (SELECT count(*)::int FROM api_tokens) AS tokens,
       (SELECT assignee_name FROM finding_cases) AS name`,
  );
  expect(rows).toEqual([{ revoked: true, tokens: 0, name: "Gone" }]);
});
