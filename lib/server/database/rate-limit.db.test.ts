import { expect, test } from "vitest";
import { createTestDatabase } from "#test/postgres/database.ts";
import { createRateLimit } from "./rate-limit.ts";

const rule = { window: 60, max: 3 };

test("a limit holds for everybody together, and opens again when its window has passed", async () => {
  const { database } = await createTestDatabase();
  let now = 1_000_000;
  const [one, two] = [createRateLimit(database, () => now), createRateLimit(database, () => now)];
  expect([await one("a", rule), await two("a", rule), await one("a", rule)]).toEqual([undefined, undefined, undefined]);
  expect(await two("a", rule)).toBe(60);
  expect(await two("b", rule)).toBeUndefined();
  now += 20_000;
  expect(await one("a", rule)).toBe(40);
  now += 40_000;
  expect(await one("a", rule)).toBeUndefined();
});

test("of many at the same time, only as many pass as may", async () => {
  const { database } = await createTestDatabase();
  const consume = createRateLimit(database, () => 5_000);
  const waits = await Promise.all(Array.from({ length: 20 }, () => consume("a", rule)));
  expect(waits.filter((wait) => wait === undefined)).toHaveLength(3);
});

test("what nobody counts any more is forgotten", async () => {
  const { database } = await createTestDatabase();
  let now = 1_000_000;
  const consume = createRateLimit(database, () => now);
  await consume("a", rule);
  now += 25 * 60 * 60 * 1000;
  await consume("b", rule);
  const { rows } = await database.pool.query<{ key: string }>("SELECT key FROM rate_limits");
  expect(rows).toEqual([{ key: "b" }]);
});
