import { generateKeyPairSync } from "node:crypto";
import { encodePublicKeyring } from "#server/crypto/keyring.ts";

/** @returns the public half of a new keyring, as the start gives it to web; nobody has its private half. */
export function createKeyringText(): string {
  const { publicKey } = generateKeyPairSync("x25519");
  const current = "0123456789abcdef";
  return encodePublicKeyring({ current, keys: new Map([[current, publicKey]]) });
}
