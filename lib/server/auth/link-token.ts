import { createHash, randomBytes } from "node:crypto";

/** A link's secret, to be handed over once, and what is stored of it. */
export interface LinkToken {
  readonly token: string;
  readonly hash: string;
}

/** @returns 32 random bytes as text, with their hash. */
export function newLinkToken(): LinkToken {
  const token = randomBytes(32).toString("base64url");
  return { token, hash: linkTokenHash(token) };
}

/** @returns what is stored of a token; a link is found by the equality of this and by nothing else. */
export function linkTokenHash(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
