/** One image has three digests, and each tool knows another of them: index, the manifest of a platform, and its configuration. */
import type { Digest } from "./digest.ts";

export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
}

/** What is known of one image on one platform. The parts are proved by bytes: each digest is of bytes that name the next. */
export interface ImageIdentity {
  /** Absent for an image of one platform that no index holds. */
  readonly index?: Digest;
  readonly manifest: Digest;
  readonly config: Digest;
  readonly platform?: Platform;
}

/** @returns whether a digest is one of the image's. */
export function hasDigest({ index, manifest, config }: ImageIdentity, digest: Digest): boolean {
  return digest === index || digest === manifest || digest === config;
}

/** Digests of images, each with the one that stands for the image. */
export interface KnownIdentities {
  /**
   * @returns the digest that stands for the image: the index, where exactly one holds the manifest; the manifest otherwise; the
   * digest itself where nothing more is known, or where it could stand for several images.
   */
  canonical(digest: Digest): Digest;
  /** @returns every identity that a digest belongs to. */
  of(digest: Digest): readonly ImageIdentity[];
}

/** @returns the identities as one table. */
export function knownIdentities(identities: Iterable<ImageIdentity>): KnownIdentities {
  const byDigest = new Map<Digest, ImageIdentity[]>();
  for (const identity of identities)
    for (const digest of new Set([identity.index, identity.manifest, identity.config]))
      if (digest !== undefined) byDigest.set(digest, [...(byDigest.get(digest) ?? []), identity]);
  const of = (digest: Digest) => byDigest.get(digest) ?? [];
  return {
    of,
    canonical(digest) {
      const tops = new Set(of(digest).map(({ index, manifest }) => index ?? manifest));
      const [top] = tops;
      return tops.size === 1 && top !== undefined ? top : digest;
    },
  };
}
