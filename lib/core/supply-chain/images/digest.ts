/** The digest of bytes in a registry, in the one form that is compared. */
import type { ImageDigest } from "../verification/statement.ts";

export type Digest = ImageDigest;

const forms = /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;

/** @returns the digest that a text is, whole; undefined for anything else. Algorithms that nobody should trust are no digest. */
export function parseDigest(text: string): Digest | undefined {
  return forms.test(text) ? (text as Digest) : undefined;
}

/** @returns enough of a digest to tell it from others by eye, such as `sha256:bf631bd68cbb`. */
export function shortDigest(digest: Digest): string {
  return digest.slice(0, "sha256:".length + 12);
}
