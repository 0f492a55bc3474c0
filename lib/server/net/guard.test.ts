import { describe, expect, it } from "vitest";
import { parseEndpoint } from "./endpoint.ts";
import { admit, checkEndpoint, EndpointBlocked, type EndpointPolicy } from "./guard.ts";

const closed: EndpointPolicy = {
  loopback: false,
  privateRanges: true,
  ownEndpoints: [],
  localAddresses: ["10.9.9.9", "fd00::9"],
};
const laptop: EndpointPolicy = {
  ...closed,
  loopback: true,
  ownEndpoints: [
    { host: "127.0.0.1", port: 3000 },
    { host: "localhost", port: 5432 },
    { host: "db.internal", port: 6543 },
    { host: "0.0.0.0", port: 9464 },
  ],
};

function saved(url: string, policy: EndpointPolicy): string {
  const endpoint = parseEndpoint(url);
  if (!endpoint.ok) return endpoint.error.code;
  const checked = checkEndpoint(endpoint.value, policy);
  return checked.ok ? "ok" : checked.error.code;
}

describe("the check at save time", () => {
  it.each([
    ["https://api.example.com", "ok"],
    ["https://10.0.0.1:6443", "ok"],
    ["https://127.0.0.1:6443", "endpointLoopback"],
    ["https://localhost:6443", "endpointLoopback"],
    ["https://LOCALHOST.:6443", "endpointLoopback"],
    ["https://api.localhost:6443", "endpointLoopback"],
    ["https://[::1]:6443", "endpointLoopback"],
    ["https://0x7f000001:6443", "endpointLoopback"],
    ["https://[::ffff:127.0.0.1]:6443", "endpointLoopback"],
    ["https://169.254.169.254", "endpointLinkLocal"],
    ["https://[fe80::1]", "endpointLinkLocal"],
    ["https://[fd00:ec2::254]", "endpointLinkLocal"],
    ["https://100.100.100.200", "endpointLinkLocal"],
    ["https://[64:ff9b::a9fe:a9fe]", "endpointLinkLocal"],
    ["https://0.0.0.0:6443", "endpointReserved"],
    ["https://[::]:6443", "endpointReserved"],
    ["https://224.0.0.1", "endpointReserved"],
    ["https://255.255.255.255", "endpointReserved"],
    ["https://[2002:7f00:1::]", "endpointReserved"],
  ])("%s of a reachable installation: %s", (url, expected) => expect(saved(url, closed)).toBe(expected));

  it.each([
    ["https://127.0.0.1:6443", "ok"],
    ["https://localhost:6443", "ok"],
    ["https://127.0.0.1:3000", "endpointOwn"],
    ["https://127.0.0.2:3000", "endpointOwn"],
    ["https://[::1]:3000", "endpointOwn"],
    ["https://localhost:5432", "endpointOwn"],
    ["https://10.9.9.9:5432", "endpointOwn"],
    ["https://[fd00::9]:9464", "endpointOwn"],
    ["https://10.9.9.8:5432", "ok"],
    ["https://DB.internal.:6543", "endpointOwn"],
    ["https://db.internal:6443", "ok"],
    ["https://169.254.169.254", "endpointLinkLocal"],
  ])("%s of an installation on a laptop: %s", (url, expected) => expect(saved(url, laptop)).toBe(expected));

  it("refuses private ranges where the operator says so", () => {
    const policy = { ...closed, privateRanges: false };
    expect(saved("https://10.0.0.1:6443", policy)).toBe("endpointPrivate");
    expect(saved("https://[fd12::1]:6443", policy)).toBe("endpointPrivate");
    expect(saved("https://8.8.8.8:6443", policy)).toBe("ok");
  });
});

describe("the check at connection time", () => {
  const names: Record<string, readonly string[]> = {
    "public.example": ["8.8.8.8", "2606:4700::1111"],
    "loopback.example": ["127.0.0.1"],
    "both.example": ["8.8.8.8", "169.254.169.254"],
    "private.example": ["10.0.0.1"],
    "empty.example": [],
    "db.internal": ["10.0.0.5"],
    "alias.example": ["10.0.0.5"],
  };
  const resolve = async (name: string) =>
    names[name] ?? Promise.reject(Object.assign(new Error("unknown"), { code: "ENOTFOUND" }));
  const code = async (host: string, policy: EndpointPolicy, port = 6443) =>
    admit({ host, port }, policy, resolve).then(
      (addresses) => addresses.join(","),
      (error: unknown) => (error instanceof EndpointBlocked ? error.failure.code : (error as { code: string }).code),
    );

  it("gives the addresses that were checked", async () => {
    expect(await code("public.example", closed)).toBe("8.8.8.8,2606:4700::1111");
    expect(await code("10.0.0.1", closed)).toBe("10.0.0.1");
    expect(await code("::ffff:10.0.0.1", closed)).toBe("10.0.0.1");
  });
  it("refuses a name when any of its addresses is refused", async () => {
    expect(await code("loopback.example", closed)).toBe("endpointLoopback");
    expect(await code("both.example", closed)).toBe("endpointLinkLocal");
    expect(await code("private.example", { ...closed, privateRanges: false })).toBe("endpointPrivate");
  });
  it("refuses our own service under another name, at its port alone", async () => {
    expect(await code("alias.example", laptop, 6543)).toBe("endpointOwn");
    expect(await code("alias.example", laptop, 6443)).toBe("10.0.0.5");
  });
  it("passes on what the resolver says, and takes no address for an unknown name", async () => {
    expect(await code("unknown.example", closed)).toBe("ENOTFOUND");
    expect(await code("empty.example", closed)).toBe("ENOTFOUND");
  });
});
