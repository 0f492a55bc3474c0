/** Public keys that somebody registered. */
import { createPublicKey, hash, type KeyObject } from "node:crypto";
import { err, type Failure, ok, type Result } from "../../result.ts";
import type { KeyProfile, RegisteredKey } from "./profile.ts";

/** @returns the fingerprint of a public key: SHA-256 of its SPKI, in hexadecimal digits. */
export function fingerprintOf(key: KeyObject): string {
  return hash("sha256", key.export({ format: "der", type: "spki" }), "hex");
}

/** @param text a public key in PEM. @returns the key; a private one is refused, so that none is kept. */
export function readPublicKey(name: string, text: string): Result<RegisteredKey, Failure<"key">> {
  if (/PRIVATE KEY/.test(text)) return refused("This is a private key.");
  if (!/^\s*-----BEGIN (?:RSA )?PUBLIC KEY-----/.test(text)) return refused("This is no public key in PEM.");
  try {
    const key = createPublicKey(text);
    return ok({ name, fingerprint: fingerprintOf(key), key });
  } catch {
    return refused("The public key cannot be read.");
  }
}

/** @returns a profile of keys that asks for no transparency log, or for that of `log`. */
export function keyProfile({ name, keys, log }: Pick<KeyProfile, "name" | "keys" | "log">): KeyProfile {
  const parts = [keys.map(({ fingerprint }) => fingerprint).sort(), log?.thresholds ?? null, log?.root.tlogs ?? null];
  return { kind: "keys", name, keys, ...(log && { log }), revision: hash("sha256", JSON.stringify(parts)).slice(0, 16) };
}

function refused(message: string): Result<never, Failure<"key">> {
  return err({ code: "key", message, remedy: "Give the public key, such as cosign.pub, in PEM." });
}
