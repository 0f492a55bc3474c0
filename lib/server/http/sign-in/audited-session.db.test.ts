import { describe, expect, test } from "vitest";
import { systemScope } from "#server/database/scope.ts";
import { createTestApi, origin, password, signInRequest, type TestApi } from "#test/api/api.ts";
import { handleAuth } from "./auth-handler.ts";

async function log(api: TestApi) {
  const { items = [] } = (await api.data.repositories.audit.list(systemScope, { limit: 100 })) ?? {};
  return items.map(({ action, actorName, subject }) => [action, actorName, subject]);
}

function post(api: TestApi, path: string, cookie: string, body: object = {}) {
  const headers = { origin, "content-type": "application/json", cookie };
  return handleAuth(
    new Request(`${origin}/api/auth${path}`, { method: "POST", headers, body: JSON.stringify(body) }),
    api.authEntry,
  );
}

describe("the audit log", () => {
  test("tells who signed in, changed a password and signed out", async () => {
    const api = await createTestApi();
    const cookie = await api.signIn({ email: "ada@example.com" });
    const changed = await post(api, "/change-password", cookie, { currentPassword: password, newPassword: "a new one of hers" });
    const next = changed.headers
      .getSetCookie()
      .map((one) => one.split(";")[0])
      .join("; ");
    expect((await post(api, "/sign-out", next)).status).toBe(204);
    expect(await log(api)).toEqual([
      ["session.signOut", "Robin", "ada@example.com"],
      ["password.change", "Robin", "ada@example.com"],
      ["session.signIn", "Robin", "ada@example.com"],
    ]);
  });

  test("tells who failed to sign in, and never what was typed for an address", async () => {
    const api = await createTestApi();
    await api.signIn({ email: "ada@example.com" });
    await handleAuth(signInRequest("Ada@example.com", "not the password"), api.authEntry);
    await handleAuth(signInRequest("correct horse battery staple", "ada@example.com"), api.authEntry);
    expect((await log(api)).slice(0, 2)).toEqual([
      ["session.refused", "Somebody", "an address that nobody has"],
      ["session.refused", "Somebody", "ada@example.com"],
    ]);
    const { rows } = await api.data.database.pool.query<{ row: string }>("SELECT e::text AS row FROM audit_entries e");
    expect(JSON.stringify(rows)).not.toMatch(/staple|not the password/);
  });

  test("is not filled by strangers", async () => {
    const api = await createTestApi();
    for (let i = 0; i < 30; i += 1) await handleAuth(signInRequest(`${i}@example.com`, "guess"), api.authEntry);
    expect((await log(api)).length).toBeLessThanOrEqual(20);
  });

  test("is not written by who had no session", async () => {
    const api = await createTestApi();
    await post(api, "/sign-out", "");
    await post(api, "/change-password", "", { currentPassword: "x", newPassword: "y" });
    expect(await log(api)).toEqual([]);
  });
});
