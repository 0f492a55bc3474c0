/** The containers of a cluster that run, and the image that each of them says it runs. */
import { hasFact } from "../../inventory/facts.ts";
import type { Gap } from "../../inventory/gap.ts";
import type { Inventory } from "../../inventory/inventory.ts";
import type { ContainerItem, ContainerStatusItem, PodItem, WorkloadItem } from "../../inventory/items.ts";
import { controllerOf, hasEnded, type Owner, ownerKey, podControllers, podOwners } from "../../inventory/pod-owners.ts";
import { definitionOf } from "../../inventory/resources.ts";
import { memo } from "../../rbac/memo.ts";
import type { Digest } from "./digest.ts";
import { type ImageID, parseImageID } from "./image-id.ts";
import { type ImageReference, parseImageReference } from "./reference.ts";

/** What running images are read from. */
export const runningImageResources = [...podControllers, "pods", "nodes"] as const;

type Looks = Pick<Inventory["looks"], (typeof runningImageResources)[number]>;

export interface RunningContainer {
  readonly namespace: string;
  readonly pod: string;
  readonly workload: Owner;
  readonly container: string;
  readonly type: ContainerItem["type"];
  /** As the pod's spec has it. */
  readonly image: string;
  /** Absent where the text is no reference. */
  readonly reference?: ImageReference;
  readonly imageID: ImageID;
  /** The image that was asked for by digest: by the template that the pod was made from, else by the pod itself. */
  readonly wanted?: WantedImage;
  readonly pullPolicy?: string;
  readonly node?: string;
  /** When the pod was made, RFC 3339. */
  readonly since?: string;
  /** The node's, such as `arm64`; absent where the node was not seen. */
  readonly architecture?: string;
}

/** An image that is named by its digest. */
export type WantedImage = ImageReference & { readonly digest: Digest };

export interface RunningImages {
  /** Of pods that have not ended, in the order of the pods: init containers, containers, ephemeral containers. */
  readonly containers: readonly RunningContainer[];
  /** Why there may be more of them. */
  readonly gaps: readonly Gap[];
}

/** @returns what runs, by the word of the runtimes. */
export function runningImages({ version, looks }: { readonly version: number; readonly looks: Looks }): RunningImages {
  const owners = podOwners(looks);
  const architectures = new Map(looks.nodes.items.map(({ meta, info }) => [meta.name, info?.architecture]));
  const everyType = hasFact(version, "init-container-images");
  const templates = podTemplates(looks);
  // The pods of a workload name the same images.
  const texts: Texts = { reference: memo(parseImageReference), imageID: memo(parseImageID) };
  const containers = looks.pods.items
    .filter((pod) => !hasEnded(pod))
    .flatMap((pod) => {
      const architecture = architectures.get(pod.spec.nodeName ?? "");
      const place = {
        namespace: pod.meta.namespace ?? "",
        pod: pod.meta.name,
        workload: owners.ofPod(pod),
        ...(pod.spec.nodeName !== undefined && { node: pod.spec.nodeName }),
        ...(pod.meta.createdAt !== undefined && { since: pod.meta.createdAt }),
        ...(architecture !== undefined && { architecture }),
      };
      const template = templates(pod);
      return pod.spec.containers.map((container) => ({
        ...place,
        ...imageOf({ container, pod, everyType }, texts),
        ...wantedImage(container, template, texts),
      }));
    });
  const { coverage } = looks.pods;
  return { containers, gaps: "gaps" in coverage ? coverage.gaps : [] };
}

interface Texts {
  readonly reference: typeof parseImageReference;
  readonly imageID: typeof parseImageID;
}

/** Of these a template never changes under the pods that were made from it; of a StatefulSet or a DaemonSet it may have. */
const fixedTemplates = ["jobs.batch", "replicasets.apps"] as const;

function podTemplates(looks: Looks): (pod: PodItem) => readonly ContainerItem[] {
  const known = new Map(
    fixedTemplates.flatMap((resource) =>
      looks[resource].items.map(({ meta, template }: WorkloadItem) => {
        return [ownerKey(meta.namespace, definitionOf(resource).kind, meta.name), template.spec.containers] as const;
      }),
    ),
  );
  return (pod) => {
    const controller = controllerOf(pod);
    return (controller && known.get(ownerKey(pod.meta.namespace, controller.kind, controller.name))) ?? [];
  };
}

function wantedImage(
  { name, type, image }: ContainerItem,
  template: readonly ContainerItem[],
  texts: Texts,
): { wanted?: WantedImage } {
  const ofTemplate = template.find((one) => one.name === name && one.type === type)?.image;
  for (const text of [ofTemplate, image]) {
    const reference = text === undefined ? undefined : texts.reference(text);
    if (reference?.digest !== undefined) return { wanted: { ...reference, digest: reference.digest } };
  }
  return {};
}

interface InPod {
  readonly container: ContainerItem;
  readonly pod: PodItem;
  readonly everyType: boolean;
}

function imageOf({ container: { name, type, image, imagePullPolicy }, pod, everyType }: InPod, texts: Texts) {
  const reference = texts.reference(image);
  const known = everyType || type === "container";
  const status = statusesOf(pod, type)?.find((one) => one.name === name);
  return {
    container: name,
    type,
    image,
    ...(reference && { reference }),
    imageID: known ? texts.imageID(status?.imageID ?? "") : ({ kind: "notCollected" } as const),
    ...(imagePullPolicy !== undefined && { pullPolicy: imagePullPolicy }),
  };
}

function statusesOf({ status }: PodItem, type: ContainerItem["type"]): readonly ContainerStatusItem[] | undefined {
  if (type === "init") return status?.initContainers;
  return type === "ephemeral" ? status?.ephemeralContainers : status?.containers;
}
