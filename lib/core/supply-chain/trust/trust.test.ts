import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createSigstore } from "#test/sigstore/sigstore.ts";
import { readPublicKey } from "./keys.ts";
import { publicGoodExpires, publicGoodProfile } from "./public-good.ts";
import { sigstoreProfile } from "./root.ts";

const sigstore = await createSigstore();
const read = (json: unknown) => sigstoreProfile({ name: "root", json });

describe("a trusted root", () => {
  it("brings the thresholds that its parts allow", () => {
    const thresholds = (change: object) => {
      const profile = read({ ...sigstore.root, ...change });
      return profile.ok ? profile.value.thresholds : profile.error;
    };
    expect(thresholds({})).toEqual({ certificateLog: 1, transparencyLog: 1, trustedTime: 1 });
    expect(thresholds({ ctlogs: [] })).toEqual({ certificateLog: 0, transparencyLog: 1, trustedTime: 1 });
    expect(thresholds({ tlogs: [] })).toEqual({ certificateLog: 1, transparencyLog: 0, trustedTime: 1 });
    expect(thresholds({ tlogs: [], timestampAuthorities: [] })).toEqual({
      certificateLog: 1,
      transparencyLog: 1,
      trustedTime: 1,
    });
  });

  it("has another revision with anything else in it", () => {
    const revision = (json: unknown) => {
      const profile = read(json);
      return profile.ok ? profile.value.revision : undefined;
    };
    expect(revision(sigstore.root)).toBe(revision(structuredClone(sigstore.root)));
    expect(revision({ ...sigstore.root, ctlogs: [] })).not.toBe(revision(sigstore.root));
  });

  it.each([["tlogs"], ["ctlogs"]] as const)("is refused where one of %s has no start", (part) => {
    const [first] = sigstore.root[part];
    const json = {
      ...sigstore.root,
      [part]: [{ ...first, publicKey: { ...(first?.publicKey as object), validFor: undefined } }],
    };
    expect(read(json)).toMatchObject({ ok: false, error: { code: "trusted-root", path: `${part}[0]` } });
  });

  it.each([["certificateAuthorities"], ["timestampAuthorities"]] as const)("is refused where one of %s has no start", (part) => {
    const json = { ...sigstore.root, [part]: [{ ...sigstore.root[part][0], validFor: {} }] };
    expect(read(json)).toMatchObject({ ok: false, error: { path: `${part}[0]` } });
  });

  it.each([[null], ["x"], [{}], [[]], [{ tlogs: "no" }], [{ ...sigstoreBroken() }]])("%j is none", (json) => {
    expect(read(json)).toMatchObject({ ok: false, error: { code: "trusted-root" } });
  });

  it("of the public-good instance is shipped, with its age and its end", () => {
    const profile = publicGoodProfile();
    expect(profile.thresholds).toEqual({ certificateLog: 1, transparencyLog: 1, trustedTime: 1 });
    expect(profile.root.certificateAuthorities.map(({ uri }) => uri)).toContain("https://fulcio.sigstore.dev");
    expect(profile.asOf).toBe("2025-09-23T00:00:00.000Z");
    expect(publicGoodExpires()).toBe("2027-04-22T19:27:31Z");
  });
});

describe("a registered key", () => {
  it("is public", () => {
    const { publicKey, privateKey } = generateKeyPairSync("ed25519");
    expect(readPublicKey("key", publicKey.export({ format: "pem", type: "spki" }) as string)).toMatchObject({ ok: true });
    expect(readPublicKey("key", privateKey.export({ format: "pem", type: "pkcs8" }) as string)).toMatchObject({
      ok: false,
      error: { message: "This is a private key." },
    });
    expect(readPublicKey("key", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----")).toMatchObject({ ok: false });
    expect(readPublicKey("key", "ssh-ed25519 AAAA")).toMatchObject({ ok: false });
  });
});

function sigstoreBroken(): object {
  const authority = { certChain: { certificates: [{ rawBytes: "AAAA" }] }, validFor: { start: "2020-01-01T00:00:00Z" } };
  return { certificateAuthorities: [authority], tlogs: [] };
}
