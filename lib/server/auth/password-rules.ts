/**
 * Which passwords may not be chosen, beside those that are too short or too long. NIST SP 800-63B-4: no rules of composition,
 * but nothing that everybody tries, and nothing that stands beside the password anyway.
 */
import { commonPasswords } from "./common-passwords.ts";

const common = new Set(commonPasswords);

/** @returns why this password cannot be taken for this person, in a sentence; undefined where it can. */
export function passwordProblem(password: string, email: string): string | undefined {
  const plain = password.trim().toLowerCase();
  const address = email.trim().toLowerCase();
  if (plain === address || plain === address.split("@")[0]) return "Use something else than the e-mail address.";
  if (common.has(plain) || isRepetition(plain)) return "This password is among the first that are tried. Use another one.";
  return undefined;
}

/** One or a few characters over and over. */
function isRepetition(text: string): boolean {
  return /^(.{1,4})\1+.{0,3}$/s.test(text) && new Set(text).size <= 4;
}
