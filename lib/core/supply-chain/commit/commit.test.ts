/** Signatures of commits: those that git and ssh-keygen made, and gitsign's by a private Sigstore. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CertificateWish, githubIssuer } from "#test/sigstore/certificates.ts";
import { commitId, gitsignCommit, unsignedCommit, withSignature } from "#test/sigstore/gitsign.ts";
import { createSigstore } from "#test/sigstore/sigstore.ts";
import { compilePolicy } from "../identity/policy.ts";
import { sigstoreProfile } from "../trust/root.ts";
import { createVerifier } from "../verification/verify.ts";
import { readAllowedSigners } from "./allowed-signers.ts";
import { type CommitTrust, type CommitVerdict, verifyCommit } from "./verify-commit.ts";

const seed = Number(process.env.SEED ?? 20_261_128);
const numRuns = Number(process.env.CASES ?? 60);
console.info(`Changes of commits: SEED=${seed} CASES=${numRuns}`);

const commits = new URL("../../../../test/commits/", import.meta.url);
const file = (name: string) => readFileSync(new URL(name, commits));
const sigstore = await createSigstore();
const trust = trustOf();
const certificate: CertificateWish = { names: [{ type: "email", value: "jane@acme.test" }] };

function trustOf(): CommitTrust {
  const profile = sigstoreProfile({ name: "private", json: sigstore.root });
  const allowed = readAllowedSigners(file("allowed_signers").toString());
  const policy = compilePolicy({
    name: "committers",
    signers: [{ kind: "identity", issuer: { exact: githubIssuer }, subject: { exact: "jane@acme.test" } }],
  });
  if (!profile.ok || !allowed.ok || !policy.ok) throw new Error("The fixture is broken.");
  return { verifier: createVerifier([profile.value]), policy: policy.value, allowedSigners: allowed.value };
}

function verdictOn(raw: Uint8Array, change: Partial<CommitTrust> = {}, id = commitId(raw)): CommitVerdict {
  return verifyCommit(raw, id, { ...trust, ...change });
}

/** Every change to a byte of the object is another commit; here each is asked about under its own id. */
function neverVerified(raw: Buffer): void {
  const changes = fc.record({ position: fc.nat(raw.length - 1), change: fc.integer({ min: 1, max: 255 }) });
  fc.assert(
    fc.property(changes, ({ position, change }) => {
      const other = Buffer.from(raw);
      other[position] = (raw[position] ?? 0) ^ change;
      fc.pre(meaning(other) !== meaning(raw));
      expect(verdictOn(other).state).not.toBe("verified");
    }),
    { seed, numRuns },
  );
}

/** Blanks in the signature's armour, and the last bits of its base64, mean nothing. */
function meaning(raw: Buffer): string {
  const text = raw.toString("latin1");
  const [before = "", armored = "", after = ""] = text.split(/(-----BEGIN [\s\S]+?-----END [A-Z ]+-----)/);
  const body = armored.split("-----")[2] ?? "";
  return `${before}|${armored.replace(body, "")}|${Buffer.from(body, "base64").toString("hex")}|${after}`;
}

describe("commits that git signed with SSH keys", () => {
  it.each([["ed25519"], ["ecdsa"], ["rsa"]])("by %s are verified by the allowed signers", (name) => {
    const raw = file(`${name}.commit`);
    expect(verdictOn(raw)).toMatchObject({ form: "ssh", state: "verified", signer: { principals: "jane@acme.test" } });
    expect(verdictOn(raw, { allowedSigners: [] })).toMatchObject({ state: "signed-untrusted" });
    const elsewhere = trust.allowedSigners.map((signer) => ({ ...signer, namespaces: ["file"] }));
    expect(verdictOn(raw, { allowedSigners: elsewhere }).state).toBe("signed-untrusted");
  });

  it.each([["ed25519"], ["ecdsa"], ["rsa"]])("by %s are not with another byte", (name) => neverVerified(file(`${name}.commit`)));

  it("are invalid with another message", () => {
    const raw = Buffer.from(file("ed25519.commit").toString().replace("Change by", "Chance by"));
    expect(verdictOn(raw)).toMatchObject({ form: "ssh", state: "invalid" });
  });
});

