/** Whether a document is about an image: by the digests that it names, and by nothing else that looks alike. */
import type { DocumentSubject } from "../documents/document.ts";
import type { Digest } from "../images/digest.ts";
import { hasDigest, type ImageIdentity } from "../images/identity.ts";

/** An image as it runs or lies in a registry, as far as its bytes were seen. */
export interface JoinedImage {
  /** As the runtime names it. */
  readonly digest: Digest;
  /** Of the platforms on which it runs; empty where no registry showed any. */
  readonly identities: readonly ImageIdentity[];
}

export type Join =
  /** `digest` is the one that both name. */
  | { readonly kind: "same"; readonly digest: Digest }
  /** It names digests, and none of them is the image's. */
  | { readonly kind: "another"; readonly digests: readonly Digest[] }
  /** It names no digest, so that nobody can tell. */
  | { readonly kind: "unnamed" }
  /** None of its digests is known, and the image's other digests are not known either: one of them may be meant. */
  | { readonly kind: "unknown"; readonly digests: readonly Digest[] };

/** @returns how a document stands to an image. */
export function joinDocument({ digests }: DocumentSubject, { digest, identities }: JoinedImage): Join {
  if (digests.length === 0) return { kind: "unnamed" };
  const same = digests.find((named) => named === digest || identities.some((identity) => hasDigest(identity, named)));
  if (same !== undefined) return { kind: "same", digest: same };
  return { kind: identities.length === 0 ? "unknown" : "another", digests };
}
