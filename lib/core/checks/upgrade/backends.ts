/** Services that the API server calls, and whether anything answers there. */

import { type Gap, outside } from "../../inventory/gap.ts";
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

/** `elsewhere`: the Service is a name outside of the cluster; `untold`: whose the endpoints are was not kept; `unknown`: not seen. */
export type BackendState = "missing" | "noPort" | "notReady" | "single" | "ready" | "elsewhere" | "untold" | "unknown";

interface Seen {
  readonly found: ReadonlyMap<string, Backend>;
  readonly complete: Sight<BackendResource>["complete"];
}

/** @returns whether a called Service is there, has the port, and has endpoints that are ready. */
export function stateOfBackend({ namespace, name, port = 443 }: CalledService, { found, complete }: Seen): BackendState {
  const backend = found.get(keyOf(namespace, name));
  if (backend?.service === undefined) return complete("services", namespace) ? "missing" : "unknown";
  const { type, ports = [] } = backend.service;
  if (type === "ExternalName") return "elsewhere";
  if (!ports.some((one) => one.port === port)) return "noPort";
  if (!complete("endpointslices.discovery.k8s.io", namespace)) return "unknown";
  return stateOfSlices(backend.slices);
}

/** Slices of two families of addresses, and sometimes two of one, hold the same pod: pods are counted, and not endpoints. */
function stateOfSlices(slices: readonly EndpointSliceItem[]): BackendState {
  if (slices.some(({ ready }) => ready > 1)) return "ready";
  const filled = slices.filter(({ ready }) => ready === 1);
  if (filled.length < 2) return filled.length === 0 ? "notReady" : "single";
  const targets = new Set(filled.map(({ target }) => target));
  if (targets.has(undefined)) return "untold";
  return targets.size === 1 ? "single" : "ready";
}

const reasons = {
  elsewhere: "is a name outside of the cluster (ExternalName): whether anything answers there the API does not show",
  untold: "has endpoints of which this inventory does not say whether they are one pod: scan again",
} as const satisfies Partial<Record<BackendState, string>>;

interface Called {
  /** Absent for what is called by an address. */
  readonly service?: CalledService | undefined;
  readonly name: string;
}

interface SeenStates extends Seen {
  /** The states in which too little is known. */
  readonly states: readonly (keyof typeof reasons)[];
}

/** @returns why it is not known whether something answers to what the API server calls. */
export function unseenBackends(called: readonly Called[], { states, ...seen }: SeenStates): readonly Gap[] {
  const gaps = new Map<string, Gap>();
  for (const { service } of called) {
    const state = service && states.find((one) => one === stateOfBackend(service, seen));
    if (service === undefined || state === undefined) continue;
    const backend = formatBackend(service);
    gaps.set(backend, outside("services", `${backend} ${reasons[state]}`));
  }
  const byAddress = called.filter(({ service }) => service === undefined).map(({ name }) => name);
  if (byAddress.length === 0) return [...gaps.values()];
  const more = byAddress.length > mostNames ? ` and ${byAddress.length - mostNames} more` : "";
  const names = `${byAddress.slice(0, mostNames).join(", ")}${more}`;
  const detail = `whether anything answers at an address outside of the cluster the API does not show: ${names}`;
  return [...gaps.values(), outside("services", detail)];
}

const mostNames = 3;

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
