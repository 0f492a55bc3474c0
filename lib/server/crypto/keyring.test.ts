import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  addKey,
  createKeyring,
  decodePublicKeyring,
  encodePublicKeyring,
  loadKeyring,
  publicHalf,
  removeKey,
} from "./keyring.ts";
import { open, rewrap, seal } from "./seal.ts";

let dir: string;
beforeEach(() => {
  dir = join(mkdtempSync(join(tmpdir(), "drydock-keys-")), "keys");
});
afterEach(() => rmSync(join(dir, ".."), { recursive: true }));

const context = { installation: "i", cluster: "c", field: "f", version: 1, endpoint: "e" };
async function made() {
  const ring = await createKeyring(dir);
  if (!ring.ok) throw new Error(ring.error.code);
  return ring.value;
}

describe("the keys' folder", () => {
  it("is made once, for its owner alone", async () => {
    const ring = await made();
    expect(statSync(dir).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(dir)) expect(statSync(join(dir, name)).mode & 0o777).toBe(0o600);
    expect(new Set(readdirSync(dir))).toEqual(new Set([`${ring.current}.key`, "current"]));
    expect((await made()).current).toBe(ring.current);
  });

  it("gives web a public half that seals what only the worker opens", async () => {
    const ring = await made();
    const text = encodePublicKeyring(publicHalf(ring));
    expect(text).toMatch(/^[0-9a-f]{16}:[A-Za-z0-9_-]{43}$/);
    const half = decodePublicKeyring(text);
    if (!half.ok) throw new Error(half.error.code);
    expect(open(ring, seal(half.value, "secret", context), context)).toEqual({ ok: true, value: "secret" });
  });

  it("rotates: a new key is current, the old one opens until it is removed", async () => {
    const first = await made();
    const sealed = seal(publicHalf(first), "secret", context);
    const second = await addKey(dir);
    if (!second.ok) throw new Error(second.error.code);
    expect(second.value.current).not.toBe(first.current);
    expect(open(second.value, sealed, context)).toEqual({ ok: true, value: "secret" });
    expect(decodePublicKeyring(encodePublicKeyring(publicHalf(second.value)))).toMatchObject({
      ok: true,
      value: { current: second.value.current },
    });
    expect(await removeKey(dir, first.current, 1)).toMatchObject({ ok: false, error: { code: "keyInUse" } });
    expect(await removeKey(dir, second.value.current, 0)).toMatchObject({ ok: false, error: { code: "keyInUse" } });
    expect(await removeKey(dir, "0".repeat(16), 0)).toMatchObject({ ok: false, error: { code: "keyUnknown" } });
    const moved = rewrap(second.value, sealed, context);
    const third = await removeKey(dir, first.current, 0);
    if (!moved.ok || !third.ok) throw new Error("not rotated");
    expect(open(third.value, moved.value, context)).toEqual({ ok: true, value: "secret" });
    expect(open(third.value, sealed, context)).toMatchObject({ ok: false, error: { code: "sealUnknownKey" } });
  });

  it("is missing, exposed or damaged, each in its own words, and is never made anew", async () => {
    expect(await loadKeyring(dir)).toMatchObject({ ok: false, error: { code: "keysMissing" } });
    const ring = await made();
    const file = join(dir, `${ring.current}.key`);
    chmodSync(file, 0o644);
    expect(await loadKeyring(dir)).toMatchObject({ ok: false, error: { code: "keysExposed" } });
    chmodSync(file, 0o600);
    writeFileSync(join(dir, "current"), "0".repeat(16));
    expect(await loadKeyring(dir)).toMatchObject({ ok: false, error: { code: "keysDamaged" } });
    rmSync(join(dir, "current"));
    expect(await loadKeyring(dir)).toMatchObject({ ok: true });
    writeFileSync(file, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    expect(await loadKeyring(dir)).toMatchObject({ ok: false, error: { code: "keysDamaged" } });
    expect(await createKeyring(dir)).toMatchObject({ ok: false, error: { code: "keysDamaged" } });
  });
});
