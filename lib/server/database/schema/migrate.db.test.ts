import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "#test/postgres/database.ts";
import { migrate } from "./migrate.ts";
import { migrationNames, readMigrations, readSchema } from "./migration-files.ts";
import { noFilter, withDatabase, withSchemaEngine } from "./schema-engine.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

describe("migrations", () => {
  it("lead to the schema, and the schema to them", async () => {
    const [migrations, schema] = [await readMigrations(), await readSchema()];
    const from = { tag: "migrations" as const, ...migrations };
    const to = { tag: "schemaDatamodel" as const, ...schema };
    const settings = { script: true, exitCode: true, filters: noFilter };
    const there = await withSchemaEngine(db.url, (engine) => engine.diff({ from, to, ...settings }));
    const back = await withSchemaEngine(db.url, (engine) => engine.diff({ from: to, to: from, ...settings }));
    expect([there.exitCode, there.stdout]).toEqual([0, expect.stringContaining("empty migration")]);
    expect([back.exitCode, back.stdout]).toEqual([0, expect.stringContaining("empty migration")]);
  });

  it("are applied once, also when several processes start at once", async () => {
    const name = `${new URL(db.url).pathname.slice(1)}_race`;
    await db.database.pool.query(`CREATE DATABASE ${name} TEMPLATE template0`);
    const url = withDatabase(db.url, name);
    try {
      const results = await Promise.all([migrate(url), migrate(url), migrate(url)]);
      expect(results.map((result) => result.ok)).toEqual([true, true, true]);
      const applied = results.flatMap((result) => (result.ok ? result.value : []));
      expect(applied).toEqual(await migrationNames());
    } finally {
      await db.database.pool.query(`DROP DATABASE ${name} WITH (FORCE)`);
    }
  });

  it("refuse a database of a newer version in one sentence", async () => {
    const add = `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at)
      VALUES ('newer', 'x', '29990101000000_later', now())`;
    await db.database.pool.query(add);
    const result = await migrate(db.url);
    await db.database.pool.query("DELETE FROM _prisma_migrations WHERE id = 'newer'");
    expect(result).toMatchObject({
      ok: false,
      error: { code: "databaseNewer", message: expect.stringContaining("29990101000000_later") },
    });
  });

  it.each([
    ["databaseMissing", (url: URL) => ({ pathname: "/nowhere", password: url.password, port: url.port })],
    ["databaseRefused", (url: URL) => ({ pathname: url.pathname, password: "wrong", port: url.port })],
    ["databaseUnreachable", (url: URL) => ({ pathname: url.pathname, password: url.password, port: "1" })],
  ])("tell %s from the rest, without the password", async (code, change) => {
    const url = new URL(db.url);
    const { password } = url;
    Object.assign(url, change(new URL(db.url)));
    const result = await migrate(url.href);
    expect(result).toMatchObject({ ok: false, error: { code } });
    expect(JSON.stringify(result)).not.toContain(password);
  });
});

describe("the audit trail", () => {
  it("cannot be changed or deleted, whoever asks", async () => {
    const client = new pg.Client({ connectionString: db.url });
    await client.connect();
    try {
      await client.query("INSERT INTO audit_entries (id, actor_name, action) VALUES ('aud_1', 'Ada', 'test')");
      for (const sql of ["UPDATE audit_entries SET action = 'other'", "DELETE FROM audit_entries", "TRUNCATE audit_entries"])
        await expect(client.query(sql)).rejects.toThrow("append-only");
    } finally {
      await client.end();
    }
  });
});
