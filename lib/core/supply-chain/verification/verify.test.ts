/** Which state each artefact ends in: those that cosign made, and those of a private Sigstore. */
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { describe, expect, it, test } from "vitest";
import { githubIssuer, workflow } from "#test/sigstore/certificates.ts";
import {
  cosignPublicKey,
  legacyDigest,
  legacyProvenance,
  legacySignature,
  shopArmManifest,
  shopClaim,
  shopDigest,
  shopProvenance,
  shopSignature,
} from "#test/sigstore/cosign/artefacts.ts";
import { createSigstore, type SignOptions } from "#test/sigstore/sigstore.ts";
import { compilePolicy, type IdentityPolicy } from "../identity/policy.ts";
import { fingerprintOf, keyProfile, readPublicKey } from "../trust/keys.ts";
import type { TrustProfile } from "../trust/profile.ts";
import { publicGoodProfile } from "../trust/public-good.ts";
import { sigstoreProfile } from "../trust/root.ts";
import type { Evidence, VerificationTarget } from "./evidence.ts";
import { judge } from "./judge.ts";
import type { CheckId, VerificationResult } from "./result.ts";
import type { ImageDigest } from "./statement.ts";
import { createVerifier } from "./verify.ts";

const sigstore = await createSigstore();
const other = await createSigstore();
const image: ImageDigest = `sha256:${"ab".repeat(32)}`;
const another: ImageDigest = `sha256:${"cd".repeat(32)}`;
const statement = statementOf("https://slsa.dev/provenance/v1");
const release: IdentityPolicy = {
  name: "release",
  signers: [{ kind: "identity", issuer: { exact: githubIssuer }, subject: { exact: workflow } }],
};

function statementOf(predicateType: string): object {
  const subject = [{ name: "shop", digest: { sha256: "ab".repeat(32) } }];
  return { _type: "https://in-toto.io/Statement/v1", subject, predicateType, predicate: {} };
}

function profileOf(json: unknown, name = "private"): TrustProfile {
  const profile = sigstoreProfile({ name, json });
  if (!profile.ok) throw new Error(profile.error.message);
  return profile.value;
}

function keysOf(...keys: readonly KeyObject[]): TrustProfile {
  return keyProfile({
    name: "keys",
    keys: keys.map((key, index) => ({ name: `key ${index}`, fingerprint: fingerprintOf(key), key })),
  });
}

function cosignKeys(): TrustProfile {
  const key = readPublicKey("cosign.pub", cosignPublicKey);
  if (!key.ok) throw new Error(key.error.message);
  return keyProfile({ name: "keys", keys: [key.value] });
}

interface Asked {
  readonly profiles?: readonly TrustProfile[];
  readonly policy?: IdentityPolicy;
  readonly target?: VerificationTarget;
}

function verdictOn(evidence: Evidence, asked: Asked = {}): VerificationResult {
  const { profiles = [profileOf(sigstore.root)], policy, target = { digests: [image] } } = asked;
  const compiled = policy && compilePolicy(policy);
  if (compiled && !compiled.ok) throw new Error(compiled.error.message);
  return judge(createVerifier(profiles).verify(evidence, target), compiled?.value);
}

function outcome({ checks }: VerificationResult, id: CheckId): string | undefined {
  return checks.find((check) => check.id === id)?.outcome;
}

