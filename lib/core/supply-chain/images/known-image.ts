/** What registries, bills of materials and scanners' reports say of the bytes of an image, as far as checks of a scan need it. */
import type { Inventory } from "../../inventory/inventory.ts";
import { hasEnded } from "../../inventory/pod-owners.ts";
import { parseImageID } from "./image-id.ts";

export interface KnownImage {
  /** By its configuration and manifest. No trace proves nothing: the base may hold what no trace shows. */
  readonly traces?: { readonly shell: boolean; readonly packageManagers: readonly string[] };
  /** Bytes that its registry keeps. */
  readonly size?: number;
  /** By its bills of materials; absent where there is none. */
  readonly packages?: PackagesOfImage;
  /** By reports about it; absent where there is none. */
  readonly flaws?: FlawsOfImage;
}

export interface PackagesOfImage {
  readonly count: number;
  /** Packages of a distribution are among them: without any, nobody can tell whether the tool looked for them. */
  readonly ofSystem: boolean;
  /** Names of packages that bring a shell, and of those that install others, sorted. */
  readonly shells: readonly string[];
  readonly managers: readonly string[];
}

export interface FlawsOfImage {
  /** When the newest report was made, RFC 3339. */
  readonly newestAt: string;
  /** Known to be exploited, and nothing closes them: ids, sorted. */
  readonly exploited: readonly string[];
  /** Those that are open and that a newer version of the package mends, by severity. `high`: also those that no scanner rates. */
  readonly critical: number;
  readonly high: number;
}

/** By the digest that a runtime names; what is not in it, nobody looked at. */
export type KnownImages = Readonly<Record<string, KnownImage>>;

/** @returns the digests that runtimes name for what runs, each once. */
export function runningDigests({ looks }: Pick<Inventory, "looks">): readonly string[] {
  const named = new Set<string>();
  for (const pod of looks.pods.items) {
    if (hasEnded(pod)) continue;
    const { containers = [], initContainers = [], ephemeralContainers = [] } = pod.status ?? {};
    for (const list of [containers, initContainers, ephemeralContainers])
      for (const { imageID } of list) named.add(imageID ?? "");
  }
  const digests = [...named].flatMap((text) => {
    const id = parseImageID(text);
    return "digest" in id ? [id.digest] : [];
  });
  return [...new Set(digests)];
}