describe("commits that gitsign signed", () => {
  it("are verified offline, for whom the policy names", async () => {
    const { raw } = await gitsignCommit(sigstore, { certificate });
    const verdict = verdictOn(raw);
    expect(verdict).toMatchObject({ form: "gitsign", state: "verified", signer: { subject: "jane@acme.test" } });
    expect(verdict.checks?.find(({ id }) => id === "transparency-log")?.outcome).toBe("passed");
    expect(verdictOn(raw, { policy: undefined }).state).toBe("signed-untrusted");
    expect(verdictOn(raw, { verifier: createVerifier([]) }).state).toBe("signed-unverifiable");
  });

  it("are not with another byte in certificate, attributes or signature", async () => {
    const { cms, authenticated } = await gitsignCommit(sigstore, { certificate });
    for (const part of authenticated) {
      const start = cms.indexOf(part);
      const changes = fc.record({ position: fc.nat(part.length - 1), change: fc.integer({ min: 1, max: 255 }) });
      fc.assert(
        fc.property(changes, ({ position, change }) => {
          const other = Buffer.from(cms);
          other[start + position] = (cms[start + position] ?? 0) ^ change;
          expect(verdictOn(withSignature(other)).state).not.toBe("verified");
        }),
        { seed, numRuns },
      );
    }
  });

  it("are invalid over another commit, and cannot be judged without the log's entry", async () => {
    const { raw } = await gitsignCommit(sigstore, { certificate });
    const other = Buffer.from(raw.toString().replace("Change something", "Change everything"));
    expect(verdictOn(other)).toMatchObject({
      form: "gitsign",
      state: "invalid",
      reason: "The signature is over another commit.",
    });
    const online = await gitsignCommit(sigstore, { certificate, offline: false });
    expect(verdictOn(online.raw)).toMatchObject({ state: "signed-unverifiable", reason: expect.stringContaining("online") });
  });
});

describe("a commit", () => {
  it("is the one that it is taken for, or nothing is said of its signature", () => {
    const raw = file("ed25519.commit");
    expect(verdictOn(raw, {}, "0".repeat(40))).toMatchObject({ state: "invalid", reason: expect.stringContaining("not 0000") });
  });

  it("without a signature is unsigned", () => {
    expect(verdictOn(Buffer.from(unsignedCommit))).toMatchObject({ form: "none", state: "unsigned" });
  });

  it("with a PGP signature is not assessed", () => {
    const raw = unsignedCommit.replace(
      "\n\n",
      "\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n AAAA\n -----END PGP SIGNATURE-----\n\n",
    );
    expect(verdictOn(Buffer.from(raw))).toMatchObject({
      form: "pgp",
      state: "signed-unverifiable",
      reason: "Not assessed: no PGP key was asked.",
    });
  });

  it("that readers could read in two ways is not judged", () => {
    const raw = file("ed25519.commit")
      .toString()
      .replace("tree ", `tree ${"a".repeat(40)}\ntree `);
    expect(verdictOn(Buffer.from(raw))).toMatchObject({ state: "invalid", reason: "The commit has the header tree twice." });
  });
});

describe("allowed signers", () => {
  it.each([
    ["jane@acme.test", "no key"],
    ["jane@acme.test cert-authority ssh-ed25519 AAAA", "cert-authority is not supported"],
    ['jane@acme.test valid-after="20260101" ssh-ed25519 AAAA', "valid-after is not supported"],
    ["jane@acme.test ssh-ed25519 AAAA", "cannot be read"],
  ])("%s is refused with its line", (line, words) => {
    const read = readAllowedSigners(`# people\n${line}\n`);
    expect(read).toMatchObject({ ok: false, error: { path: "line 2", message: expect.stringContaining(words) } });
  });
});
