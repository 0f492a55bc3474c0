/** What the pages of changes are asked, exported and shared as: the same filter each time. */
import { exportAddress } from "#client/export-address.ts";
import type { ViewOf } from "#contracts/views.ts";
import type { SubjectKind } from "../subject-words.ts";

/** What narrows the changes between two scans, as the URL says it. */
export interface ChangesFilter {
  readonly q: string;
  readonly kind: SubjectKind | null;
  readonly direction: "all" | "gained" | "lost";
  readonly risky: boolean;
}

/** @returns the filter as the API takes it, without whether only dangerous rights count. */
export function changesInput({ q, kind, direction }: Pick<ChangesFilter, "q" | "kind" | "direction">) {
  return {
    ...(q === "" ? {} : { q }),
    ...(kind === null ? {} : { kind: [kind] }),
    ...(direction === "all" ? {} : { direction }),
  };
}

/** @returns the changes between two scans, as they are shared. */
export function changesView(
  scans: { readonly before: string; readonly after: string },
  filter: ChangesFilter,
): ViewOf<"access-changes"> {
  return { kind: "access-changes", ...scans, filter: { ...changesInput(filter), ...(filter.risky ? { risky: true } : {}) } };
}

/** A right on a day, as the page asks about it. */
export interface AskedDay {
  readonly cluster: string;
  readonly at: string;
  readonly capability: string;
  readonly namespace: string;
}

/** @param scan the one that answers @returns who held a right on a day, as it is shared. */
export function holdersView(scan: string, { at, capability, namespace }: AskedDay): ViewOf<"holders"> {
  return { kind: "holders", scan, at, capability, ...(namespace === "" ? {} : { namespace }) };
}

export function holdersFiles({ namespace, ...asked }: AskedDay) {
  const query = { ...asked, ...(namespace === "" ? {} : { namespace }) };
  return { csv: exportAddress("holders", query, "csv"), json: exportAddress("holders", query, "json") };
}

export interface DriftFilter {
  readonly what: "roles" | "bindings";
  readonly q: string;
  readonly defaults: "hide" | "show";
}

/** @returns the drift between the clusters, as it is shared. */
export function driftView({ q, ...filter }: DriftFilter): ViewOf<"drift"> {
  return { kind: "drift", ...filter, ...(q === "" ? {} : { q }) };
}

export function driftFiles({ q, ...filter }: DriftFilter) {
  const query = { ...filter, ...(q === "" ? {} : { q }) };
  return { csv: exportAddress("drift", query, "csv"), json: exportAddress("drift", query, "json") };
}
