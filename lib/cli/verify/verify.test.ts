import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { memoryIo } from "#test/cli/memory-io.ts";
import { githubIssuer, workflow } from "#test/sigstore/certificates.ts";
import { cosignPublicKey, shopDigest, shopSignature } from "#test/sigstore/cosign/artefacts.ts";
import { createSigstore } from "#test/sigstore/sigstore.ts";
import { runCommand } from "../program.ts";

const sigstore = await createSigstore();
const another = `sha256:${"0".repeat(64)}`;
const identity = ["--identity", workflow, "--issuer", githubIssuer];
let folder: string;
const file = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "drydock-verify-"));
  if (shopSignature.kind !== "bundle") throw new Error("not a bundle");
  await writeFile(file("cosign.json"), JSON.stringify(shopSignature.bundle));
  await writeFile(file("cosign.pub"), cosignPublicKey);
  await writeFile(file("root.json"), JSON.stringify(sigstore.root));
  await writeFile(file("hello"), "hello");
  await writeFile(file("hello.json"), JSON.stringify(await sigstore.signMessage(Buffer.from("hello"))));
  await writeFile(file("broken.json"), "{");
  await writeFile(file("empty.json"), "{}");
});

afterAll(() => rm(folder, { recursive: true }));

async function run(...args: readonly string[]) {
  const io = memoryIo({});
  const code = await runCommand(io, ["verify", ...args]);
  return { code, out: io.out(), said: io.said() };
}

const byKey = () => ["--bundle", file("cosign.json"), "--key", file("cosign.pub")];
const byRoot = () => ["--bundle", file("hello.json"), "--trusted-root", file("root.json"), "--artifact", file("hello")];

describe("verify", () => {
  it("exits with 0 for verified", async () => {
    const keyed = await run(...byKey(), "--digest", shopDigest, "-o", "json");
    expect(keyed.code).toBe(0);
    expect(JSON.parse(keyed.out)).toMatchObject({
      state: "verified",
      reason: expect.any(String),
      signer: { kind: "key" },
      checks: expect.any(Array),
    });
    const named = await run(...byRoot(), ...identity, "-o", "json");
    expect(named.code).toBe(0);
    expect(JSON.parse(named.out)).toMatchObject({ state: "verified", signer: { subject: workflow, issuer: githubIssuer } });
  });

  it("says it to people, too", async () => {
    const { code, out } = await run(...byRoot(), ...identity);
    expect(code).toBe(0);
    expect(out).toContain("verified\n");
    expect(out).toMatch(/^transparency-log +passed +Logged as entry/m);
  });

  it.each<[string, () => readonly string[], number, string]>([
    ["another image", () => [...byKey(), "--digest", another], 1, "invalid"],
    ["nobody named", byRoot, 1, "signed-untrusted"],
    ["somebody else", () => [...byRoot(), "--identity", "jane@acme.test", "--issuer", githubIssuer], 1, "signed-untrusted"],
    [
      "the public root",
      () => ["--bundle", file("hello.json"), "--artifact", file("hello"), ...identity],
      2,
      "signed-unverifiable",
    ],
    [
      "a key that must be in a log",
      () => [...byKey(), "--trusted-root", file("root.json"), "--digest", shopDigest],
      2,
      "signed-unverifiable",
    ],
    ["no bundle", () => ["--bundle", file("empty.json"), "--digest", another], 2, "signed-unverifiable"],
  ])("is never 0 with %s", async (_, args, code, state) => {
    const answer = await run(...args(), "-o", "json");
    expect({ code: answer.code, state: JSON.parse(answer.out).state }).toEqual({ code, state });
  });

  it.each<[string, () => readonly string[], string]>([
    ["no bundle", () => ["--digest", another], "--bundle"],
    ["a file that is not there", () => ["--bundle", file("none"), "--digest", another], "none: There is no such file."],
    ["a file that is no JSON", () => ["--bundle", file("broken.json"), "--digest", another], "This is no JSON."],
    ["nothing to verify", () => ["--bundle", file("cosign.json")], "Give --artifact FILE or --digest"],
    ["a digest that is none", () => ["--bundle", file("cosign.json"), "--digest", "sha256:12"], "is no digest"],
    ["both a file and a digest", () => [...byRoot(), "--digest", another], "cannot be used with"],
    ["an identity without an issuer", () => [...byRoot(), "--identity", "jane@acme.test"], "go together"],
    ["a key with an identity", () => [...byKey(), "--digest", shopDigest, ...identity], "cannot be used with"],
    [
      "a key that is none",
      () => ["--bundle", file("cosign.json"), "--key", file("hello"), "--digest", shopDigest],
      "no public key in PEM",
    ],
    [
      "a root that is none",
      () => ["--bundle", file("hello.json"), "--trusted-root", file("empty.json"), "--digest", another],
      "empty.json: It names no",
    ],
  ])("tells of %s, and prints nothing", async (_, args, words) => {
    const answer = await run(...args());
    expect({ code: answer.code, out: answer.out }).toEqual({ code: 2, out: "" });
    expect(answer.said).toContain(words);
  });
});
