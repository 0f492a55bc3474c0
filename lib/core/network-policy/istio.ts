/** How a workload in the mesh of Istio takes traffic, by its PeerAuthentications. */
import type { ViewSight } from "../checks/define.ts";
import type { PodItem } from "../inventory/items.ts";
import type { PeerAuthenticationItem } from "../inventory/network-items.ts";
import { matchesSelector } from "../inventory/selector.ts";
import type { Authentication, MutualTls } from "./mutual-tls.ts";

const authentications = "peerauthentications.security.istio.io";
export const istioResources = [authentications] as const;

/** Istio's namespace for settings of the whole mesh, unless it is installed otherwise. */
const root = "istio-system";

/** The workload's own setting counts before the namespace's, and that before the mesh's; what is unset is taken from above. */
export function istioAuthentication(pod: PodItem, sight: ViewSight<(typeof istioResources)[number]>): Authentication {
  if (![pod.meta.namespace, root].every((namespace) => sight.complete(authentications, namespace)))
    return { mode: "unknown", doubt: "not every PeerAuthentication was seen" };
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
    return { mode: ports.includes("DISABLE") ? "off" : "permissive" };
  return { mode };
}

function oldest(level: readonly PeerAuthenticationItem[]): PeerAuthenticationItem | undefined {
  const age = ({ meta }: PeerAuthenticationItem) => `${meta.createdAt ?? ""} ${meta.name}`;
  return level.toSorted((a, b) => (age(a) < age(b) ? -1 : 1))[0];
}

function modeOf(mode: string | undefined): MutualTls {
  if (mode === "STRICT") return "strict";
  return mode === "DISABLE" ? "off" : "permissive";
}
