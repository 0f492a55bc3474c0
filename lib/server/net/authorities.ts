/** Certificate authorities that the operator trusts beside those of the system. */
import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";

const longestFile = 4 * 1024 * 1024;
const block = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** @returns the certificates of a PEM file, each as a text of its own; undefined where it cannot be read or holds none that can. */
export function readAuthorities(path: string): readonly string[] | undefined {
  try {
    const text = readFileSync(path, "utf8");
    const found = text.length > longestFile ? [] : (text.match(block) ?? []);
    for (const pem of found) new X509Certificate(pem);
    return found.length === 0 ? undefined : found;
  } catch (error) {
    if (error instanceof Error && "code" in error) return undefined;
    throw error;
  }
}

export interface AuthorityFacts {
  readonly subject: string;
  readonly validTo: Date;
}

/** @returns what is shown of a certificate. */
export function authorityFacts(pem: string): AuthorityFacts {
  const { subject, validToDate } = new X509Certificate(pem);
  return { subject: subject.split("\n").reverse().join(", "), validTo: validToDate };
}
