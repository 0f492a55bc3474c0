/** What was found beside an image, where, and where it was looked for. */
import type { Digest } from "../images/digest.ts";
import type { ImageIdentity } from "../images/identity.ts";
import type { Evidence } from "../verification/evidence.ts";
import type { Look, LookFailure } from "./look.ts";

/** The ways in which artefacts are kept beside images. */
export const layouts = [
  "referrers-api",
  "referrers-tag",
  "cosign-signature-tag",
  "cosign-attestation-tag",
  "cosign-sbom-tag",
  "buildkit",
  "bundle-file",
  "github-attestations",
] as const;
export type Layout = (typeof layouts)[number];

export type ArtifactContent =
  | { readonly kind: "evidence"; readonly evidence: Evidence }
  /** Evidence that is kept elsewhere, under this digest. */
  | { readonly kind: "kept"; readonly evidence: Digest }
  /** A bill of materials that nobody signed. */
  | { readonly kind: "sbom" }
  /** A signature of the Notary Project, which is recognised and not verified. */
  | { readonly kind: "notation" }
  | { readonly kind: "other" }
  /** It is there, and its bytes could not be read. */
  | { readonly kind: "unread"; readonly failure: LookFailure }
  /** It lies beside an image that it says it does not belong to. */
  | { readonly kind: "misplaced" };

export interface FoundArtifact {
  readonly layout: Layout;
  /** Where it was found, such as `registry.example.com/shop:sha256-….sig`. */
  readonly place: string;
  /** The index or the manifest that it is attached to. */
  readonly attachedTo: Digest;
  /** Of the artefact's own manifest, where it has one. */
  readonly manifest?: Digest;
  /** Of the bytes that were read. */
  readonly digest?: Digest;
  readonly mediaType: string;
  readonly content: ArtifactContent;
}

/** One place where artefacts may be, and what it answered. */
export interface LookedAt {
  readonly layout: Layout;
  readonly place: string;
  readonly attachedTo: Digest;
  readonly answer:
    | { readonly kind: "found"; readonly count: number }
    | { readonly kind: "absent" }
    | { readonly kind: "unknown"; readonly failure: LookFailure };
  /** It is a file that a person uploaded, and no place where evidence would lie. */
  readonly uploaded?: boolean;
}

/** What an image says of itself in its configuration: claims of whoever built it. */
export interface ImageLabels {
  readonly source?: string;
  readonly revision?: string;
}

export interface ResolvedImage {
  readonly digest: Digest;
  readonly kind: "index" | "manifest";
  /** One for each platform. */
  readonly identities: readonly ImageIdentity[];
  /** Of the first platform. */
  readonly labels: Look<ImageLabels>;
  /** Platforms that could not be read. */
  readonly failures: readonly LookFailure[];
}

/** @returns the digests by which an artefact may name the image: its own, and those of its platforms' manifests. */
export function manifestDigests({ digest, identities }: Pick<ResolvedImage, "digest" | "identities">): readonly Digest[] {
  return [...new Set([digest, ...identities.map(({ manifest }) => manifest)])];
}

/** @returns every digest that runtimes and reports may know the image by. */
export function everyDigest(image: Pick<ResolvedImage, "digest" | "identities">): readonly Digest[] {
  return [...new Set([...manifestDigests(image), ...image.identities.map(({ config }) => config)])];
}

export interface Discovery {
  readonly artifacts: readonly FoundArtifact[];
  readonly looked: readonly LookedAt[];
}

/** @returns whether every place gave a definite answer. */
export function isComplete({ looked }: Pick<Discovery, "looked">): boolean {
  return looked.length > 0 && looked.every(({ answer }) => answer.kind !== "unknown");
}
