/** Requests that come again: carried out once, answered as before, and no secret kept for it. */
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { MadeApiToken } from "#contracts/tokens.ts";
import { createTestApi, origin, requestOf, type TestApi } from "#test/api/api.ts";
import { handleApi } from "../api-handler.ts";
import { routes } from "../routes.ts";
import { handleUpload } from "../upload-handler.ts";

const person = (email: string) => ({
  email,
  name: "N",
  password: "twelve letters or more",
  role: "viewer",
  scope: { clusters: [] },
});

async function administrator() {
  const api = await createTestApi();
  const cookie = await api.signIn({});
  const post = (path: string, body: unknown, key = "key-1", who = cookie) =>
    api.ask("POST", path, { cookie: who, body, headers: { "idempotency-key": key } });
  return { api, cookie, post };
}

const codeOf = async (response: Response) => [response.status, ((await response.json()) as { code: string }).code];
const people = async (api: TestApi, cookie: string) =>
  ((await (await api.ask("GET", "/users", { cookie })).json()) as { items: unknown[] }).items.length;

describe("the same key", () => {
  test("with the same request gives the same answer, and one effect", async () => {
    const { api, cookie, post } = await administrator();
    const first = await post("/users", person("new@example.com"));
    expect([first.status, first.headers.has("idempotency-replayed")]).toEqual([201, false]);
    const again = await post("/users", person("new@example.com"));
    expect([again.status, again.headers.get("idempotency-replayed")]).toEqual([201, "true"]);
    expect(again.headers.get("content-type")).toBe("application/json");
    expect(again.headers.get("cache-control")).toBe("private, no-store");
    expect(await again.json()).toEqual(await first.json());
    expect(await people(api, cookie)).toBe(2);
    const { rowCount } = await api.data.database.pool.query("SELECT 1 FROM audit_entries WHERE action = 'user.add'");
    expect(rowCount).toBe(1);
  });

  test("gives the same refusal", async () => {
    const { cookie, api, post } = await administrator();
    await api.ask("POST", "/users", { cookie, body: person("new@example.com") });
    const first = await post("/users", person("new@example.com"));
    const again = await post("/users", person("new@example.com"));
    expect([again.status, again.headers.get("idempotency-replayed")]).toEqual([409, "true"]);
    expect(again.headers.get("content-type")).toBe("application/problem+json");
    expect(await again.json()).toEqual(await first.json());
  });

  test("with another request is a mistake", async () => {
    const { api, cookie, post } = await administrator();
    await post("/users", person("new@example.com"));
    expect(await codeOf(await post("/users", person("other@example.com")))).toEqual([422, "keyUsed"]);
    expect(await codeOf(await post("/users?x=1", person("new@example.com")))).toEqual([422, "keyUsed"]);
    expect(await codeOf(await post("/sample-fleet", person("new@example.com")))).toEqual([422, "keyUsed"]);
    expect(await people(api, cookie)).toBe(2);
  });

  test("of somebody else is another key, and so is a token's", async () => {
    const { api, cookie, post } = await administrator();
    await post("/users", person("new@example.com"));
    const other = await post("/users", person("new@example.com"), "key-1", await api.signIn({}));
    expect([other.status, other.headers.has("idempotency-replayed")]).toEqual([409, false]);
    const made = await api.ask("POST", "/tokens", { cookie, body: { name: "ci", role: "viewer", days: 1 } });
    const { secret } = (await made.json()) as MadeApiToken;
    const headers = { authorization: `Bearer ${secret}`, "idempotency-key": "key-1", "content-type": "application/json" };
    const body = JSON.stringify(person("new@example.com"));
    const byToken = await handleApi(new Request(`${origin}/api/v1/users`, { method: "POST", headers, body }), api.entry);
    expect([byToken.status, byToken.headers.has("idempotency-replayed")]).toEqual([403, false]);
  });

  test("of one who has other rights by now is another request", async () => {
    const { api, post } = await administrator();
    await post("/users", person("new@example.com"));
    await api.data.database.pool.query(`UPDATE users SET scope = '{"clusters":[]}'`);
    expect(await codeOf(await post("/users", person("new@example.com")))).toEqual([422, "keyUsed"]);
  });

  test("while the first request runs says so, and of many at once one is carried out", async () => {
    const { api, cookie, post } = await administrator();
    const answers = await Promise.all(Array.from({ length: 6 }, () => post("/users", person("new@example.com"))));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201).length).toBeGreaterThanOrEqual(1);
    for (const response of answers.filter(({ status }) => status !== 201)) {
      expect(response.headers.get("retry-after")).toBe("2");
      expect(await codeOf(response)).toEqual([409, "requestRunning"]);
    }
    expect(await people(api, cookie)).toBe(2);
  });
});

