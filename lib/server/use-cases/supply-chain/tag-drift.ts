/** What tags mean now, beside what runs under them. */
import type { ImageRow } from "../../../contracts/supply-chain.ts";
import type { Digest } from "../../../core/supply-chain/images/digest.ts";
import { parseImageReference } from "../../../core/supply-chain/images/reference.ts";
import { isSameImage } from "../../../core/supply-chain/images/same-image.ts";
import { isStale } from "../../../core/supply-chain/trail/freshness.ts";
import type { ImageTagRow, RunningImageRow } from "../../database/supply-chain/image-rows.ts";

export interface DriftTerms {
  readonly tags: ReadonlyMap<string, ImageTagRow>;
  readonly now: Date;
  /** Sets of digests that are proved to be of one image each. */
  readonly same: readonly (readonly Digest[])[];
}

/** @returns what the tag of a row means now, beside what runs; a tag beside a digest settles nothing, and is not asked about. */
export function driftOf(row: RunningImageRow, { tags, now, same }: DriftTerms): ImageRow["drift"] {
  const { registry, repository, tag, digest, image, idKind } = row;
  if (registry === undefined || repository === undefined || tag === undefined) return "noTag";
  if (parseImageReference(image)?.digest !== undefined) return "noTag";
  const meant = tagOf(row, tags);
  if (meant === undefined || meant.failure !== undefined || digest === undefined || isStale(meant.lookedAt, now))
    return "unknown";
  if (meant.digest === undefined) return "gone";
  if ([meant.digest, ...meant.manifests].some((one) => isSameImage(one, digest, same))) return "same";
  // A tag never means a configuration: whose it is tells the bytes of the image.
  return idKind === "config" && !same.some((digests) => digests.length > 1 && digests.includes(digest)) ? "unknown" : "moved";
}

const worstFirst = ["moved", "gone", "unknown", "same", "noTag"] as const satisfies readonly ImageRow["drift"][];

/** @returns the worst of what tags of an image mean; that there is none where nothing is told. */
export function worstDrift(drifts: Iterable<ImageRow["drift"]>): ImageRow["drift"] {
  const found = new Set(drifts);
  return worstFirst.find((one) => found.has(one)) ?? "noTag";
}

/** @returns what the tag of a row meant when it was asked for; undefined where it has none, or nobody asked. */
export function tagOf({ registry, repository, tag }: RunningImageRow, tags: DriftTerms["tags"]): ImageTagRow | undefined {
  if (registry === undefined || repository === undefined || tag === undefined) return undefined;
  return tags.get(tagKey({ registry, repository, tag }));
}

export function tagKey({ registry, repository, tag }: Pick<ImageTagRow, "registry" | "repository" | "tag">): string {
  return `${registry}/${repository}:${tag}`;
}
