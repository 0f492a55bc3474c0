import { describe, expect, test } from "vitest";
import { contentSecurityPolicy, securityHeaders } from "./security-headers.ts";

const directives = (policy: string) =>
  new Map(policy.split("; ").map((text) => [text.split(" ")[0], text.split(" ").slice(1)] as const));

describe("the content security policy", () => {
  test("lets run what carries the nonce, and what that loads, and nothing else", () => {
    const policy = directives(contentSecurityPolicy("abc"));
    expect(policy.get("script-src")).toEqual(["'self'", "'nonce-abc'", "'strict-dynamic'"]);
    expect(policy.get("style-src")).toEqual(["'self'", "'nonce-abc'"]);
    expect(policy.get("default-src")).toEqual(["'none'"]);
    for (const name of ["object-src", "base-uri", "frame-ancestors"]) expect(policy.get(name)).toEqual(["'none'"]);
    expect(policy.get("connect-src")).toEqual(["'self'"]);
  });

  test("never trusts inline scripts, eval or another host", () => {
    const policy = contentSecurityPolicy("abc");
    expect(policy).not.toMatch(/unsafe-eval|https?:|\*/);
    expect(directives(policy).get("script-src")).not.toContain("'unsafe-inline'");
  });
});

test("a host is bound to https only where the public address is https", () => {
  expect(securityHeaders(true)["strict-transport-security"]).toMatch(/^max-age=31536000/);
  expect(securityHeaders(false)["strict-transport-security"]).toBeUndefined();
});
