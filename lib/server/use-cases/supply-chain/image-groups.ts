/** The images that run, each once: the same bytes under several names and in several repositories are one. */
import type { Digest } from "../../../core/supply-chain/images/digest.ts";
import type { ImageRecord, RunningImageRow } from "../../database/supply-chain/image-rows.ts";
import type { SeenImages } from "../../database/supply-chain/images.ts";

export interface ImageGroup {
  /** The same from day to day: the digest that stands for the image, or the reference where there is none. */
  readonly key: string;
  /** Absent where no runtime has said one. */
  readonly digest?: Digest;
  readonly running: readonly RunningImageRow[];
  /** One for each repository that it is asked for in, by name. */
  readonly records: readonly ImageRecord[];
}

/** @returns the groups in no order. */
export function groupImages({ running, records }: Pick<SeenImages, "running" | "records">): readonly ImageGroup[] {
  const canonical = canonicalDigests(records);
  const byPlace = new Map(records.map((record) => [placeKey(record.registry, record.repository, record.digest), record]));
  const groups = Map.groupBy(running, ({ digest, idKind, image }) => (digest ? canonical(digest) : `${idKind} ${image}`));
  return [...groups].map(([key, rows]) => {
    const found = rows.flatMap(({ idRegistry = "", idRepository = "", digest = "" }) => {
      return byPlace.get(placeKey(idRegistry, idRepository, digest)) ?? [];
    });
    return {
      key,
      ...(rows[0]?.digest && { digest: canonical(rows[0].digest) }),
      running: rows,
      records: [...new Set(found)].sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1)),
    };
  });
}

/** @returns registry and repository. */
export function nameOf({ registry, repository }: Pick<ImageRecord, "registry" | "repository">): string {
  return `${registry}/${repository}`;
}

function placeKey(registry: string, repository: string, digest: string): string {
  return `${registry}/${repository}@${digest}`;
}

/**
 * @returns from a digest to the one that stands for the image: the index where exactly one holds it, else the manifest; the
 * digest itself where nothing more is known, or where it could be of several images.
 */
function canonicalDigests(records: readonly ImageRecord[]): (digest: Digest) => Digest {
  const tops = new Map<Digest, Set<Digest>>();
  for (const { digest, digests } of records)
    for (const one of new Set([digest, ...digests])) {
      const known = tops.get(one) ?? new Set();
      tops.set(one, known.add(digests[0] ?? digest));
    }
  const isTop = (digest: Digest) => [...(tops.get(digest) ?? [])].every((one) => one === digest);
  return (digest) => {
    const [top, ...others] = [...(tops.get(digest) ?? [])].filter(isTop);
    return top !== undefined && others.length === 0 ? top : digest;
  };
}