describe("a key is free again", () => {
  test("after a day", async () => {
    const { api, post } = await administrator();
    await post("/users", person("new@example.com"));
    await api.data.database.pool.query("UPDATE idempotency_keys SET created_at = created_at - interval '25 hours'");
    expect((await post("/users", person("other@example.com"))).status).toBe(201);
  });

  test("when the process that had it died", async () => {
    const { api, post } = await administrator();
    await post("/users", person("new@example.com"));
    await api.data.database.pool.query("UPDATE idempotency_keys SET status = NULL, response = NULL");
    expect(await codeOf(await post("/users", person("new@example.com")))).toEqual([409, "requestRunning"]);
    await api.data.database.pool.query("UPDATE idempotency_keys SET created_at = created_at - interval '11 minutes'");
    expect((await post("/users", person("third@example.com"))).status).toBe(201);
  });

  test("when the first answer was our fault, or a matter of who asked", async () => {
    const { api, cookie, post } = await administrator();
    const users = { ...api.entry.services.repositories.users, create: () => Promise.reject(new Error("broken")) };
    const services = { ...api.entry.services, repositories: { ...api.entry.services.repositories, users } };
    const request = requestOf("POST", "/users", {
      cookie,
      body: person("new@example.com"),
      headers: { "idempotency-key": "key-1" },
    });
    expect((await handleApi(request, { ...api.entry, services })).status).toBe(500);
    expect((await post("/users", person("new@example.com"))).status).toBe(201);
    const viewer = await api.signIn({ role: "viewer" });
    expect((await post("/users", person("x@example.com"), "key-2", viewer)).status).toBe(403);
    expect((await api.data.database.pool.query("SELECT 1 FROM idempotency_keys WHERE key = 'key-2'")).rowCount).toBe(0);
  });
});

describe("an answer with a secret", () => {
  test("is not kept, and who asks again is told so", async () => {
    const { api, cookie, post } = await administrator();
    const body = { name: "ci", role: "viewer", days: 1 };
    const { secret } = (await (await post("/tokens", body)).json()) as MadeApiToken;
    const again = await post("/tokens", body);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(await codeOf(again)).toEqual([409, "shownOnce"]);
    const { rows } = await api.data.database.pool.query<{ row: string }>("SELECT k::text AS row FROM idempotency_keys k");
    expect(JSON.stringify(rows)).not.toContain(secret.slice(12));
    expect(((await (await api.ask("GET", "/tokens", { cookie })).json()) as { items: unknown[] }).items).toHaveLength(1);
  });

  test("is named by its route: every POST that answers with a secret, or with an address to open", () => {
    const handing = routes.filter(({ method, procedure }) => {
      const output = procedure["~orpc"].outputSchema as z.ZodType | undefined;
      const shape = output === undefined ? "" : JSON.stringify(z.toJSONSchema(output, { unrepresentable: "any" }));
      return method === "POST" && /"(secret|url|link)":\{[^{}]*"type":"string"/.test(shape);
    });
    const names = handing.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(["tokens.create", "shareLinks.create", "invitations.create", "users.resetLink"]),
    );
    // These answer with no secret: they promise that nothing of what they are given is kept.
    const keepNothing = ["accessChanges.simulate", "upgrade.judgeManifests"];
    const once = routes.filter(({ showsOnce, name }) => showsOnce && !keepNothing.includes(name));
    expect(once.map(({ name }) => name)).toEqual(names);
  });
});

test.each(["", "a b", "ä", "x".repeat(201), "line\tbreak"])("a key of %j is refused", async (key) => {
  const { post } = await administrator();
  expect((await post("/users", person("new@example.com"), key)).status).toBe(400);
});

test("a request that only reads has no use for a key, and a snapshot refuses one", async () => {
  const { api, cookie } = await administrator();
  const headers = { "idempotency-key": "key-1" };
  expect((await api.ask("GET", "/session", { cookie, headers })).status).toBe(200);
  expect((await api.data.database.pool.query("SELECT 1 FROM idempotency_keys")).rowCount).toBe(0);
  const upload = requestOf("POST", "/snapshots?name=x", { cookie, headers, body: {} });
  expect((await handleUpload(upload, api.entry)).status).toBe(400);
});
