import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
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

describe("isLoopback", () => {
  it.each(["127.0.0.1", "127.9.9.9", "::1", "[::1]", "localhost", "LOCALHOST", "::ffff:127.0.0.1"])("%s is", (host) => {
    expect(isLoopback(host)).toBe(true);
  });
  it.each(["0.0.0.0", "::", "10.0.0.1", "localhost.example", "127.0.0.1.example", ""])("%s is not", (host) => {
    expect(isLoopback(host)).toBe(false);
  });
});
