import { describe, expect, test } from "vitest";
import { isSameOrigin, ownOrigins } from "./origin.ts";

const here = new URL("https://drydock.example");
const ask = (headers: Record<string, string>, method = "POST", url = here) => isSameOrigin(method, new Headers(headers), url);

describe("isSameOrigin", () => {
  test("lets our own pages change things", () => {
    expect(ask({ origin: "https://drydock.example", "sec-fetch-site": "same-origin", cookie: "a=b" })).toBe(true);
    expect(ask({ "sec-fetch-site": "same-origin", cookie: "a=b" })).toBe(true);
    expect(ask({ origin: "https://drydock.example", cookie: "a=b" })).toBe(true);
  });

  test.each([
    { origin: "https://evil.example" },
    { origin: "null" },
    { origin: "http://drydock.example" },
    { origin: "https://drydock.example:8443" },
    { origin: "https://drydock.example.evil.example" },
    { origin: "https://drydock.example", "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { "sec-fetch-site": "none" },
    {},
  ])("refuses %o with a cookie", (headers) => {
    expect(ask({ ...headers, cookie: "a=b" } as Record<string, string>)).toBe(false);
  });

  test("a script without a cookie needs no origin, and may not lie about it", () => {
    expect(ask({})).toBe(true);
    expect(ask({ origin: "https://evil.example" })).toBe(false);
  });

  test("reading is not judged", () => {
    for (const method of ["GET", "HEAD", "OPTIONS"]) {
      expect(ask({ origin: "https://evil.example", cookie: "a=b" }, method)).toBe(true);
    }
  });

  test("the spellings of loopback are one", () => {
    const local = new URL("http://127.0.0.1:3000");
    expect(ownOrigins(local)).toEqual(["http://127.0.0.1:3000", "http://localhost:3000", "http://[::1]:3000"]);
    expect(ask({ origin: "http://localhost:3000", cookie: "a=b" }, "POST", local)).toBe(true);
    expect(ask({ origin: "http://localhost:4000", cookie: "a=b" }, "POST", local)).toBe(false);
    expect(ask({ origin: "http://localhost:3000", cookie: "a=b" })).toBe(false);
  });
});
