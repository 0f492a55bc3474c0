import { describe, expect, it } from "vitest";
import { clientAddress } from "./client-address.ts";

const of = (forwarded: string | undefined, trusted: string[] = []) =>
  clientAddress(new Headers(forwarded === undefined ? {} : { "x-forwarded-for": forwarded }), trusted);

describe("clientAddress", () => {
  it("takes one address where no proxy is trusted, and believes no chain", () => {
    expect(of("198.51.100.7")).toBe("198.51.100.7");
    expect(of("198.51.100.7, 203.0.113.9")).toBe("unknown");
    for (const nothing of [undefined, "", "localhost", "1.2.3.4.5"]) expect(of(nothing)).toBe("unknown");
  });

  it("reads a chain from the right, past the proxies that are trusted", () => {
    const trusted = ["10.0.0.0/8", "192.0.2.7"];
    expect(of("1.1.1.1, 198.51.100.7, 10.1.2.3, 192.0.2.7", trusted)).toBe("198.51.100.7");
    expect(of("10.1.2.3", trusted)).toBe("unknown");
    expect(of("198.51.100.7, made up, 10.1.2.3", trusted)).toBe("unknown");
  });

  it("counts a network of IPv6 as one, and a mapped address as what it is", () => {
    expect(of("2001:db8:1:2:3:4:5:6")).toBe(of("2001:db8:1:2:ffff::1"));
    expect(of("2001:db8:1:2:3:4:5:6")).toBe("2001:db8:1:2::/64");
    expect(of("::ffff:198.51.100.7")).toBe("198.51.100.7");
  });
});
