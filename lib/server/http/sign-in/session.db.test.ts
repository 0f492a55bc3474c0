import { describe, expect, test } from "vitest";
import { createTestApi } from "#test/api/api.ts";

describe("a session", () => {
  test("begins with sign-in and says who asks", async () => {
    const api = await createTestApi();
    const cookie = await api.signIn({ email: "Robin@example.com".toLowerCase() });
    const response = await api.ask("GET", "/session", { cookie });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      user: { email: "robin@example.com", role: "admin", scope: { clusters: "all" } },
    });
    expect(response.headers.get("cache-control")).toBe("private, no-store");
  });
});
