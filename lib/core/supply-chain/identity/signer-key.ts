/** What a signer is known by, the same wherever they sign. */
import { hash } from "node:crypto";
import { inEscapes } from "./certificate.ts";
import type { Signer } from "./signer.ts";

/** @returns an id of the key, or of issuer and subject together: one of them alone is nobody. */
export function signerKey(signer: Signer): string {
  const parts = signer.kind === "key" ? ["key", signer.fingerprint] : ["certificate", signer.issuer ?? "", signer.subject ?? ""];
  return hash("sha256", JSON.stringify(parts)).slice(0, 32);
}

/** How a certificate is called that names nobody. */
export const nameless = "nobody-who-can-be-read";

/** @returns a signer in one line; characters that look like others stand as escapes. */
export function signerName(signer: Signer): string {
  return signer.kind === "key" ? signer.name : inEscapes(signer.subject ?? nameless);
}
