import { NextRequest } from "next/server";
import { afterEach, describe, expect, test, vi } from "vitest";
import { config, proxy } from "./proxy.ts";

afterEach(() => vi.unstubAllEnvs());

function ask(path: string, headers: Record<string, string> = {}) {
  return proxy(new NextRequest(`http://127.0.0.1:3000${path}`, { headers }));
}

/** What the page gets to see of a request header. */
function forwarded(response: Response, name: string): string | null {
  return response.headers.get(`x-middleware-request-${name}`);
}

describe("the proxy", () => {
  test("sends who has no session cookie to sign in, and back", async () => {
    const response = await ask("/findings?severity=high");
    expect(response.status).toBe(307);
    expect(response.headers.get("location")).toMatch(/\/sign-in\?to=%2Ffindings%3Fseverity%3Dhigh$/);
    expect((await ask("/sign-in")).status).toBe(200);
    expect((await ask("/setup")).status).toBe(200);
    expect((await ask("/invite/token")).status).toBe(200);
    expect((await ask("/reset/token")).status).toBe(200);
    expect((await ask("/reset/token")).headers.get("referrer-policy")).toBe("no-referrer");
    expect((await ask("/reset/token")).headers.get("x-robots-tag")).toBe("noindex, nofollow");
    for (const path of ["/invite", "/invite/", "/invite/a/b", "/reset/a/../../findings"])
      expect((await ask(path)).status).not.toBe(200);
    expect((await ask("/", { cookie: "drydock=x" })).status).toBe(200);
  });

  test("looks for the bound cookie where the public address is https", async () => {
    vi.stubEnv("DRYDOCK_URL", "https://drydock.example");
    expect((await ask("/", { cookie: "drydock=x" })).status).toBe(307);
    const response = await ask("/", { cookie: "__Host-drydock=x" });
    expect(response.status).toBe(200);
    expect(response.headers.get("strict-transport-security")).toMatch(/^max-age/);
  });

  test("makes a new nonce for every request, and takes none from outside", async () => {
    const given = { cookie: "drydock=x", "x-nonce": "mine", "content-security-policy": "script-src 'nonce-mine'" };
    const [one, two] = await Promise.all([ask("/", given), ask("/", given)]);
    const nonces = [one, two].map((response) => forwarded(response, "x-nonce"));
    expect(new Set([...nonces, "mine"]).size).toBe(3);
    expect(one.headers.get("content-security-policy")).toContain(`'nonce-${nonces[0]}'`);
    expect(forwarded(one, "content-security-policy")).toBe(one.headers.get("content-security-policy"));
    expect(one.headers.get("cache-control")).toBe("private, no-store");
  });

  test("hands on none of the headers by which Next's parts talk", async () => {
    const response = await ask("/", { cookie: "drydock=x", "x-middleware-subrequest": "proxy", "x-matched-path": "/x" });
    const names = response.headers.get("x-middleware-override-headers")?.split(",") ?? [];
    expect(names).toContain("x-nonce");
    expect(names).not.toContain("x-middleware-subrequest");
    expect(names).not.toContain("x-matched-path");
  });

  test("has no image optimiser behind it", async () => expect((await ask("/_next/image?url=/a.png&w=64&q=75")).status).toBe(404));

  test("stands before every page and before no API", () => {
    const matcher = new RegExp(`^${config.matcher[0]}$`);
    for (const path of ["/", "/findings", "/_next/image", "/_next/data/x.json", "/apix", "/settings.rsc"])
      expect(path).toMatch(matcher);
    for (const path of ["/api/v1/fleet", "/api/auth/sign-out", "/_next/static/a.js"]) expect(path).not.toMatch(matcher);
  });
});
