/** Which versions the parts of a cluster run, as a distribution: so many kubelets of this minor, so many of that. */
import { compareText } from "../../inventory/gap.ts";
import type { Inventory } from "../../inventory/inventory.ts";
import { type Minor, parseMinor } from "../minor.ts";

export interface VersionShare {
  /** Undefined where they do not say. */
  readonly minor?: Minor;
  readonly count: number;
  /** The first names, sorted; what a cluster calls them. */
  readonly names: readonly string[];
}

const mostNames = 20;

/** @returns the kubelets by minor, newest first. */
export function kubeletVersions({ looks }: Pick<Inventory, "looks">): readonly VersionShare[] {
  return sharesOf(looks.nodes.items.map(({ meta, info }) => ({ name: meta.name, minor: parseMinor(info?.kubeletVersion) })));
}

/** @returns the API servers that static pods show, newest first; none where a provider runs them. */
export function serverVersions({ looks }: Pick<Inventory, "looks">): readonly VersionShare[] {
  const pods = looks.pods.items.filter(({ controlPlane }) => controlPlane?.component === "kube-apiserver");
  return sharesOf(pods.map(({ meta, controlPlane }) => ({ name: meta.name, minor: tagOf(controlPlane?.image) })));
}

/** @returns the pods of kube-proxy by the minor that the tag of their image names, newest first. A digest alone says none. */
export function proxyVersions({ looks }: Pick<Inventory, "looks">): readonly VersionShare[] {
  const pods = looks.pods.items.filter(
    ({ meta }) => meta.namespace === "kube-system" && meta.labels?.["k8s-app"] === "kube-proxy",
  );
  return sharesOf(pods.map(({ meta, spec }) => ({ name: meta.name, minor: tagOf(spec.containers[0]?.image) })));
}

function tagOf(image: string | undefined): Minor | undefined {
  return parseMinor(/:([^:/@]+)(@.*)?$/.exec(image ?? "")?.[1]);
}

function sharesOf(parts: readonly { readonly name: string; readonly minor: Minor | undefined }[]): readonly VersionShare[] {
  const groups = [...Map.groupBy(parts, ({ minor }) => minor)];
  return groups
    .sort(([one], [other]) => (other ?? -1) - (one ?? -1))
    .map(([minor, group]) => ({
      ...(minor === undefined ? {} : { minor }),
      count: group.length,
      names: group
        .map(({ name }) => name)
        .sort(compareText)
        .slice(0, mostNames),
    }));
}

/** @returns how many minors a kubelet may be older than the API server. */
export function widestSkew(kubelet: Minor): number {
  return kubelet < 25 ? 2 : 3;
}
