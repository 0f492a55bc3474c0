import { createHash, generateKeyPairSync } from "node:crypto";
import { encodePublicKeyring, rawPublicKey } from "#server/crypto/keyring.ts";

/** @returns the public half of a new keyring, as the start gives it to web; nobody has its private half. */
export function createKeyringText(): string {
  const { publicKey } = generateKeyPairSync("x25519");
  const current = createHash("sha256").update(rawPublicKey(publicKey)).digest("hex").slice(0, 16);
  return encodePublicKeyring({ current, keys: new Map([[current, publicKey]]) });
}