describe("what cosign made", () => {
  const shop = { profiles: [cosignKeys()], target: { digests: [shopDigest] as const } };
  const legacy = { profiles: [cosignKeys()], target: { digests: [legacyDigest] as const } };

  it.each([
    ["a signature in the new format", shopSignature, shop],
    ["a provenance in the new format", shopProvenance, shop],
    ["a signature in the old format", legacySignature, legacy],
    ["a provenance in the old format", legacyProvenance, legacy],
  ])("%s is verified by the registered key", (_, evidence, asked) => {
    const result = verdictOn(evidence, asked);
    expect(result).toMatchObject({ state: "verified", signer: { kind: "key", name: "cosign.pub", signedAt: [] } });
    expect(outcome(result, "transparency-log")).toBe("notApplicable");
    expect(outcome(result, "subject")).toBe("passed");
  });

  it.each([
    ["the new signature", shopSignature],
    ["the new provenance", shopProvenance],
    ["the old signature", legacySignature],
    ["the old provenance", legacyProvenance],
  ])("%s moved to another image is invalid", (_, evidence) => {
    const result = verdictOn(evidence, { profiles: [cosignKeys()], target: { digests: [image] } });
    expect(result.state).toBe("invalid");
    expect(result.reason).toContain(`not about ${image}`);
    expect(outcome(result, "subject")).toBe("failed");
  });

  it("cannot be judged without the key", () => {
    expect(verdictOn(shopSignature, { ...shop, profiles: [publicGoodProfile()] }).state).toBe("signed-unverifiable");
    expect(verdictOn(shopSignature, { ...shop, profiles: [] }).state).toBe("signed-unverifiable");
    const { publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    expect(verdictOn(shopSignature, { ...shop, profiles: [keysOf(publicKey)] }).state).toBe("signed-unverifiable");
    expect(verdictOn(legacySignature, { ...legacy, profiles: [keysOf(publicKey)] }).state).toBe("signed-unverifiable");
  });

  it("is a claim where nobody signed it", () => {
    const asked = { target: { digests: [shopDigest, shopArmManifest] as const } };
    expect(verdictOn(shopClaim, asked)).toMatchObject({ state: "claim-only", statement: { predicateType: expect.any(String) } });
    expect(verdictOn(shopClaim, { target: { digests: [another] } }).state).toBe("invalid");
  });
});

describe("a private Sigstore", () => {
  const sign = async (options: SignOptions = {}, said: unknown = statement): Promise<Evidence> => ({
    kind: "bundle",
    bundle: await sigstore.signStatement(said, options),
  });

  it.each<[string, SignOptions]>([
    ["an entry of the log with its promise", {}],
    ["an entry of the newer log with a timestamp", { log: "v2", timestamp: true }],
    ["both", { timestamp: true }],
  ])("is verified with %s", async (_, options) => {
    const result = verdictOn(await sign(options), { policy: release });
    expect(result).toMatchObject({ state: "verified", signer: { issuer: githubIssuer, subject: workflow } });
    expect(result.checks.map(({ outcome: each }) => each)).toEqual(Array(8).fill("passed"));
    expect(result.signer?.signedAt).toContain(sigstore.clock.toISOString());
  });

  it("is untrusted where no policy names the signer, and keeps the signer", async () => {
    const evidence = await sign();
    expect(verdictOn(evidence)).toMatchObject({ state: "signed-untrusted", signer: { subject: workflow } });
    const elsewhere = {
      ...release,
      signers: [{ ...release.signers[0], subject: { exact: `${workflow}-other` } }],
    } as IdentityPolicy;
    expect(verdictOn(evidence, { policy: elsewhere })).toMatchObject({ state: "signed-untrusted" });
    expect(verdictOn(evidence, { policy: { name: "nobody", signers: [] } }).state).toBe("signed-untrusted");
  });

  it("moved to another image is invalid", async () => {
    const result = verdictOn(await sign(), { policy: release, target: { digests: [another] } });
    expect(result).toMatchObject({ state: "invalid" });
    expect(outcome(result, "signature")).toBe("passed");
    expect(outcome(result, "subject")).toBe("failed");
  });

  it.each<[string, SignOptions, CheckId, string]>([
    ["no trusted time", { log: "v2" }, "trusted-time", "No trusted time"],
    ["no entry of the log", { log: "none", timestamp: true }, "transparency-log", "expected 1 tlog entries"],
    ["a payload of another kind", { payloadType: "text/plain" }, "format", "text/plain"],
  ])("cannot be judged with %s", async (_, options, check, words) => {
    const result = verdictOn(await sign(options), { policy: release });
    expect(result.state).toBe("signed-unverifiable");
    expect(result.reason).toContain(words);
    expect(outcome(result, check)).toBe("notAssessed");
    expect(result.signer).toBeUndefined();
  });

  it("cannot be judged by the root of another, nor by the public one", async () => {
    const profiles = [profileOf(other.root, "other"), publicGoodProfile()];
    expect(verdictOn(await sign(), { policy: release, profiles }).state).toBe("signed-unverifiable");
    expect(verdictOn(await sign(), { policy: release, profiles: [...profiles, profileOf(sigstore.root)] }).state).toBe(
      "verified",
    );
  });

  it.each<[string, (root: typeof sigstore.root) => object, CheckId]>([
    ["transparency log", (root) => ({ ...root, tlogs: other.root.tlogs }), "transparency-log"],
    ["certificate log", (root) => ({ ...root, ctlogs: other.root.ctlogs }), "certificate-log"],
    ["authority", (root) => ({ ...root, certificateAuthorities: other.root.certificateAuthorities }), "certificate-chain"],
    ["timestamp authority", (root) => ({ ...root, timestampAuthorities: [] }), "trusted-time"],
  ])("cannot be judged by a root that knows another %s", async (_, change, check) => {
    const profiles = [profileOf(change(sigstore.root))];
    const result = verdictOn(await sign({ timestamp: true }), { policy: release, profiles });
    expect(result.state).toBe("signed-unverifiable");
    expect(outcome(result, check)).toBe("notAssessed");
  });

  it("is invalid where the certificate had ended when it was signed", async () => {
    const notBefore = new Date(sigstore.clock.getTime() - 3_600_000);
    const result = verdictOn(await sign({ certificate: { notBefore } }), { policy: release });
    expect(result).toMatchObject({ state: "invalid", reason: "The certificate was not valid when the signature was made." });
    expect(outcome(result, "certificate-chain")).toBe("failed");
  });

  it("is invalid where the log's entry is of another signature", async () => {
    const bundle = await sigstore.signStatement(statement);
    const second = await sigstore.signStatement(statement);
    const mixed = {
      ...bundle,
      verificationMaterial: { ...bundle.verificationMaterial, tlogEntries: second.verificationMaterial.tlogEntries },
    };
    const result = verdictOn({ kind: "bundle", bundle: mixed }, { policy: release });
    expect(result.state).toBe("invalid");
    expect(outcome(result, "transparency-log")).toBe("failed");
  });

  it("says that it does not know what a predicate states", async () => {
    const result = verdictOn(await sign({}, statementOf("https://acme.test/lunch/v1")), { policy: release });
    expect(result).toMatchObject({ state: "signed-unverifiable", signer: { subject: workflow } });
    expect(result.reason).toContain("https://acme.test/lunch/v1");
  });

  it.each([
    ["P-384 by SHA-384", "secp384r1", "sha384"],
    ["P-384 by SHA-256", "secp384r1", "sha256"],
    ["P-521 by SHA-512", "secp521r1", "sha512"],
  ])("verifies a certificate's key %s", async (_, namedCurve, digest) => {
    const keys = generateKeyPairSync("ec", { namedCurve });
    expect(verdictOn(await sign({ certificate: { keys }, digest }), { policy: release }).state).toBe("verified");
  });

  it("cannot judge an algorithm that it does not know, and does not call it tampered", async () => {
    const keys = generateKeyPairSync("ec", { namedCurve: "secp256k1" });
    const result = verdictOn(await sign({ certificate: { keys } }), { policy: release });
    expect(result.state).toBe("signed-unverifiable");
  });

  it("verifies an older signature with its certificate and the log's promise", async () => {
    const payload = Buffer.from(
      JSON.stringify({
        critical: { image: { "docker-manifest-digest": image }, type: "cosign container image signature" },
        optional: null,
      }),
    );
    const bundle = await sigstore.signMessage(payload);
    const {
      canonicalizedBody: body,
      integratedTime,
      logIndex,
      logId,
      inclusionPromise,
    } = bundle.verificationMaterial.tlogEntries[0] as {
      canonicalizedBody: string;
      integratedTime: string;
      logIndex: string;
      logId: { keyId: string };
      inclusionPromise: { signedEntryTimestamp: string };
    };
    const { rawBytes } = bundle.verificationMaterial.certificate as { rawBytes: string };
    const logID = Buffer.from(logId.keyId, "base64").toString("hex");
    const Payload = { body, integratedTime: Number(integratedTime), logIndex: Number(logIndex), logID };
    const annotations = {
      "dev.cosignproject.cosign/signature": bundle.messageSignature?.signature ?? "",
      "dev.sigstore.cosign/certificate": `-----BEGIN CERTIFICATE-----\n${rawBytes}\n-----END CERTIFICATE-----\n`,
      "dev.sigstore.cosign/bundle": JSON.stringify({ SignedEntryTimestamp: inclusionPromise.signedEntryTimestamp, Payload }),
    };
    const evidence: Evidence = { kind: "simple-signing", payload, annotations };
    expect(verdictOn(evidence, { policy: release })).toMatchObject({ state: "verified", signer: { subject: workflow } });
    expect(verdictOn(evidence, { policy: release, target: { digests: [another] } }).state).toBe("invalid");
    const begun = "-----BEGIN CERTIFICATE-----\n".repeat(150_000);
    for (const hostile of ["dev.sigstore.cosign/certificate", "dev.sigstore.cosign/chain"]) {
      const endless: Evidence = { ...evidence, annotations: { ...annotations, [hostile]: begun } };
      expect(verdictOn(endless, { policy: release }).state).toBe(hostile.endsWith("chain") ? "verified" : "signed-unverifiable");
    }
    const broken = { ...annotations, "dev.sigstore.cosign/bundle": "{" };
    expect(verdictOn({ ...evidence, annotations: broken }, { policy: release }).state).toBe("signed-unverifiable");
  });

  describe("over a file", () => {
    const file = Buffer.from("hello");
    const digest: ImageDigest = "sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    it("verifies by the file and by its digest", async () => {
      const evidence: Evidence = { kind: "bundle", bundle: await sigstore.signMessage(file) };
      expect(verdictOn(evidence, { policy: release, target: { digests: [digest], artifact: file } }).state).toBe("verified");
      expect(verdictOn(evidence, { policy: release, target: { digests: [digest] } }).state).toBe("verified");
    });

    it("is invalid for another file", async () => {
      const evidence: Evidence = { kind: "bundle", bundle: await sigstore.signMessage(file) };
      expect(verdictOn(evidence, { policy: release, target: { digests: [image] } }).state).toBe("invalid");
      expect(verdictOn(evidence, { policy: release, target: { digests: [image], artifact: Buffer.from("jello") } }).state).toBe(
        "invalid",
      );
    });
  });
});

