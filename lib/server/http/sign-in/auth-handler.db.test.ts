import { describe, expect, test } from "vitest";
import { actorOf } from "#server/auth/actor-of.ts";
import { createAuth } from "#server/auth/auth.ts";
import { systemScope } from "#server/database/scope.ts";
import { cookieOf, createTestApi, origin, password, signInRequest, type TestApi } from "#test/api/api.ts";
import { handleAuth } from "./auth-handler.ts";

async function code(response: Response): Promise<[number, string]> {
  return [response.status, ((await response.json()) as { code: string }).code];
}

function post(
  api: TestApi,
  path: string,
  { cookie = "", body = {}, headers = {} }: { cookie?: string; body?: object; headers?: object },
) {
  const all = { origin, "content-type": "application/json", cookie, ...headers };
  const request = new Request(`${origin}/api/auth${path}`, { method: "POST", headers: all, body: JSON.stringify(body) });
  return handleAuth(request, api.authEntry);
}

const isIn = async (api: TestApi, cookie: string) => (await api.ask("GET", "/session", { cookie })).status === 200;

describe("signing in", () => {
  test("gives a cookie, and its token nowhere else", async () => {
    const api = await createTestApi();
    await api.signIn({ email: "a@example.com" });
    const response = await handleAuth(signInRequest("a@example.com", password), api.authEntry);
    expect([response.status, await response.text()]).toEqual([204, ""]);
    const [cookie, ...others] = response.headers.getSetCookie();
    expect(cookie).toMatch(/^drydock=[^;]+; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(others).toEqual([]);
    expect(response.headers.get("cache-control")).toBe("private, no-store");
  });

  test("over https the cookie is bound to the host and the connection", async () => {
    const api = await createTestApi();
    await api.signIn({ email: "a@example.com" });
    const publicUrl = new URL("https://drydock.example");
    const { consume } = api.authEntry;
    const { repositories } = api.data;
    const auth = createAuth({ client: api.data.database.prisma, publicUrl, secret: "s".repeat(32), trustedProxies: [], consume });
    const request = signInRequest("a@example.com", password, { origin: publicUrl.origin });
    const response = await handleAuth(request, { publicUrl, auth, consume, repositories });
    expect(response.headers.getSetCookie()[0]).toMatch(
      /^__Host-drydock=[^;]+; Max-Age=604800; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    const headers = new Headers({ cookie: cookieOf(response) });
    expect((await actorOf(auth, repositories, headers))?.email).toBe("a@example.com");
    const stolen = new Headers({ cookie: cookieOf(response).replace("__Host-drydock", "drydock") });
    expect(await actorOf(auth, repositories, stolen)).toBeUndefined();
  });

  test("says the same of a wrong password and of nobody", async () => {
    const api = await createTestApi();
    await api.signIn({ email: "a@example.com" });
    const wrong = await handleAuth(signInRequest("a@example.com", "not the password"), api.authEntry);
    const nobody = await handleAuth(signInRequest("b@example.com", "not the password"), api.authEntry);
    expect(await wrong.text()).toBe(await nobody.text());
    expect([wrong.status, nobody.status]).toEqual([401, 401]);
  });

  test("is refused over plain HTTP away from this machine, with the remedy", async () => {
    const api = await createTestApi();
    const request = signInRequest("a@example.com", password);
    const response = await handleAuth(request, { ...api.authEntry, publicUrl: new URL("http://drydock.example") });
    expect(await response.json()).toMatchObject({
      status: 403,
      code: "insecureTransport",
      remedy: expect.stringContaining("TLS"),
    });
  });

  test("is refused to other sites", async () => {
    const api = await createTestApi();
    await api.signIn({ email: "a@example.com" });
    const foreign = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
    expect(await code(await handleAuth(signInRequest("a@example.com", password, foreign), api.authEntry))).toEqual([
      403,
      "crossOrigin",
    ]);
  });

  test("is slowed down for one account, whatever address the tries claim to come from", async () => {
    const api = await createTestApi();
    await api.signIn({ email: "a@example.com" });
    const statuses: number[] = [];
    for (let i = 0; i < 25; i += 1) {
      const from = { "x-forwarded-for": `198.51.100.${i}` };
      const response = await handleAuth(signInRequest(`${i % 2 ? "A" : "a"}@example.com`, "guess", from), api.authEntry);
      statuses.push(response.status);
      if (response.status === 429) expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
    }
    expect(statuses.slice(-6)).toEqual([429, 429, 429, 429, 429, 429]);
    expect((await handleAuth(signInRequest("other@example.com", "guess"), api.authEntry)).status).toBe(401);
  });
});

test("signing in is slowed down for one address, whichever accounts it tries", async () => {
  const api = await createTestApi();
  const headers = { "x-forwarded-for": "198.51.100.7" };
  const statuses: number[] = [];
  for (let i = 0; i < 22; i += 1)
    statuses.push((await handleAuth(signInRequest(`${i}@example.com`, "guess", headers), api.authEntry)).status);
  expect(new Set(statuses.slice(0, 20))).toEqual(new Set([401]));
  expect(statuses.slice(20)).toEqual([429, 429]);
  const elsewhere = signInRequest("0@example.com", "guess", { "x-forwarded-for": "198.51.100.8" });
  expect((await handleAuth(elsewhere, api.authEntry)).status).toBe(401);
});

test.each([
  "/sign-up/email",
  "/get-session",
  "/update-user",
  "/delete-user",
  "/list-sessions",
  "/request-password-reset",
  "/reset-password",
  "/sign-in/social",
  "/sign-in/email/",
  "/../auth/sign-up/email",
  "/ok",
  "/error",
])("%s of better-auth is no door", async (path) => {
  const api = await createTestApi();
  const cookie = await api.signIn({});
  expect(await code(await post(api, path, { cookie }))).toEqual([404, "notFound"]);
  const get = await handleAuth(new Request(`${origin}/api/auth${path}`, { headers: { cookie } }), api.authEntry);
  expect(get.status).toBe(404);
});

test.each(["not json", "[]", "null", `{"email":"${"a".repeat(5000)}"}`])("a body of %.20s is a bad request", async (body) => {
  const api = await createTestApi();
  const request = new Request(`${origin}/api/auth/sign-in/email`, { method: "POST", headers: { origin }, body });
  const response = await handleAuth(request, api.authEntry);
  expect([400, 401]).toContain(response.status);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
});

describe("a session ends", () => {
  test("when its person signs out", async () => {
    const api = await createTestApi();
    const cookie = await api.signIn({});
    expect(await isIn(api, cookie)).toBe(true);
    expect((await post(api, "/sign-out", { cookie })).status).toBe(204);
    expect(await isIn(api, cookie)).toBe(false);
  });

  test("when an administrator changes the role, the scope or the password", async () => {
    const api = await createTestApi();
    const admin = await api.signIn({});
    for (const body of [{ role: "operator" }, { scope: { clusters: [] } }, { password: "another password" }]) {
      const cookie = await api.signIn({ email: `${Object.keys(body)[0]}@example.com`, role: "viewer" });
      const users = await api.data.repositories.users.list(systemScope);
      const user = users.find(({ email }) => email.startsWith(Object.keys(body)[0] ?? ""));
      expect((await api.ask("PATCH", `/users/${user?.id}`, { cookie: admin, body: { name: "Renamed" } })).status).toBe(200);
      expect(await isIn(api, cookie)).toBe(true);
      expect((await api.ask("PATCH", `/users/${user?.id}`, { cookie: admin, body })).status).toBe(200);
      expect(await isIn(api, cookie)).toBe(false);
    }
  });

  test("when its person is removed", async () => {
    const api = await createTestApi();
    const admin = await api.signIn({});
    const cookie = await api.signIn({ email: "gone@example.com", role: "viewer" });
    const user = (await api.data.repositories.users.list(systemScope)).find(({ email }) => email === "gone@example.com");
    expect((await api.ask("DELETE", `/users/${user?.id}`, { cookie: admin })).status).toBe(204);
    expect(await isIn(api, cookie)).toBe(false);
  });

  test("on the other devices, when its person changes the password", async () => {
    const api = await createTestApi();
    const other = await api.signIn({ email: "a@example.com" });
    const cookie = cookieOf(await handleAuth(signInRequest("a@example.com", password), api.authEntry));
    const body = { currentPassword: password, newPassword: "another password" };
    expect((await post(api, "/change-password", { cookie, body: { ...body, currentPassword: "wrong" } })).status).toBe(400);
    const changed = await post(api, "/change-password", { cookie, body });
    expect(changed.status).toBe(204);
    expect(await isIn(api, other)).toBe(false);
    expect(await isIn(api, cookieOf(changed))).toBe(true);
    expect((await handleAuth(signInRequest("a@example.com", "another password"), api.authEntry)).status).toBe(204);
  });

  test("when what is stored of its person cannot be understood", async () => {
    const api = await createTestApi();
    const cookie = await api.signIn({});
    await api.data.database.pool.query(`UPDATE users SET scope = '{"clusters":"everything"}'`);
    expect(await isIn(api, cookie)).toBe(false);
  });
});

test("nobody can take the last administrator away", async () => {
  const api = await createTestApi();
  const cookie = await api.signIn({ email: "only@example.com" });
  const [only] = await api.data.repositories.users.list(systemScope);
  for (const body of [{ role: "viewer" }, { scope: { clusters: [] } }, { role: "operator", password: "another password" }]) {
    expect(await code(await api.ask("PATCH", `/users/${only?.id}`, { cookie, body }))).toEqual([409, "lastAdministrator"]);
  }
  expect(await code(await api.ask("DELETE", `/users/${only?.id}`, { cookie }))).toEqual([409, "lastAdministrator"]);
  expect(await isIn(api, cookie)).toBe(true);
});
