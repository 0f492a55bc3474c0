/** Who may sign. */

/** A text that must be equal, or a pattern that must match all of it. */
export type TextMatcher = { readonly exact: string } | { readonly pattern: string };

export type AllowedSigner =
  | { readonly kind: "identity"; readonly issuer: TextMatcher; readonly subject: TextMatcher }
  /** A registered key, by the SHA-256 of its SPKI in hexadecimal digits. */
  | { readonly kind: "key"; readonly fingerprint: string };

/** Any of the signers will do. */
export interface IdentityPolicy {
  readonly name: string;
  readonly signers: readonly AllowedSigner[];
}
