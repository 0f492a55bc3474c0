import { describe, expect, it } from "vitest";
import { memoryIo } from "#test/cli/memory-io.ts";
import { runCommand } from "./program.ts";

const wrongUsage: readonly (readonly [line: string, says: string])[] = [
  ["", "Usage: drydock"],
  ["unknown", "unknown command"],
  ["scan --nothing", "unknown option"],
  ["scan extra", "too many arguments"],
  ["scan -o xml", "Allowed choices are table, json, sarif, junit, csv"],
  ["scan --fail-on catastrophic", "Allowed choices are critical, high, medium, low, information, never"],
  ["scan --snapshot a --kubeconfig b", "cannot be used with"],
  ["scan --snapshot a --context b", "cannot be used with"],
  ["scan --snapshot a --secret-names", "cannot be used with"],
  ["check no/such-check --snapshot a", "There is no check no/such-check"],
  ["who-can get", "missing required argument 'resource'"],
  ["who-can get pods -o sarif", "Allowed choices are table, json"],
  ["who-can get pods -A -n web", "cannot be used with"],
  ["can-i get pods", "required option '--as <user>' not specified"],
  ["can-i get pods --as", "argument missing"],
  ["who-can", "missing required argument 'verb'"],
  ["who-can get pods at home", "“at home” is not understood here."],
  ["who-can get pods in shop -n web", "The question says where, and so does an option."],
  ["who-can can jane get pods", "Ask it with drydock can-i."],
  ["can-i who can get pods", "required option '--as <user>' not specified"],
  ["can-i can jane get pods --as eve", "The question says whom it is about, and so does an option."],
  ["can-i get pods --questions lines.jsonl --snapshot a", "exclude each other"],
  ["can-i --questions lines.jsonl --as jane", "cannot be used with"],
  ["assert --snapshot a", "required option '-f, --file <file>' not specified"],
  ["assert -f /nowhere --snapshot a", "There is nothing at /nowhere"],
  ["assert -f a -o csv", "Allowed choices are table, json, junit, sarif"],
  ["can-i --list", "required option '--as <user>' not specified"],
  ["can-i get pods --list --as jane", "exclude each other"],
  ["lookup", "missing required argument 'name'"],
  ["matrix -o sarif", "Allowed choices are table, csv, json"],
  ["policy-rules -o table", "Allowed choices are csv, json"],
  ["generate", "Give --from-audit FILE or --actions FILE"],
  ["generate --from-audit x --actions y", "cannot be used with"],
  ["generate --from-audit x", "--from-audit needs --as USER"],
  ["generate --from-audit /nowhere --as jane", "/nowhere cannot be read"],
  ["paths --to nowhere", "Allowed choices are cluster-admin, masters, node-root, all-secrets, cloud-identity"],
  ["pss -f a", "required option '--level <level>' not specified"],
  ["upgrade", "required option '-f, --file <path>' not specified"],
  ["upgrade -f a -o csv", "Allowed choices are table, json, sarif"],
  ["snapshot --snapshot a", "unknown option '--snapshot'"],
  ["register --server ftp://example.com --kubeconfig /nowhere", "There is no kubeconfig at /nowhere"],
  ["users", "Usage: drydock users"],
  ["users reset", "missing required argument 'email'"],
  ["users remove a@example.com", "unknown command"],
  ["scan --kubeconfig /nowhere", "There is no kubeconfig at /nowhere"],
  ["scan --snapshot /nowhere", "There is nothing at /nowhere"],
];

describe("usage", () => {
  it.each(wrongUsage)("%j is refused with 2", async (line, says) => {
    const io = memoryIo({ env: { HOME: "/nowhere" } });
    expect(await runCommand(io, line === "" ? [] : line.split(" "))).toBe(2);
    expect(io.said()).toContain(says);
    expect(io.out()).toBe("");
  });

  it.each([
    "--help",
    "scan --help",
    "check -h",
    "snapshot --help",
    "who-can --help",
    "can-i --help",
    "assert --help",
    "lookup --help",
    "matrix --help",
    "policy-rules --help",
    "generate --help",
    "paths --help",
    "register --help",
    "users --help",
    "users reset --help",
    "--version",
  ])("%s is answered with 0", async (line) => {
    const io = memoryIo();
    expect(await runCommand(io, line.split(" "))).toBe(0);
    expect(io.out()).not.toBe("");
    expect(io.said()).toBe("");
  });

  it("says where a kubeconfig was looked for", async () => {
    const io = memoryIo({ env: { HOME: "/nowhere" } });
    await runCommand(io, ["scan"]);
    expect(io.said()).toContain("/nowhere/.kube/config");
    expect(io.said()).toContain("--snapshot");
  });
});

describe("register --print", () => {
  it("prints the reader's objects and needs no cluster", async () => {
    const io = memoryIo({ env: { HOME: "/nowhere" } });
    expect(await runCommand(io, ["register", "--print"])).toBe(0);
    expect(io.out()).toContain("kind: ServiceAccount");
    expect(io.out()).not.toContain("secrets");
    expect(io.said()).toBe("");
  });

  it("grants Secrets only where it was asked to", async () => {
    const io = memoryIo();
    await runCommand(io, ["register", "--print", "--secret-names"]);
    expect(io.out()).toContain("secrets");
  });
});