describe("registered keys", () => {
  const hintOf = (key: KeyObject) => Buffer.from(fingerprintOf(key), "hex").toString("base64");

  test.each([
    ["P-256", generateKeyPairSync("ec", { namedCurve: "P-256" }), "sha256"],
    ["P-384 by SHA-384", generateKeyPairSync("ec", { namedCurve: "P-384" }), "sha384"],
    ["P-384 by SHA-256", generateKeyPairSync("ec", { namedCurve: "P-384" }), "sha256"],
    ["P-521 by SHA-512", generateKeyPairSync("ec", { namedCurve: "P-521" }), "sha512"],
    ["RSA by SHA-256", generateKeyPairSync("rsa", { modulusLength: 2048 }), "sha256"],
    ["RSA by SHA-512", generateKeyPairSync("rsa", { modulusLength: 2048 }), "sha512"],
    ["Ed25519", generateKeyPairSync("ed25519"), null],
  ])("verify %s, over statements and over files", async (_, { publicKey, privateKey }, digest) => {
    const options: SignOptions = { key: { privateKey, hint: hintOf(publicKey) }, digest, log: "none" };
    const profiles = [keysOf(publicKey)];
    const signed = await sigstore.signStatement(statement, options);
    expect(verdictOn({ kind: "bundle", bundle: signed }, { profiles }).state).toBe("verified");
    const wrong = {
      ...signed,
      dsseEnvelope: {
        ...signed.dsseEnvelope,
        payload: Buffer.from(JSON.stringify({ ...statement, extra: 1 })).toString("base64"),
      },
    };
    expect(verdictOn({ kind: "bundle", bundle: wrong }, { profiles }).state).toBe("invalid");
    const file = Buffer.from("hello");
    const message: Evidence = { kind: "bundle", bundle: await sigstore.signMessage(file, options) };
    expect(verdictOn(message, { profiles, target: { digests: [], artifact: file } }).state).toBe("verified");
  });

  test("of a kind that is not known cannot be judged", async () => {
    const { publicKey, privateKey } = generateKeyPairSync("ed448");
    const options: SignOptions = { key: { privateKey, hint: hintOf(publicKey) }, digest: null, log: "none" };
    const bundle = await sigstore.signStatement(statement, options);
    expect(verdictOn({ kind: "bundle", bundle }, { profiles: [keysOf(publicKey)] }).state).toBe("signed-unverifiable");
  });

  test("are found by the hint, and no other key is tried", async () => {
    const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const bundle = await sigstore.signStatement(statement, { key: { privateKey, hint: "another" }, log: "none" });
    expect(verdictOn({ kind: "bundle", bundle }, { profiles: [keysOf(publicKey)] }).state).toBe("signed-unverifiable");
  });

  test("may be asked to be in the log", async () => {
    const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const profile = profileOf(sigstore.root);
    if (profile.kind !== "sigstore") throw new Error("not a root");
    const keys = [{ name: "release", fingerprint: fingerprintOf(publicKey), key: publicKey }];
    const logged = [keyProfile({ name: "keys", keys, log: { root: profile.root, thresholds: profile.thresholds } })];
    const key = { privateKey, hint: hintOf(publicKey) };
    const inLog = await sigstore.signStatement(statement, { key });
    expect(verdictOn({ kind: "bundle", bundle: inLog }, { profiles: logged })).toMatchObject({
      state: "verified",
      signer: { signedAt: [sigstore.clock.toISOString()] },
    });
    const outside = await sigstore.signStatement(statement, { key, log: "none" });
    expect(verdictOn({ kind: "bundle", bundle: outside }, { profiles: logged }).state).toBe("signed-unverifiable");
  });

  test("are trusted by a policy only where it names them", async () => {
    const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const bundle = await sigstore.signStatement(statement, { key: { privateKey, hint: hintOf(publicKey) }, log: "none" });
    const asked = { profiles: [keysOf(publicKey)] };
    expect(verdictOn({ kind: "bundle", bundle }, { ...asked, policy: release }).state).toBe("signed-untrusted");
    const named: IdentityPolicy = { name: "key", signers: [{ kind: "key", fingerprint: fingerprintOf(publicKey) }] };
    expect(verdictOn({ kind: "bundle", bundle }, { ...asked, policy: named }).state).toBe("verified");
  });
});

