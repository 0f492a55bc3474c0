/** The components of the control plane whose static pods show them, and who runs those that are not shown. */

import { providerOf } from "../../clusters/provider.ts";
import type { Gap } from "../../inventory/gap.ts";
import { outside } from "../../inventory/gap.ts";
import type { PodItem } from "../../inventory/items.ts";
import type { ControlPlaneItem } from "../../inventory/platform-items.ts";
import { type Minor, parseMinor } from "../../upgrade/minor.ts";
import { type SupportProvider, supporterOf } from "../../upgrade/support.ts";
import { defineView } from "../define.ts";

export interface Member {
  readonly pod: PodItem;
  readonly component: ControlPlaneItem["component"];
  readonly flags: ControlPlaneItem["flags"];
  /** The tag of its image. */
  readonly version?: string;
  /** By the tag; a digest alone tells none. */
  readonly minor?: Minor;
}

/** @returns the tag of an image, or undefined where it names none. */
export function tagOf(image: string): string | undefined {
  const name = image.slice(image.lastIndexOf("/") + 1).split("@")[0] ?? "";
  const colon = name.indexOf(":");
  return colon < 0 ? undefined : name.slice(colon + 1);
}

export const members = defineView({
  name: "members of the control plane",
  reads: ["pods"],
  build: ({ list }): readonly Member[] =>
    list("pods").flatMap((pod) => {
      const { controlPlane } = pod;
      if (controlPlane === undefined) return [];
      const version = tagOf(controlPlane.image ?? "");
      const minor = parseMinor(version);
      const { component, flags } = controlPlane;
      return [{ pod, component, flags, ...(version !== undefined && { version }), ...(minor !== undefined && { minor }) }];
    }),
});

/** @returns the gap of a component that no static pod shows, with what would show it. */
export function unseenComponent(component: string): Gap {
  return {
    ...outside("pods", `no static pod of ${component}: where a provider runs it, its versions and flags are the provider's`),
    namespace: "kube-system",
  };
}

/** @returns the gap of an image without a version. */
export function unreadVersion({ pod }: Pick<Member, "pod">): Gap {
  return { ...outside("pods", `the image of ${pod.meta.name} has no version as its tag`), namespace: "kube-system" };
}

/** Who supports the cluster: the provider that runs its control plane, else the Kubernetes project. */
export const supporter = defineView({
  name: "supporter",
  reads: ["configmaps", "nodes", "pods"],
  build: ({ look, version, discovery }): SupportProvider => {
    const looks = { configmaps: look("configmaps"), nodes: look("nodes"), pods: look("pods") };
    return supporterOf(providerOf({ cluster: { ...(version !== undefined && { version }), discovery }, looks })?.name);
  },
});
