/** The artefacts that can be verified, as their bytes were found. */
import type { ImageDigest } from "./statement.ts";

export type Evidence =
  /** A Sigstore bundle, v0.1 to v0.3, as parsed JSON. */
  | { readonly kind: "bundle"; readonly bundle: unknown }
  /** A layer of a `.sig` tag: the payload's bytes and the layer's annotations. */
  | { readonly kind: "simple-signing"; readonly payload: Uint8Array; readonly annotations: Readonly<Record<string, string>> }
  /** A layer of an `.att` tag: a DSSE envelope as parsed JSON, and the layer's annotations. */
  | { readonly kind: "dsse"; readonly envelope: unknown; readonly annotations: Readonly<Record<string, string>> }
  /** A statement that nobody signed, as parsed JSON. */
  | { readonly kind: "claim"; readonly statement: unknown };

/** What the artefact has to be about. */
export interface VerificationTarget {
  /** The image's digests that count: the index and the platform's manifest. Any of them will do. */
  readonly digests: readonly ImageDigest[];
  /** The signed file itself, where it is at hand; only signatures over plain bytes need it. */
  readonly artifact?: Uint8Array;
}
