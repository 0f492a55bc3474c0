import { describe, expect, test } from "vitest";
import { problemSchema } from "#contracts/problems.ts";
import { actorOf } from "#server/auth/actor-of.ts";
import { createAuth } from "#server/auth/auth.ts";
import { openDatabase } from "#server/database/database.ts";
import { type AskOptions, createTestApi, origin, requestOf, type TestApi } from "#test/api/api.ts";
import { seedCluster } from "#test/postgres/seed.ts";
import { handleApi } from "./api-handler.ts";

async function problem(response: Response) {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(response.headers.get("cache-control")).toBe("private, no-store");
  return problemSchema.parse(await response.json());
}

async function signedIn(): Promise<{
  api: TestApi;
  ask: (method: string, path: string, more?: AskOptions) => Promise<Response>;
}> {
  const api = await createTestApi();
  const cookie = await api.signIn({});
  return { api, ask: (method, path, more = {}) => api.ask(method, path, { cookie, ...more }) };
}

describe("what comes from another site", () => {
  test.each<Record<string, string>>([
    { origin: "https://evil.example" },
    { origin: "null" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
  ])("cannot change anything: %o", async (headers) => {
    const { api, ask } = await signedIn();
    const cluster = await seedCluster(api.data, { name: "team" });
    const removed = await ask("DELETE", `/clusters/${cluster.id}`, { headers });
    expect(await problem(removed)).toMatchObject({ status: 403, code: "crossOrigin" });
    const form = { ...headers, "content-type": "text/plain" };
    expect((await ask("POST", `/clusters/${cluster.id}/scans`, { headers: form, body: {} })).status).toBe(403);
    expect((await (await ask("GET", "/clusters")).json()).items).toHaveLength(1);
  });

  test("a cookie alone is not enough", async () => {
    const api = await createTestApi();
    const cookie = await api.signIn({});
    const request = new Request(`${origin}/api/v1/sample-fleet`, { method: "DELETE", headers: { cookie } });
    expect((await handleApi(request, api.entry)).status).toBe(403);
  });
});

describe("what is wrong is said by name", () => {
  test("in fields of a body", async () => {
    const { ask } = await signedIn();
    const body = { email: "nobody", name: "", password: "short", role: "root", scope: { clusters: [{ id: "x" }] } };
    const answer = await problem(await ask("POST", "/users", { body }));
    expect(answer).toMatchObject({ status: 400, code: "badRequest" });
    expect(answer.issues?.map(({ path }) => path).sort()).toEqual(["email", "name", "password", "role", "scope.clusters[0].id"]);
  });

  test("in a query", async () => {
    const { ask } = await signedIn();
    const answer = await problem(await ask("GET", "/findings?severity=worst&limit=0&sort=name"));
    expect(answer.issues?.map(({ path }) => path)).toEqual(["severity[0]", "limit", "sort"]);
  });

  test.each(["/clusters/x", "/clusters/cls_", "/scans/scn_AAAAAAAAAAAA", "/connection-tests/1"])(
    "in the address %s",
    async (path) => {
      const { ask } = await signedIn();
      expect(await problem(await ask("GET", path))).toMatchObject({ code: "badRequest", issues: [{ path: "id" }] });
    },
  );

  test("in a body that is no JSON, or none at all", async () => {
    const { api } = await signedIn();
    const cookie = await api.signIn({});
    for (const text of ["{", "", "<html>"]) {
      const headers = { origin, cookie, "content-type": "application/json" };
      const request = new Request(`${origin}/api/v1/users`, { method: "POST", headers, body: text });
      expect(await problem(await handleApi(request, api.entry))).toMatchObject({ status: 400, code: "badRequest" });
    }
  });

  test("in a body without an end", async () => {
    const { api } = await signedIn();
    const cookie = await api.signIn({});
    const megabyte = new Uint8Array(1024 * 1024).fill(32);
    let sent = 0;
    const body = new ReadableStream({ pull: (controller) => (sent++ < 64 ? controller.enqueue(megabyte) : controller.close()) });
    const headers = { origin, cookie, "content-type": "application/json" };
    const request = new Request(`${origin}/api/v1/kubeconfig/inspect`, {
      method: "POST",
      headers,
      body,
      duplex: "half",
    } as RequestInit);
    expect(await problem(await handleApi(request, api.entry))).toMatchObject({ status: 413, code: "tooLarge" });
    expect(sent).toBeLessThan(20);
  });
});

test.each([
  ["GET", "/nothing"],
  ["GET", ""],
  ["POST", "/fleet"],
  ["DELETE", "/clusters"],
  ["GET", "/clusters/%2e%2e/nothing"],
  ["OPTIONS", "/fleet"],
])("there is nothing at %s %s", async (method, path) => {
  const { ask } = await signedIn();
  expect(await problem(await ask(method, path))).toMatchObject({ status: 404, code: "notFound" });
});

describe("what nobody expected", () => {
  test("is told by an id and nothing else", async () => {
    const { api } = await signedIn();
    const cookie = await api.signIn({});
    const clusters = { ...api.entry.services.repositories.clusters, list: () => Promise.reject(new Error("password=hunter2")) };
    const services = { ...api.entry.services, repositories: { ...api.entry.services.repositories, clusters } };
    const response = await handleApi(requestOf("GET", "/clusters", { cookie }), { ...api.entry, services });
    const text = await response.clone().text();
    expect(await problem(response)).toMatchObject({
      status: 500,
      code: "unexpected",
      detail: expect.stringMatching(/^Code [0-9a-f]{10}\.$/),
    });
    expect(text).not.toMatch(/hunter2|Error|at /);
  });

  test("an answer that breaks the contract is not sent", async () => {
    const { api } = await signedIn();
    const cookie = await api.signIn({});
    const broken = { ...(await seedCluster(api.data, { name: "team" })), kind: "v1.secret" as never };
    const clusters = { ...api.entry.services.repositories.clusters, list: async () => [broken] };
    const services = { ...api.entry.services, repositories: { ...api.entry.services.repositories, clusters } };
    const response = await handleApi(requestOf("GET", "/clusters", { cookie }), { ...api.entry, services });
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain("v1.secret");
  });

  test("a database that is gone is a passing state", async () => {
    const api = await createTestApi();
    const cookie = await api.signIn({});
    const gone = openDatabase("postgresql://nobody@127.0.0.1:1/none");
    const { publicUrl, consume } = api.authEntry;
    const secret = "0123456789abcdef0123456789abcdef";
    const auth = createAuth({ client: gone.prisma, publicUrl, secret, trustedProxies: [], consume });
    const entry = { ...api.entry, actorOf: (headers: Headers) => actorOf(auth, api.data.repositories, headers) };
    const answer = await problem(await handleApi(requestOf("GET", "/fleet", { cookie }), entry));
    expect(answer).toMatchObject({ status: 503, code: "unavailable" });
    await gone.close();
  });
});
