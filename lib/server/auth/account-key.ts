import { createHash } from "node:crypto";

/** @returns the key under which the tries to sign in as somebody are counted; the address itself stands in no table of limits. */
export function accountKey(email: string): string {
  return `account:${createHash("sha256").update(email.trim().toLowerCase()).digest("base64url")}`;
}
