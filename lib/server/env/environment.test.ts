import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { issueCertificate } from "#test/tls/certificates.ts";
import { isLoopback, readEnvironment, type Settings } from "./environment.ts";

function settings(environment: Record<string, string>): Settings {
  const read = readEnvironment(environment);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

function variables(environment: Record<string, string>): string[] {
  const read = readEnvironment(environment);
  return read.ok ? [] : read.error.map((problem) => problem.variable);
}

describe("readEnvironment", () => {
  it("needs nothing", () => {
    expect(settings({})).toMatchObject({
      host: "127.0.0.1",
      port: 3000,
      dataFolder: resolve(".drydock"),
      keysFolder: resolve(".drydock/keys"),
      loopbackAllowed: true,
      plainHttpAway: false,
      privateRanges: true,
      inCluster: false,
      scansPerCluster: 30,
    });
    expect(settings({}).url.href).toBe("http://127.0.0.1:3000/");
  });

  it("treats an empty variable as not set", () => {
    expect(settings({ PORT: "", DATABASE_URL: "", DRYDOCK_URL: "" }).port).toBe(3000);
  });

  it.each([
    ["PORT", "0"],
    ["PORT", "70000"],
    ["PORT", "http"],
    ["HOST", "http://here"],
    ["DATABASE_URL", "mysql://here/db"],
    ["DATABASE_URL", "here"],
    ["DRYDOCK_URL", "drydock.example"],
    ["DRYDOCK_URL", "https://user@drydock.example"],
    ["DRYDOCK_URL", "https://drydock.example/path"],
    ["DRYDOCK_URL", "ftp://drydock.example"],
    ["DRYDOCK_TRUSTED_PROXIES", "10.0.0.0/8,proxy"],
    ["DRYDOCK_IN_CLUSTER", "maybe"],
    ["DRYDOCK_SCANS_PER_CLUSTER", "1"],
    ["DRYDOCK_AUTH_SECRET", "short"],
  ])("refuses %s=%s by name, without its value", (variable, value) => {
    expect(variables({ [variable]: value })).toEqual([variable]);
    const read = readEnvironment({ [variable]: value });
    expect(read.ok ? "" : read.error.map((problem) => problem.message).join()).not.toContain(value);
  });

  it("names everything that is wrong at once", () => {
    expect(variables({ PORT: "x", DRYDOCK_URL: "y" })).toEqual(["DRYDOCK_URL", "PORT"]);
  });

  it("reads proxies", () => {
    expect(settings({ DRYDOCK_TRUSTED_PROXIES: "10.0.0.0/8, ::1" }).trustedProxies).toEqual(["10.0.0.0/8", "::1"]);
  });

  it("knows that plain HTTP away from loopback is no way to sign in", () => {
    expect(settings({ DRYDOCK_URL: "http://drydock.example" }).plainHttpAway).toBe(true);
    expect(settings({ DRYDOCK_URL: "https://drydock.example" }).plainHttpAway).toBe(false);
    expect(settings({ HOST: "192.0.2.7" }).plainHttpAway).toBe(true);
    expect(settings({ HOST: "0.0.0.0" }).url.href).toBe("http://localhost:3000/");
  });

  it("allows clusters on this machine only where it listens on loopback alone", () => {
    expect(settings({ HOST: "::1" }).endpointPolicy.loopback).toBe(true);
    expect(settings({ HOST: "0.0.0.0" }).endpointPolicy.loopback).toBe(false);
    expect(settings({ HOST: "drydock.internal" }).endpointPolicy.loopback).toBe(false);
  });

  it("counts its own services among the addresses that nobody may register", () => {
    const { ownEndpoints } = settings({ DATABASE_URL: "postgresql://u:p@db.internal/x", PORT: "8080" }).endpointPolicy;
    expect(ownEndpoints).toEqual([
      { host: "127.0.0.1", port: 8080 },
      { host: "db.internal", port: 5432 },
    ]);
  });
});

describe("the way out", () => {
  const folder = mkdtempSync(join(tmpdir(), "drydock-ca-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };

  it("is direct unless a proxy is named", () => {
    expect(settings({}).egress).toEqual({ noProxy: [] });
    const { egress } = settings({
      DRYDOCK_EGRESS_PROXY: "http://u:p@proxy.test:3128",
      DRYDOCK_NO_PROXY: ".corp.test, 10.0.0.0/8",
    });
    expect([egress.proxy?.href, egress.noProxy]).toEqual(["http://proxy.test:3128", [".corp.test", "10.0.0.0/8"]]);
    expect(JSON.stringify(settings({ DRYDOCK_EGRESS_PROXY: "http://u:canary@proxy.test" }))).not.toContain("canary");
  });

  it.each([
    ["DRYDOCK_EGRESS_PROXY", "https://u:canary@proxy.test"],
    ["DRYDOCK_EGRESS_PROXY", "proxy.test:3128"],
    ["DRYDOCK_NO_PROXY", "http://corp.test"],
    ["DRYDOCK_EXTRA_CA_FILE", "/nowhere/ca.pem"],
  ])("refuses %s=%s by name, without its value", (variable, value) => {
    const read = readEnvironment({ [variable]: value });
    expect(read.ok ? [] : read.error.map((problem) => problem.variable)).toEqual([variable]);
    expect(JSON.stringify(read)).not.toContain(value);
  });

  it("trusts the certificates of a file, and refuses one that holds none", () => {
    const ca = issueCertificate({ commonName: "Corp CA", authority: true }).certificate;
    const two = file("two.pem", `# ours\n${ca}\n${ca}`);
    expect(settings({ DRYDOCK_EXTRA_CA_FILE: two }).authorities).toHaveLength(2);
    for (const text of ["", "no certificate", ca.replace(/[A-Z]{4}/, "AAAA").replace("MII", "AII"), ca.slice(0, 200)])
      expect(variables({ DRYDOCK_EXTRA_CA_FILE: file("bad.pem", text) })).toEqual(["DRYDOCK_EXTRA_CA_FILE"]);
    expect(variables({ DRYDOCK_EXTRA_CA_FILE: folder })).toEqual(["DRYDOCK_EXTRA_CA_FILE"]);
  });
});

describe("isLoopback", () => {
  it.each(["127.0.0.1", "127.9.9.9", "::1", "[::1]", "localhost", "LOCALHOST", "::ffff:127.0.0.1"])("%s is", (host) => {
    expect(isLoopback(host)).toBe(true);
  });
  it.each(["0.0.0.0", "::", "10.0.0.1", "localhost.example", "127.0.0.1.example", ""])("%s is not", (host) => {
    expect(isLoopback(host)).toBe(false);
  });
});
