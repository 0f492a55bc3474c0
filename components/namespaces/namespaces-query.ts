import { api } from "#client/api.ts";
import { exportAddress } from "#client/export-address.ts";
import type { ViewOf } from "#contracts/views.ts";

export interface NamespacesFilter {
  readonly q: string;
  readonly open: boolean;
  readonly page: number;
}

export const pageSize = 50;
/** A scan that has ended never changes, so what was read of it stays good. */
const forever = Number.POSITIVE_INFINITY;

/** @returns the options of a page of namespaces. */
export function namespacesOptions(scanId: string, { q, open, page }: NamespacesFilter) {
  const input = {
    id: scanId,
    offset: (Math.max(1, page) - 1) * pageSize,
    limit: pageSize,
    ...(q === "" ? {} : { q }),
    ...(open ? { open: "true" } : {}),
  };
  return api.namespaces.list.queryOptions({ input, staleTime: forever, placeholderData: (old) => old });
}

/** @returns the list of namespaces with its filter, as it is shared. */
export function namespacesView(scan: string, { q, open }: NamespacesFilter): ViewOf<"namespaces"> {
  return { kind: "namespaces", scan, filter: { ...(q === "" ? {} : { q }), ...(open ? { open } : {}) } };
}

/** @returns where the list of namespaces is as a file, with the same filter. */
export function namespacesFiles(scan: string, { q, open }: NamespacesFilter) {
  const query = { scan, ...(q === "" ? {} : { q }), ...(open ? { open: "true" } : {}) };
  return { csv: exportAddress("namespaces", query, "csv"), json: exportAddress("namespaces", query, "json") };
}

/** @returns the options of one namespace. */
export function namespaceOptions(scanId: string, namespace: string) {
  return api.namespaces.get.queryOptions({ input: { id: scanId, namespace }, staleTime: forever });
}

export interface DelegationChoice {
  readonly namespace: string;
  readonly subject: string;
  readonly level: "baseline" | "restricted";
  readonly quota: boolean;
  readonly network: boolean;
}

/** @returns the options of the manifest that delegates a namespace. */
export function delegationOptions(scanId: string, { quota, network, ...choice }: DelegationChoice) {
  const input = { id: scanId, ...choice, quota: `${quota}`, network: `${network}` };
  return api.namespaces.delegation.queryOptions({ input, staleTime: forever, placeholderData: (old) => old });
}
