import { useInfiniteQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { api } from "#client/api.ts";
import { clusterScoped, type FindingAddress, filterParsers, type Sort } from "./finding-url.ts";

export type Filter = ReturnType<typeof useFilter>[0];

/** @returns what narrows the list, from the address, and what changes it. */
export function useFilter() {
  return useQueryStates(filterParsers);
}

/** The filters that a reader chooses from the facets; which cluster and scan a page is about is not one of them. */
export const chosenFilters = ["severity", "state", "pillar", "responsible", "check", "namespace", "kind"] as const;

/** @returns whether the reader narrowed the list. */
export function isFiltered(filter: Filter): boolean {
  return filter.life !== "open" || filter.q !== "" || chosenFilters.some((name) => filter[name].length > 0);
}

/** @returns the change that takes every filter away. */
export function withoutFilters() {
  return {
    life: "open" as const,
    q: "",
    severity: [],
    state: [],
    pillar: [],
    responsible: [],
    check: [],
    namespace: [],
    kind: [],
  };
}

function listed<T>(values: readonly T[]): T[] | undefined {
  return values.length === 0 ? undefined : [...values];
}

/** @returns the filter as the API takes it. */
export function inputOf(filter: Filter) {
  const places = filter.namespace.map((name) => (name === clusterScoped ? "" : name));
  return {
    cluster: listed(filter.cluster),
    scan: filter.scan ?? undefined,
    severity: listed(filter.severity),
    state: listed(filter.state),
    pillar: listed(filter.pillar),
    responsible: listed(filter.responsible),
    check: listed(filter.check),
    namespace: listed(places),
    kind: listed(filter.kind),
    life: filter.life,
    q: filter.q === "" ? undefined : filter.q,
  };
}

const pageSize = 60;

/** @returns the options of the list, page after page. */
function listOptions(filter: Filter, sort: Sort) {
  return api.findings.list.infiniteOptions({
    input: (cursor: string | undefined) => ({ ...inputOf(filter), sort, limit: pageSize, cursor }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    placeholderData: (old) => old,
  });
}

/** @returns the list as far as it is loaded, and what loads more of it. */
export function useFindingList(filter: Filter, sort: Sort) {
  return useInfiniteQuery(listOptions(filter, sort));
}

/** @returns the options of the counts beside the filters. */
export function facetOptions(filter: Filter) {
  return api.findings.facets.queryOptions({ input: inputOf(filter), placeholderData: (old) => old });
}

/** @returns the options of all that the filter leaves, by key. */
export function keysOptions(filter: Filter) {
  return api.findingLife.keys.queryOptions({ input: inputOf(filter), staleTime: 0 });
}

/** @returns the options of one finding with its evidence; what a scan found never changes, what people do with it makes it fetched anew. */
export function findingOptions({ scanId, fingerprint }: FindingAddress) {
  return api.findings.get.queryOptions({ input: { id: scanId, fingerprint }, staleTime: 300_000 });
}
