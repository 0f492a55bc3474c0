/** What is trusted: a root of Sigstore, or keys. Thresholds belong to the profile, never to the product. */
import type { KeyObject } from "node:crypto";
import type { TrustedRoot } from "@sigstore/protobuf-specs";

/** How many witnesses a signature needs. */
export interface Thresholds {
  /** Signed certificate timestamps. 0 for an authority without a log of certificates. */
  readonly certificateLog: number;
  /** Entries of the transparency log. */
  readonly transparencyLog: number;
  /** Trusted times: of the log's promise, or of a timestamp authority. */
  readonly trustedTime: number;
}

export interface SigstoreProfile {
  readonly kind: "sigstore";
  readonly name: string;
  /** Changes with anything that could change a result. */
  readonly revision: string;
  readonly root: TrustedRoot;
  readonly thresholds: Thresholds;
  /** ISO 8601: when the root was made or imported, where that is known. */
  readonly asOf?: string;
}

export interface RegisteredKey {
  readonly name: string;
  /** SHA-256 of the SPKI, in hexadecimal digits. */
  readonly fingerprint: string;
  readonly key: KeyObject;
}

export interface KeyProfile {
  readonly kind: "keys";
  readonly name: string;
  readonly revision: string;
  readonly keys: readonly RegisteredKey[];
  /** The log that signatures must be in. Absent: this profile asks for no transparency log, and shows that it does. */
  readonly log?: { readonly root: TrustedRoot; readonly thresholds: Thresholds };
}

export type TrustProfile = SigstoreProfile | KeyProfile;
