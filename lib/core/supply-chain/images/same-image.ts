/** Whether two digests are of one image: an index holds its manifests, and a manifest its configuration. */
import type { Digest } from "./digest.ts";

/** @param sets each of the digests that were proved to be of one image. */
export function isSameImage(one: Digest, other: Digest, sets: readonly (readonly Digest[])[]): boolean | undefined {
  if (one === other || sets.some((set) => set.includes(one) && set.includes(other))) return true;
  const isKnown = (digest: Digest) => sets.some((set) => set.includes(digest));
  return isKnown(one) && isKnown(other) ? false : undefined;
}
