/** Who signed, as the cryptography shows it. */
import type { CertificateClaims } from "./claims.ts";

/** The holder of a short-lived certificate. Issuer and subject are absent where the certificate has none that can be read. */
export interface CertificateSigner {
  readonly kind: "certificate";
  /** The identity provider, such as `https://token.actions.githubusercontent.com`. */
  readonly issuer?: string;
  /** The subject alternative name: an address, or the URI of a workflow. */
  readonly subject?: string;
  /** Set where issuer or subject have characters that look like others: the same text in escapes. */
  readonly lookalike?: string;
  readonly claims: CertificateClaims;
  /** ISO 8601 in UTC. */
  readonly notBefore: string;
  readonly notAfter: string;
  /** When the signature was made, by every trusted time that was checked; ISO 8601 in UTC. */
  readonly signedAt: readonly string[];
}

/** The holder of a registered key. */
export interface KeySigner {
  readonly kind: "key";
  readonly name: string;
  /** SHA-256 of the public key's SPKI, in hexadecimal digits. */
  readonly fingerprint: string;
  /** Empty where the profile asks for no log: then nothing says when it was signed. */
  readonly signedAt: readonly string[];
}

export type Signer = CertificateSigner | KeySigner;
