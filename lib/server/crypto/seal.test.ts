import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodePublicKeyring, encodePublicKeyring, type PrivateKeyring, publicHalf } from "./keyring.ts";
import { open, rewrap, type SealContext, seal, sealedKid } from "./seal.ts";

const context: SealContext = {
  installation: "ins_1",
  cluster: "cls_1",
  field: "credential",
  version: 1,
  endpoint: "https://a.example sha256",
};
const SECRET = "a bearer token ü";

function ringOf(...kids: string[]): PrivateKeyring {
  const keys = new Map(kids.map((kid) => [kid, generateKeyPairSync("x25519").privateKey]));
  return { current: kids.at(-1) ?? "", keys };
}
const ring = ringOf("0000000000000001");
const sealed = seal(publicHalf(ring), SECRET, context);

describe("a sealed credential", () => {
  it("is opened by the private half in its own place", () => {
    expect(open(ring, sealed, context)).toEqual({ ok: true, value: SECRET });
    expect(sealed).toMatch(/^v1\.0000000000000001(\.[A-Za-z0-9_-]+){4}$/);
    expect(sealed).not.toContain(SECRET);
  });

  it("is another text each time", () => {
    expect(seal(publicHalf(ring), SECRET, context)).not.toBe(sealed);
  });

  it("holds any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 5_000 }), (text) => {
        expect(open(ring, seal(publicHalf(ring), text, context), context)).toEqual({ ok: true, value: text });
      }),
      { numRuns: 50 },
    );
  });

  it("is not opened when any byte was changed", () => {
    const parts = sealed.split(".");
    for (let part = 2; part < 6; part += 1) {
      const bytes = Buffer.from(parts[part] ?? "", "base64url");
      for (let at = 0; at < bytes.length; at += 1) {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
        const text = parts.with(part, changed.toString("base64url")).join(".");
        // The last bit of an X25519 point has no meaning of its own, but it enters the derivation.
        expect(open(ring, text, context)).toMatchObject({ ok: false, error: { code: "sealBroken" } });
      }
    }
  });

  it("is not opened when any character was changed, dropped or added", () => {
    for (let at = 0; at < sealed.length; at += 1) {
      for (const text of [
        sealed.slice(0, at) + (sealed[at] === "A" ? "B" : "A") + sealed.slice(at + 1),
        sealed.slice(0, at) + sealed.slice(at + 1),
        `${sealed.slice(0, at)}A${sealed.slice(at)}`,
      ])
        expect(open(ring, text, context).ok).toBe(false);
    }
    for (const text of ["", SECRET, `${sealed}.`, `${sealed}=`, ` ${sealed}`, sealed.replace("v1.", "v2.")])
      expect(open(ring, text, context)).toMatchObject({ ok: false, error: { code: "sealMalformed" } });
  });

  it.each(Object.keys(context) as (keyof SealContext)[])("is not opened when its row moves: %s", (field) => {
    const elsewhere = { ...context, [field]: field === "version" ? 2 : `${context[field]}2` };
    expect(open(ring, sealed, elsewhere)).toMatchObject({ ok: false, error: { code: "sealBroken" } });
  });

  it("cannot be moved by shifting text between the parts of its place", () => {
    const ab = seal(publicHalf(ring), SECRET, { ...context, installation: "a", cluster: "b|1:c" });
    expect(open(ring, ab, { ...context, installation: "a|5:b", cluster: "c" }).ok).toBe(false);
  });

  it("names its key, and an unknown key is its own failure", () => {
    expect(sealedKid(sealed)).toBe("0000000000000001");
    expect(sealedKid(SECRET)).toBeUndefined();
    expect(open(ringOf("0000000000000002"), sealed, context)).toMatchObject({ ok: false, error: { code: "sealUnknownKey" } });
    expect(open(ringOf("0000000000000001"), sealed, context)).toMatchObject({ ok: false, error: { code: "sealBroken" } });
  });
});

describe("rotation", () => {
  const old = ringOf("00000000000000aa");
  const both: PrivateKeyring = { current: "00000000000000bb", keys: new Map([...old.keys, ...ringOf("00000000000000bb").keys]) };
  const before = seal(publicHalf(old), SECRET, context);

  it("wraps for the current key and leaves the ciphertext", () => {
    const after = rewrap(both, before, context);
    if (!after.ok) throw new Error(after.error.code);
    expect(sealedKid(after.value)).toBe("00000000000000bb");
    expect(after.value.split(".").slice(3)).toEqual(before.split(".").slice(3));
    expect(open(both, after.value, context)).toEqual({ ok: true, value: SECRET });
    expect(open(old, after.value, context)).toMatchObject({ ok: false, error: { code: "sealUnknownKey" } });
    expect(rewrap(both, after.value, context)).toEqual(after);
  });

  it("refuses what it cannot open", () => {
    expect(rewrap(both, before, { ...context, cluster: "cls_2" })).toMatchObject({ ok: false, error: { code: "sealBroken" } });
    expect(rewrap(ring, before, context)).toMatchObject({ ok: false, error: { code: "sealUnknownKey" } });
  });
});

it("the public half cannot open", () => {
  const half = publicHalf(ring);
  expect(() => open(half, sealed, context)).toThrow();
  expect([...half.keys.values()].every((key) => key.type === "public")).toBe(true);
});

it("a text that is no public ring is refused", () => {
  for (const text of ["", "a", "0000000000000001:AAAA", encodePublicKeyring(publicHalf(ring))])
    expect(decodePublicKeyring(text)).toMatchObject({ ok: false, error: { code: "keysDamaged" } });
});
