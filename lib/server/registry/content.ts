/** Where the bytes of images come from: a registry, or a layout on a disk. Nothing that comes out of one has another digest than asked. */
import { hash } from "node:crypto";
import type { Look } from "#core/supply-chain/discovery/look.ts";
import { unknown } from "#core/supply-chain/discovery/look.ts";
import type { Digest } from "#core/supply-chain/images/digest.ts";
import type { Descriptor } from "#core/supply-chain/oci/manifest.ts";

export interface FoundManifest {
  /** Of the bytes, computed here. */
  readonly digest: Digest;
  readonly bytes: Buffer;
}

/** One repository. */
export interface ContentSource {
  /** What it is called where it says where something was looked for. */
  readonly name: string;
  /** @param reference a tag, or the digest that the bytes must have. */
  manifest(reference: string, signal?: AbortSignal): Promise<Look<FoundManifest>>;
  /** @returns the bytes that a descriptor names: as many as it says, with the digest that it says. */
  blob(descriptor: Pick<Descriptor, "digest" | "size">, signal?: AbortSignal): Promise<Look<Buffer>>;
  /** @returns what says that it belongs to an image; absent where the source has no such list. */
  referrers(digest: Digest, signal?: AbortSignal): Promise<Look<readonly Descriptor[]>>;
}

/** Bytes of one artefact; what is larger is not read. */
export const longestArtifact = 32 * 1024 * 1024;

/** @returns the digest of bytes, by the algorithm of another digest. */
export function digestOfBytes(bytes: Uint8Array, algorithm: "sha256" | "sha512" = "sha256"): Digest {
  return `${algorithm}:${hash(algorithm, bytes, "hex")}`;
}

/** @returns whether bytes have a digest. */
export function matchesDigest(bytes: Uint8Array, digest: Digest): boolean {
  return digestOfBytes(bytes, digest.startsWith("sha512:") ? "sha512" : "sha256") === digest;
}

export function wrongDigest(digest: Digest) {
  return unknown(
    "wrongDigest",
    `The bytes that came for ${digest} have another digest.`,
    "Ask who runs the registry: it, or something on the way, changes content.",
  );
}

export function tooLarge(what: string, bytes: number) {
  return unknown("tooLarge", `The ${what} is larger than the ${Math.round(bytes / 1024 / 1024)} MiB that Drydock reads.`);
}
