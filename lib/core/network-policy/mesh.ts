/** Which workloads are in a service mesh, or ought to be, and whether they take traffic without mutual TLS. */
import type { ViewSight } from "../checks/define.ts";
import { workloadResources } from "../checks/workload/workloads.ts";
import type { NamespaceItem, PodItem } from "../inventory/items.ts";
import { hasEnded } from "../inventory/pod-owners.ts";
import { istioAuthentication, istioResources } from "./istio.ts";
import { linkerdAuthentication, linkerdProxy, linkerdResources } from "./linkerd.ts";
import { wantsIstio, wantsLinkerd } from "./mesh-wish.ts";
import { type Authentication, leastSafe } from "./mutual-tls.ts";
import { ownersOf } from "./owners.ts";
import type { NetworkWorkload } from "./world.ts";

export const meshResources = ["namespaces", ...workloadResources, ...istioResources, ...linkerdResources] as const;
export type MeshResource = (typeof meshResources)[number];

export interface MeshedWorkload extends Authentication {
  readonly workload: NetworkWorkload;
  readonly mesh: "Istio" | "Linkerd";
}

type InMesh = Omit<MeshedWorkload, "workload">;

/** @returns the workloads that are in a mesh, or ask for its proxy, each by the pod of it that takes traffic least safely. */
export function meshedWorkloads(sight: ViewSight<MeshResource>): { readonly workloads: readonly MeshedWorkload[] } {
  const { ownerOf } = ownersOf(sight);
  const namespaces = new Map(sight.list("namespaces").map((namespace) => [namespace.meta.name, namespace]));
  const found = new Map<NetworkWorkload, InMesh>();
  for (const pod of sight.list("pods")) {
    if (pod.spec.hostNetwork || hasEnded(pod)) continue;
    const inMesh = meshOf(pod, namespaces.get(pod.meta.namespace ?? ""), sight);
    if (inMesh === undefined) continue;
    const workload = ownerOf(pod);
    const known = found.get(workload);
    if (known === undefined || leastSafe([known, inMesh]) !== known) found.set(workload, inMesh);
  }
  return { workloads: [...found].map(([workload, inMesh]) => ({ workload, ...inMesh })) };
}

function meshOf(pod: PodItem, namespace: NamespaceItem | undefined, sight: ViewSight<MeshResource>): InMesh | undefined {
  if (isIn(pod, "istio-proxy") || isAmbient(pod, namespace?.meta.labels))
    return { mesh: "Istio", ...istioAuthentication(pod, sight) };
  if (isIn(pod, linkerdProxy)) return { mesh: "Linkerd", ...linkerdAuthentication(pod, namespace?.meta.annotations, sight) };
  if (wantsIstio(pod, namespace)) return { mesh: "Istio", mode: "absent" };
  return wantsLinkerd(pod, namespace) ? { mesh: "Linkerd", mode: "absent" } : undefined;
}

function isIn({ spec }: PodItem, proxy: string): boolean {
  return spec.containers.some(({ name, type }) => name === proxy && type !== "ephemeral");
}

function isAmbient({ meta }: PodItem, labels: Readonly<Record<string, string>> | undefined): boolean {
  const own = meta.labels?.["istio.io/dataplane-mode"];
  if (own !== undefined) return own === "ambient";
  return meta.annotations?.["ambient.istio.io/redirection"] === "enabled" || labels?.["istio.io/dataplane-mode"] === "ambient";
}
