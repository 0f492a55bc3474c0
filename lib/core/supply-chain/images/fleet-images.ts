/** The images that run in several clusters, each once: the same bytes under two names are one image. */
import { compareText } from "../../inventory/gap.ts";
import type { Digest } from "./digest.ts";
import { type KnownIdentities, knownIdentities } from "./identity.ts";
import type { ImageID } from "./image-id.ts";
import { formatReference, type Pinning, pinningOf } from "./reference.ts";
import type { RunningContainer } from "./running.ts";

/** A container of a workload that runs the image; equal pods are counted. */
export interface ImagePlace {
  readonly cluster: string;
  readonly namespace: string;
  readonly kind: string;
  readonly workload: string;
  readonly container: string;
  readonly type: RunningContainer["type"];
  readonly pods: number;
}

export interface FleetImage {
  /** Absent where no runtime has said one. */
  readonly digest?: Digest;
  /** Of what the digest is, by the form in which the runtime wrote it; a configuration's cannot be asked of a registry. */
  readonly digestOf?: "index or manifest" | "configuration";
  /** Why there is no digest. */
  readonly withoutDigest?: Exclude<ImageID["kind"], "repository" | "config">;
  /** As they are meant, with the registry, sorted; a text that is no reference as it is. */
  readonly references: readonly string[];
  /** The weakest of its references; absent where none can be read. */
  readonly pinning?: Pinning;
  /** One of its references leaves the registry out. */
  readonly implicitRegistry: boolean;
  readonly pods: number;
  readonly places: readonly ImagePlace[];
}

export interface ClusterContainers {
  readonly cluster: string;
  readonly containers: readonly RunningContainer[];
}

const weakest: readonly Pinning[] = ["latest", "tag", "digest"];

/** @param known digests that are known to be of one image, from what a registry showed. @returns the images by their references. */
export function fleetImages(
  clusters: readonly ClusterContainers[],
  known: KnownIdentities = knownIdentities([]),
): readonly FleetImage[] {
  const all = clusters.flatMap(({ cluster, containers }) => containers.map((one) => ({ ...one, cluster })));
  const groups = Map.groupBy(all, (one) => keyOf(one, known));
  return [...groups.values()]
    .map((group) => imageOf(group, known))
    .sort((one, other) => compareText(sortKey(one), sortKey(other)));
}

type Placed = RunningContainer & { readonly cluster: string };

function keyOf({ imageID, image }: Placed, known: KnownIdentities): string {
  return "digest" in imageID ? known.canonical(imageID.digest) : `${imageID.kind} ${image}`;
}

function imageOf(group: readonly Placed[], known: KnownIdentities): FleetImage {
  const references = [...new Set(group.map(({ reference, image }) => (reference ? formatReference(reference) : image)))];
  const pinnings = new Set(group.flatMap(({ reference }) => (reference ? [pinningOf(reference)] : [])));
  const pinning = weakest.find((one) => pinnings.has(one));
  return {
    ...digestOf(group, known),
    references: references.sort(compareText),
    ...(pinning && { pinning }),
    implicitRegistry: group.some(({ reference }) => reference?.implicitRegistry === true),
    pods: new Set(group.map(({ cluster, namespace, pod }) => `${cluster}/${namespace}/${pod}`)).size,
    places: placesOf(group),
  };
}

function digestOf(group: readonly Placed[], known: KnownIdentities): Pick<FleetImage, "digest" | "digestOf" | "withoutDigest"> {
  const ids = group.map(({ imageID }) => imageID);
  const id = ids.find(({ kind }) => kind === "repository") ?? ids[0];
  if (id === undefined) return {};
  if (!("digest" in id)) return { withoutDigest: id.kind };
  return { digest: known.canonical(id.digest), digestOf: id.kind === "config" ? "configuration" : "index or manifest" };
}

function placesOf(group: readonly Placed[]): readonly ImagePlace[] {
  const places = Map.groupBy(group, ({ cluster, namespace, workload, container, type }) =>
    [cluster, namespace, workload.kind, workload.name, type, container].join("/"),
  );
  return [...places]
    .sort(([one], [other]) => compareText(one, other))
    .flatMap(([, same]) => {
      const [first] = same;
      if (first === undefined) return [];
      const { cluster, namespace, workload, container, type } = first;
      return [{ cluster, namespace, kind: workload.kind, workload: workload.name, container, type, pods: same.length }];
    });
}

function sortKey({ references, digest }: FleetImage): string {
  return `${references[0] ?? ""} ${digest ?? ""}`;
}
