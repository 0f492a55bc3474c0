/** What is known of the bytes of the images that run, and of which of them nobody knows it. */
import { type Gap, outside } from "../../inventory/gap.ts";
import type { Digest } from "../../supply-chain/images/digest.ts";
import type { KnownImage } from "../../supply-chain/images/known-image.ts";
import type { RunningContainer, runningImageResources } from "../../supply-chain/images/running.ts";
import type { CheckContext, Report } from "../define.ts";
import { runningWorkloads } from "./running.ts";

type Context = CheckContext<(typeof runningImageResources)[number]>;

export interface RunningImage {
  /** As the pods name it. */
  readonly image: string;
  readonly digest: Digest;
  readonly known: KnownImage | undefined;
}

interface ImagesOfWorkload {
  readonly at: Report<string>["at"];
  readonly namespace: string;
  /** Each once. */
  readonly images: readonly RunningImage[];
  /** Containers of which the runtime names no digest that anything could be known by. */
  readonly unnamed: number;
}

/** @returns what each workload runs. An image that is not there yet does not run. */
export function imagesOfWorkloads({ view, evidence: { images = {} } }: Context): readonly ImagesOfWorkload[] {
  return view(runningWorkloads).map(({ at, namespace, containers }) => {
    const running = containers.filter(({ imageID }) => imageID.kind !== "absent");
    const named = running.flatMap(namedImage);
    const once = new Map(named.map((one) => [one.digest, { ...one, known: images[one.digest] }]));
    return { at, namespace, images: [...once.values()], unnamed: running.length - named.length };
  });
}

function namedImage({ image, imageID }: RunningContainer): readonly Omit<RunningImage, "known">[] {
  return "digest" in imageID ? [{ image, digest: imageID.digest }] : [];
}

const shown = 3;

/**
 * @param lacks whether what the check needs is not known of an image.
 * @param without what such an image is, after `3 of 5 images that run here`: `have no report`.
 * @returns a gap for each namespace in which such an image runs.
 */
export function unknownImages(context: Context, lacks: (known: KnownImage) => boolean, without: string): readonly Gap[] {
  const byNamespace = Map.groupBy(imagesOfWorkloads(context), ({ namespace }) => namespace);
  return [...byNamespace].flatMap(([namespace, workloads]) => {
    const images = new Map(workloads.flatMap((workload) => workload.images.map((one) => [one.digest, one])));
    const unknown = [...images.values()].filter(({ known }) => known === undefined || lacks(known)).map(({ image }) => image);
    const unnamed = workloads.reduce((sum, workload) => sum + workload.unnamed, 0);
    const some = [...new Set(unknown)].sort().slice(0, shown).join(", ");
    const details = [
      ...(unknown.length > 0 ? [`${unknown.length} of ${images.size} images that run here ${without}, such as ${some}`] : []),
      ...(unnamed > 0 ? [`of ${unnamed} containers no runtime names a digest that anything is known by`] : []),
    ];
    return details.map((detail) => ({ ...outside("images", detail), namespace }));
  });
}

/** @returns how many images a verdict rests on, as a sentence. */
export function restsOn(context: Context, knows: (known: KnownImage) => boolean): string {
  const images = new Map(imagesOfWorkloads(context).flatMap((workload) => workload.images.map((one) => [one.digest, one])));
  const looked = [...images.values()].filter(({ known }) => known !== undefined && knows(known)).length;
  return `It rests on ${looked} of ${images.size} images that run.`;
}