describe("what is malformed cannot be judged, and is never verified", () => {
  it.each<[string, unknown]>([
    ["nothing", null],
    ["a text", "bundle"],
    ["an empty object", {}],
    [
      "a bundle of a later version",
      { ...(shopSignature as { bundle: object }).bundle, mediaType: "application/vnd.dev.sigstore.bundle.v0.9+json" },
    ],
    [
      "a certificate that is none",
      {
        mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
        verificationMaterial: { certificate: { rawBytes: "AAAA" } },
        dsseEnvelope: {
          payload: Buffer.from(JSON.stringify(statement)).toString("base64"),
          payloadType: "application/vnd.in-toto+json",
          signatures: [{ sig: "AAAA" }],
        },
      },
    ],
  ])("%s", (_, bundle) => {
    expect(verdictOn({ kind: "bundle", bundle }).state).toBe("signed-unverifiable");
  });

  it("a statement that nests without end", async () => {
    const predicate = Array.from({ length: 200 }).reduce<unknown>((inner) => ({ inner }), 1);
    const bundle = await sigstore.signStatement({ ...statement, predicate });
    expect(verdictOn({ kind: "bundle", bundle }, { policy: release }).state).toBe("signed-unverifiable");
  });

  it("two signatures in one envelope", async () => {
    const bundle = await sigstore.signStatement(statement);
    const [signature] = bundle.dsseEnvelope?.signatures ?? [];
    const doubled = { ...bundle, dsseEnvelope: { ...bundle.dsseEnvelope, signatures: [signature, signature] } };
    expect(verdictOn({ kind: "bundle", bundle: doubled }, { policy: release }).state).toBe("signed-unverifiable");
  });
});
