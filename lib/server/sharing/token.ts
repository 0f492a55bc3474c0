import { createHash, randomBytes } from "node:crypto";

/** 32 random bytes as base64url. */
const shape = /^[A-Za-z0-9_-]{43}$/;

/** @returns a new token and what is kept of it; the token itself is told once and stored nowhere. */
export function newToken(): { readonly token: string; readonly hash: string } {
  const token = randomBytes(32).toString("base64url");
  return { token, hash: sha256(token) };
}

/** @returns what a token is looked up by, or undefined for a text that cannot be one. */
export function hashOfToken(token: string): string | undefined {
  return shape.test(token) ? sha256(token) : undefined;
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
