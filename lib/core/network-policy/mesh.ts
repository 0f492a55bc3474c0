/** Which workloads are in a service mesh, and whether they take traffic without mutual TLS. */
import type { ViewSight } from "../checks/define.ts";
import { workloadResources } from "../checks/workload/workloads.ts";
import type { PodItem } from "../inventory/items.ts";
import type { PeerAuthenticationItem } from "../inventory/network-items.ts";
import { hasEnded } from "../inventory/pod-owners.ts";
import { matchesSelector } from "../inventory/selector.ts";
import { type NetworkWorkload, ownersOf } from "./world.ts";

export const meshResources = [
  "namespaces",
  ...workloadResources,
  "peerauthentications.security.istio.io",
  "servers.policy.linkerd.io",
] as const;
export type MeshResource = (typeof meshResources)[number];

export type MutualTls = "strict" | "permissive" | "off" | "unknown";

export interface MeshedWorkload {
  readonly workload: NetworkWorkload;
  readonly mesh: "Istio" | "Linkerd";
  readonly mode: MutualTls;
  /** Why the mode is not known. */
  readonly doubt?: string;
}

type Pair = Pick<MeshedWorkload, "mesh" | "mode" | "doubt">;

const authentications = "peerauthentications.security.istio.io";
/** Istio's namespace for settings of the whole mesh, unless it is installed otherwise. */
const root = "istio-system";

/** @returns the workloads with a proxy, or in an ambient mesh, each with the least strict mode that any of its pods has. */
export function meshedWorkloads(sight: ViewSight<MeshResource>): { readonly workloads: readonly MeshedWorkload[] } {
  const { ownerOf } = ownersOf(sight);
  const labels = new Map(sight.list("namespaces").map(({ meta }) => [meta.name, meta]));
  const found = new Map<NetworkWorkload, Pair>();
  for (const pod of sight.list("pods")) {
    if (pod.spec.hostNetwork || hasEnded(pod)) continue;
    const namespace = labels.get(pod.meta.namespace ?? "");
    const pair =
      isIn(pod, "istio-proxy") || isAmbient(pod, namespace?.labels)
        ? ofIstio(pod, sight)
        : ofLinkerd(pod, namespace?.annotations, sight);
    if (pair === undefined) continue;
    const workload = ownerOf(pod);
    const known = found.get(workload);
    if (known === undefined || order.indexOf(pair.mode) < order.indexOf(known.mode)) found.set(workload, pair);
  }
  return { workloads: [...found].map(([workload, pair]) => ({ workload, ...pair })) };
}

const order: readonly MutualTls[] = ["off", "permissive", "unknown", "strict"];

function isIn({ spec }: PodItem, proxy: string): boolean {
  return spec.containers.some(({ name, type }) => name === proxy && type !== "ephemeral");
}

function isAmbient({ meta }: PodItem, labels: Readonly<Record<string, string>> | undefined): boolean {
  const own = meta.labels?.["istio.io/dataplane-mode"];
  if (own !== undefined) return own === "ambient";
  return meta.annotations?.["ambient.istio.io/redirection"] === "enabled" || labels?.["istio.io/dataplane-mode"] === "ambient";
}

/** The workload's own setting counts before the namespace's, and that before the mesh's; what is unset is taken from above. */
function ofIstio(pod: PodItem, sight: ViewSight<MeshResource>): Pair {
  if (![pod.meta.namespace, root].every((namespace) => sight.complete(authentications, namespace)))
    return { mesh: "Istio", mode: "unknown", doubt: "not every PeerAuthentication was seen" };
  const all = sight.list(authentications);
  const inside = all.filter(({ meta }) => meta.namespace === pod.meta.namespace);
  const levels = [
    inside.filter(({ selector }) => selector !== undefined && matchesSelector(selector, pod.meta.labels)),
    inside.filter(({ selector }) => selector === undefined),
    all.filter(({ meta, selector }) => meta.namespace === root && selector === undefined),
  ];
  const modes = levels.map((level) => oldest(level)?.mode).filter((mode) => mode !== undefined && mode !== "UNSET");
  const ports = Object.values(oldest(levels[0] ?? [])?.portModes ?? {});
  const mode = modeOf(modes[0]);
  if (mode === "strict" && ports.some((port) => port === "DISABLE" || port === "PERMISSIVE"))
    return { mesh: "Istio", mode: ports.includes("DISABLE") ? "off" : "permissive" };
  return { mesh: "Istio", mode };
}

function oldest(level: readonly PeerAuthenticationItem[]): PeerAuthenticationItem | undefined {
  const age = ({ meta }: PeerAuthenticationItem) => `${meta.createdAt ?? ""} ${meta.name}`;
  return level.toSorted((a, b) => (age(a) < age(b) ? -1 : 1))[0];
}

function modeOf(mode: string | undefined): MutualTls {
  if (mode === "STRICT") return "strict";
  return mode === "DISABLE" ? "off" : "permissive";
}

/** What a Server of Linkerd takes where no AuthorizationPolicy says otherwise: whoever has no identity among it. */
const letsAnybodyIn: ReadonlySet<string> = new Set(["all-unauthenticated", "cluster-unauthenticated", "audit"]);
const inbound = "config.linkerd.io/default-inbound-policy";

function ofLinkerd(
  pod: PodItem,
  annotations: Readonly<Record<string, string>> | undefined,
  sight: ViewSight<MeshResource>,
): Pair | undefined {
  if (!isIn(pod, "linkerd-proxy")) return undefined;
  const servers = sight
    .list("servers.policy.linkerd.io")
    .filter(
      ({ meta, podSelector = {} }) => meta.namespace === pod.meta.namespace && matchesSelector(podSelector, pod.meta.labels),
    );
  if (servers.some(({ accessPolicy = "deny" }) => letsAnybodyIn.has(accessPolicy)))
    return { mesh: "Linkerd", mode: "permissive" };
  if (servers.length > 0)
    return { mesh: "Linkerd", mode: "unknown", doubt: "Servers of Linkerd and who is authorized for them are not evaluated" };
  const policy = pod.meta.annotations?.[inbound] ?? annotations?.[inbound];
  if (policy === undefined)
    return {
      mesh: "Linkerd",
      mode: "unknown",
      doubt: "Linkerd's default inbound policy is set where it was installed, and was not seen",
    };
  return { mesh: "Linkerd", mode: /^((all|cluster)-authenticated|deny)$/.test(policy) ? "strict" : "permissive" };
}
