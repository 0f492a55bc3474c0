/** What runs, without the pods: one row for each container of a workload and each image that it runs. */
import type { Digest } from "./digest.ts";
import type { ImageID } from "./image-id.ts";
import type { ImageReference } from "./reference.ts";
import type { RunningContainer, WantedImage } from "./running.ts";

export interface RunningRow {
  readonly namespace: string;
  readonly kind: string;
  readonly workload: string;
  readonly container: string;
  readonly type: RunningContainer["type"];
  /** As the pods' specs have it. */
  readonly image: string;
  readonly reference?: ImageReference;
  readonly imageID: ImageID;
  /** What was asked for by digest, whatever runs. */
  readonly wanted?: WantedImage;
  readonly pods: number;
  /** When the oldest of the pods was made, RFC 3339. */
  readonly since?: string;
}

/** An image as a registry can be asked for it. */
export interface AskedImage {
  readonly registry: string;
  readonly repository: string;
  readonly digest: Digest;
}

/** @returns the rows, in the order in which the containers stand. */
export function runningRows(containers: readonly RunningContainer[]): readonly RunningRow[] {
  return [...Map.groupBy(containers, keyOf).values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { namespace, workload, container, type, image, reference, imageID, wanted } = first;
    const since = group.reduce<string | undefined>((oldest, one) => earlier(oldest, one.since), undefined);
    return [
      {
        ...{ namespace, kind: workload.kind, workload: workload.name, container, type, image, imageID, pods: group.length },
        ...(reference && { reference }),
        ...(wanted && { wanted }),
        ...(since !== undefined && { since }),
      },
    ];
  });
}

/**
 * @returns where the image of a row can be asked for: where its runtime pulled it from, and where the runtime knows no
 * repository, but the image's configuration, where the reference would have it pulled from. Undefined where nothing says so.
 */
export function askedImage({ imageID, reference }: Pick<RunningRow, "imageID" | "reference">): AskedImage | undefined {
  if (imageID.kind === "repository") {
    const { registry, repository, digest } = imageID;
    return { registry, repository, digest };
  }
  if (imageID.kind !== "config" || reference === undefined) return undefined;
  return { registry: reference.registry, repository: reference.repository, digest: imageID.digest };
}

/** @returns the image that was asked for, where the runtime says another digest: whether both are one, a registry alone tells. */
export function otherWanted({ imageID, wanted }: Pick<RunningRow, "imageID" | "wanted">): AskedImage | undefined {
  if (wanted === undefined || !("digest" in imageID) || imageID.digest === wanted.digest) return undefined;
  const { registry, repository, digest } = wanted;
  return { registry, repository, digest };
}

function keyOf({ namespace, workload, container, type, image, imageID, wanted }: RunningContainer): string {
  const id = "digest" in imageID ? ("registry" in imageID ? idText(imageID) : imageID.digest) : imageID.kind;
  return `${namespace}\n${workload.kind}\n${workload.name}\n${type}\n${container}\n${image}\n${id}\n${wanted?.digest ?? ""}`;
}

function idText({ registry, repository, digest }: AskedImage): string {
  return `${registry}/${repository}@${digest}`;
}

function earlier(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one < other ? one : other;
}
