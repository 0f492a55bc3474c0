import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { openDatabase } from "#server/database/database.ts";
import { repositoriesOf } from "#server/database/repositories.ts";
import { migrate } from "#server/database/schema/migrate.ts";
import { systemScope } from "#server/database/scope.ts";
import { handleAuth } from "#server/http/sign-in/auth-handler.ts";
import { createTestApi, password, signInRequest } from "#test/api/api.ts";
import { compiledFolder } from "#test/compiled.ts";
import { startPostgres } from "./start/postgres/server.ts";

const program = fileURLToPath(new URL("../bin/drydock.js", import.meta.url));

async function users(args: readonly string[], env: Record<string, string>) {
  const child = spawn(process.execPath, [program, "users", ...args], {
    env: { NODE_ENV: "test", PATH: process.env.PATH, NODE_COMPILE_CACHE: compiledFolder, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const text = { out: "", said: "" };
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (text.out += chunk));
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => (text.said += chunk));
  const [code] = await once(child, "close");
  return { ...text, code: code as number };
}

const tokenOf = (out: string) => new URL(out.trim()).pathname.split("/").at(-1) ?? "";

describe("drydock users, with a database of one's own", () => {
  test("lets who is locked out choose a new password", async () => {
    const api = await createTestApi();
    const env = { DATABASE_URL: api.data.url, DRYDOCK_URL: "https://drydock.example" };
    const cookie = await api.signIn({ email: "ada@example.com" });
    const signIn = (own: string, last: number) =>
      handleAuth(signInRequest("ada@example.com", own, { "x-forwarded-for": `198.51.100.${last}` }), api.authEntry);
    for (let i = 0; i < 25; i += 1) await signIn("guess", i);
    const listed = await users(["list"], env);
    expect(listed).toMatchObject({ code: 0, said: "" });
    expect(listed.out).toMatch(/^E-MAIL .*\nada@example\.com +Robin +admin +all +/);
    const reset = await users(["reset", " ADA@example.com"], env);
    expect(reset).toMatchObject({ code: 0, said: expect.stringContaining("Sessions ended: 1") });
    expect(reset.out).toMatch(/^https:\/\/drydock\.example\/reset\/[A-Za-z0-9_-]{43}\n$/);
    expect((await api.ask("GET", "/session", { cookie })).status).toBe(401);
    const body = { token: tokenOf(reset.out), password: "a password of words" };
    expect((await api.ask("POST", "/password-resets/use", { body })).status).toBe(200);
    expect((await signIn(body.password, 99)).status).toBe(204);
    const { rows } = await api.data.database.pool.query(
      "SELECT action, subject, detail->>'by' AS by FROM audit_entries WHERE actor_name = 'command' ORDER BY action",
    );
    expect(rows).toEqual([
      { action: "password.link", subject: "ada@example.com", by: "command" },
      { action: "session.end", subject: "ada@example.com", by: null },
    ]);
    const written = await api.data.database.pool.query("SELECT json_agg(a)::text AS text FROM audit_entries a");
    expect(written.rows[0].text).not.toContain(body.token);
  });

  test("says who is not there, and what is wrong with the database", async () => {
    const api = await createTestApi();
    const env = { DATABASE_URL: api.data.url };
    expect(await users(["reset", "nobody@example.com"], env)).toMatchObject({
      code: 2,
      out: "",
      said: expect.stringMatching(/Nobody/),
    });
    const away = { DATABASE_URL: "postgresql://drydock:canary@127.0.0.1:1/drydock" };
    const unreachable = await users(["list"], away);
    expect(unreachable).toMatchObject({ code: 2, out: "", said: expect.stringMatching(/does not answer \(ECONNREFUSED\)/) });
    expect(unreachable.said).not.toContain("canary");
    expect(await users(["list"], { DRYDOCK_DATA: "/nowhere" })).toMatchObject({
      code: 2,
      said: expect.stringMatching(/no database of Drydock in/),
    });
  });
});

test("drydock users starts the data folder's database where it is not running, uses it where it is, and leaves it so", async () => {
  const data = await mkdtemp(join(tmpdir(), "drydock-users-"));
  onTestFinished(() => rm(data, { recursive: true, force: true }));
  await chmod(data, 0o711);
  const server = await startPostgres({ data, settings: { fsync: "off" }, say: () => undefined });
  try {
    expect(await users(["list"], { DRYDOCK_DATA: data })).toMatchObject({
      code: 2,
      said: expect.stringMatching(/earlier version/),
    });
    await migrate(server.url);
    const database = openDatabase(server.url, { connections: 1 });
    const person = { email: "ada@example.com", name: "Ada\u001b[2J", role: "admin", scope: { clusters: "all" } } as const;
    await repositoriesOf(database).users.create(systemScope, { ...person, passwordHash: password });
    await database.close();
    const running = await users(["list"], { DRYDOCK_DATA: data });
    expect(running).toMatchObject({ code: 0, said: "" });
    expect(running.out).toContain("ada@example.com");
    expect(running.out).not.toContain("\u001b");
  } finally {
    await server.stop();
  }
  const stopped = await users(["reset", "ada@example.com"], { DRYDOCK_DATA: data, PORT: "3999" });
  expect(stopped).toMatchObject({ code: 0, said: expect.stringContaining("started for a moment") });
  expect(stopped.out).toMatch(/^http:\/\/127\.0\.0\.1:3999\/reset\//);
  const again = await users(["list"], { DRYDOCK_DATA: data });
  expect(again).toMatchObject({ code: 0, said: expect.stringContaining("started for a moment") });
});
