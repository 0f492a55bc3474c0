/** Services that the API server calls, and whether anything answers there. */

import type { ServiceItem } from "../../inventory/items.ts";
import type { CalledService, EndpointSliceItem } from "../../inventory/platform-items.ts";
import { defineView, type Sight } from "../define.ts";

export const backendResources = ["endpointslices.discovery.k8s.io", "services"] as const;
type BackendResource = (typeof backendResources)[number];

interface Backend {
  readonly service?: ServiceItem;
  readonly slices: EndpointSliceItem[];
}

export const backends = defineView({
  name: "backends",
  reads: backendResources,
  build({ list }): ReadonlyMap<string, Backend> {
    const found = new Map<string, Backend>();
    for (const service of list("services")) found.set(keyOf(service.meta.namespace, service.meta.name), { service, slices: [] });
    for (const slice of list("endpointslices.discovery.k8s.io")) {
      const key = keyOf(slice.meta.namespace, slice.meta.labels?.["kubernetes.io/service-name"] ?? "");
      const backend = found.get(key) ?? { slices: [] };
      backend.slices.push(slice);
      found.set(key, backend);
    }
    return found;
  },
});

function keyOf(namespace: string | undefined, name: string): string {
  return `${namespace ?? ""}/${name}`;
}

/** `unknown` where something was not seen. */
export type BackendState = "missing" | "noPort" | "notReady" | "single" | "ready" | "unknown";

interface Seen {
  readonly found: ReadonlyMap<string, Backend>;
  readonly complete: Sight<BackendResource>["complete"];
}

/** @returns whether a called Service is there, has the port, and has endpoints that are ready. */
export function stateOfBackend({ namespace, name, port = 443 }: CalledService, { found, complete }: Seen): BackendState {
  const backend = found.get(keyOf(namespace, name));
  if (backend?.service === undefined) return complete("services", namespace) ? "missing" : "unknown";
  const { type, ports = [] } = backend.service;
  if (type === "ExternalName") return "unknown";
  if (!ports.some((one) => one.port === port)) return "noPort";
  if (!complete("endpointslices.discovery.k8s.io", namespace)) return "unknown";
  const ready = backend.slices.reduce((sum, slice) => sum + slice.ready, 0);
  return ready === 0 ? "notReady" : ready === 1 ? "single" : "ready";
}

/** What is wrong with a backend, in words that follow its name. */
export const backendFaults: Readonly<Partial<Record<BackendState, string>>> = {
  missing: "which does not exist",
  noPort: "which does not have the port",
  notReady: "which has no endpoint that is ready",
};

/** @returns `policy/hook:443`. */
export function formatBackend({ namespace, name, port = 443 }: CalledService): string {
  return `${namespace}/${name}:${port}`;
}

/** @returns whether the last authority of a bundle has ended. */
export function isExpired(bundle: { readonly expiresAt?: string } | undefined, now: Date): boolean {
  return bundle?.expiresAt !== undefined && Date.parse(bundle.expiresAt) < now.getTime();
}
