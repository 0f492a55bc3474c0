import { describe, expect, test } from "vitest";
import { openDatabase } from "#server/database/database.ts";
import { repositoriesOf } from "#server/database/repositories.ts";
import { createTestApi, type TestApi } from "#test/api/api.ts";
import { seedCluster } from "#test/postgres/seed.ts";
import { handleLive, handleReady, type Readiness } from "./health.ts";

async function ready({ entry, data }: TestApi, changed: Partial<Readiness> = {}) {
  const response = await handleReady({ services: entry.services, database: data.database, ...changed });
  return [response.status, await response.json()];
}

test("a process that answers lives", async () => {
  expect([handleLive().status, await handleLive().json()]).toEqual([200, { status: "live" }]);
});

describe("a process is ready", () => {
  test("with its database, its schema and its keys", async () => {
    const checks = { database: "ok", migrations: "ok", keys: "ok" };
    expect(await ready(await createTestApi())).toEqual([200, { status: "ready", version: "0.0.0-test", checks }]);
  });

  test("not while the database is away, and says nothing of where it is", async () => {
    const api = await createTestApi();
    const gone = openDatabase("postgresql://somebody:hunter2@127.0.0.1:1/none");
    const services = { ...api.entry.services, repositories: repositoriesOf(gone) };
    const [status, body] = await ready(api, { services, database: gone });
    expect([status, body]).toMatchObject([503, { status: "notReady", checks: { database: "unreachable" } }]);
    expect(JSON.stringify(body)).not.toMatch(/hunter2|127\.0\.0\.1/);
    await gone.close();
  });

  test("not on a schema that lacks a migration", async () => {
    const api = await createTestApi();
    await api.data.database.pool.query("DELETE FROM _prisma_migrations");
    expect(await ready(api)).toMatchObject([503, { checks: { migrations: "pending" } }]);
  });

  test("not while a credential is sealed with a key that nobody has", async () => {
    const api = await createTestApi();
    const { id } = await seedCluster(api.data, { name: "team" });
    await api.data.database.pool.query(
      `INSERT INTO cluster_credentials (cluster_id, sealed, kid, version, endpoint_fingerprint, kind, without_end, renews)
       VALUES ($1, 'v1.x', 'deadbeefdeadbeef', 1, 'x', 'token', false, false)`,
      [id],
    );
    expect(await ready(api)).toMatchObject([503, { checks: { keys: "unknownKey" } }]);
    const settings = { ...api.entry.services.settings, publicKeyring: "broken" };
    expect(await ready(api, { services: { ...api.entry.services, settings } })).toMatchObject([
      503,
      { checks: { keys: "missing" } },
    ]);
  });
});
