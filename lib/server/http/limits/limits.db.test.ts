/** Limits over the whole way in: what the headers say, whom they bind, and that several processes share them. */
import { describe, expect, test } from "vitest";
import type { MadeApiToken } from "#contracts/tokens.ts";
import { createReserve } from "#server/database/rate-limit.ts";
import { createTestApi, origin, requestOf } from "#test/api/api.ts";
import { createTestDatabase } from "#test/postgres/database.ts";
import { handleApi } from "../api-handler.ts";
import { createQuota, quotaHeaders } from "./quota.ts";

const environment = {
  DRYDOCK_REQUESTS_PER_MINUTE: "8",
  DRYDOCK_CHANGES_PER_MINUTE: "2",
  DRYDOCK_OPEN_REQUESTS_PER_MINUTE: "3",
};

describe("a person", () => {
  test("is told how much is left, and when to come back", async () => {
    const api = await createTestApi({ environment });
    const cookie = await api.signIn({});
    const first = await api.ask("GET", "/session", { cookie });
    expect(first.headers.get("ratelimit-policy")).toBe('"person";q=8;w=60');
    expect(first.headers.get("ratelimit")).toMatch(/^"person";r=7;t=(60|59)$/);
    expect(first.headers.has("retry-after")).toBe(false);
    for (let i = 0; i < 7; i += 1) expect((await api.ask("GET", "/session", { cookie })).status).toBe(200);
    const refused = await api.ask("GET", "/session", { cookie });
    expect(refused.status).toBe(429);
    expect(await refused.json()).toMatchObject({ code: "tooManyRequests" });
    expect(refused.headers.get("ratelimit")).toMatch(/^"person";r=0;t=\d+$/);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await api.ask("GET", "/session", { cookie: await api.signIn({}) })).status).toBe(200);
  });

  test("may change fewer things than read", async () => {
    const api = await createTestApi({ environment });
    const cookie = await api.signIn({});
    const change = () => api.ask("DELETE", "/sample-fleet", { cookie });
    const first = await change();
    expect(first.headers.get("ratelimit-policy")).toBe('"person";q=8;w=60, "changes";q=2;w=60');
    expect(first.headers.get("ratelimit")).toMatch(/^"person";r=7;t=\d+, "changes";r=1;t=\d+$/);
    expect([first.status, (await change()).status, (await change()).status]).toEqual([204, 204, 429]);
    expect((await api.ask("GET", "/session", { cookie })).status).toBe(200);
  });
});

test("a token is counted for itself", async () => {
  const api = await createTestApi({ environment });
  const cookie = await api.signIn({});
  const body = { name: "ci", role: "viewer", days: 1 };
  const { secret } = (await (await api.ask("POST", "/tokens", { cookie, body })).json()) as MadeApiToken;
  const headers = { authorization: `Bearer ${secret}` };
  const ask = () => handleApi(new Request(`${origin}/api/v1/session`, { headers }), api.entry);
  const statuses = [];
  for (let i = 0; i < 10; i += 1) statuses.push((await ask()).status);
  expect(statuses).toEqual([...Array(8).fill(200), 429, 429]);
  expect((await ask()).headers.get("ratelimit-policy")).toBe('"token";q=8;w=60');
  expect((await api.ask("GET", "/session", { cookie })).status).toBe(200);
});

test("who is not signed in is counted by address, as the nearest proxy of ours tells it", async () => {
  const api = await createTestApi({ environment: { ...environment, DRYDOCK_TRUSTED_PROXIES: "10.0.0.0/8" } });
  const ask = async (forwarded: string) => {
    const request = requestOf("GET", "/session", { headers: { "x-forwarded-for": forwarded } });
    return (await handleApi(request, api.entry)).status;
  };
  const statuses = [];
  for (let i = 0; i < 4; i += 1) statuses.push(await ask(`198.51.100.${i}, 203.0.113.7, 10.0.0.9`));
  expect(statuses).toEqual([401, 401, 401, 429]);
  expect(await ask("203.0.113.8, 10.0.0.9")).toBe(401);
});

describe("several processes", () => {
  const policy = { name: "person", max: 120, window: 60 };

  test("let no more through together than the policy says, and hardly fewer", async () => {
    const { database } = await createTestDatabase();
    const processes = Array.from({ length: 3 }, () =>
      createQuota(
        createReserve(database, () => 1_000_000),
        () => 1_000_000,
      ),
    );
    const all = await Promise.all(Array.from({ length: 200 }, (_, i) => processes[i % 3]?.(policy, "ada")));
    const passed = all.filter((standing) => standing?.allowed).length;
    expect(passed).toBeLessThanOrEqual(120);
    expect(passed).toBeGreaterThan(110);
  });

  test("open again together when the window has passed", async () => {
    const { database } = await createTestDatabase();
    let now = 1_000_000;
    const take = createQuota(
      createReserve(database, () => now),
      () => now,
    );
    const several = async (count: number) => {
      const standings = [];
      for (let i = 0; i < count; i += 1) standings.push(await take(policy, "ada"));
      return standings;
    };
    expect((await several(121)).filter(({ allowed }) => !allowed)).toMatchObject([{ left: 0, reset: 60 }]);
    now += 59_000;
    expect(await take(policy, "ada")).toMatchObject({ allowed: false, reset: 1 });
    now += 1_000;
    expect(await take(policy, "ada")).toMatchObject({ allowed: true, left: 119, reset: 60 });
  });

  test("ask the database once for many requests", async () => {
    const { database } = await createTestDatabase();
    let asked = 0;
    const reserve = createReserve(database);
    const counting: typeof reserve = (...args) => {
      asked += 1;
      return reserve(...args);
    };
    const take = createQuota(counting);
    for (let i = 0; i < 600; i += 1) await take({ ...policy, max: 600 }, "ada");
    expect(asked).toBe(60);
    for (let i = 0; i < 50; i += 1) await take({ ...policy, max: 600 }, "ada");
    expect(asked).toBe(60);
  });
});

test("the headers are structured fields", () => {
  const policy = { name: "changes", max: 60, window: 60 };
  expect(quotaHeaders([{ policy, allowed: false, left: 0, reset: 12 }])).toEqual({
    "ratelimit-policy": '"changes";q=60;w=60',
    ratelimit: '"changes";r=0;t=12',
    "retry-after": "12",
  });
});
