/** Where the pages of a trail are. */
import type { ImagePlaceView } from "#contracts/supply-chain.ts";

type Place = Pick<ImagePlaceView, "clusterId" | "namespace" | "kind" | "workload"> & { readonly container?: string };

/** @returns the trail of a workload, or of one container of it. */
export function workloadTrail({ clusterId, namespace, kind, workload, container }: Place): string {
  const query = new URLSearchParams({ cluster: clusterId, namespace, kind, name: workload, ...(container && { container }) });
  return `/supply-chain/trail?${query}`;
}

/** @returns the trail of an image, wherever it runs. */
export function imageTrail(id: string): string {
  return `/supply-chain/images/${id}`;
}

/** @returns the trail of an image with what reports say of it opened. */
export function imageVulnerabilities(id: string): string {
  return `${imageTrail(id)}?link=vulnerabilities`;
}
