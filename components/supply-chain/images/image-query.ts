import { useInfiniteQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { api } from "#client/api.ts";
import { imageParsers } from "../supply-url.ts";

export type ImageFilter = ReturnType<typeof useImageFilter>[0];
export type SetImageFilter = ReturnType<typeof useImageFilter>[1];

/** @returns what narrows the images, from the address, and what changes it. */
export function useImageFilter() {
  return useQueryStates(imageParsers);
}

/** @returns whether the reader narrowed the list; which cluster it is about does not count. */
export function isFiltered({ cluster: _cluster, sort: _sort, ...filter }: ImageFilter): boolean {
  return Object.values(filter).some((value) => value.length > 0);
}

/** @returns a filter that leaves everything. */
export function withoutFilters() {
  return { namespace: [], state: [], registry: [], pinning: [], drift: [], signer: "", q: "" };
}

function listed<T>(values: readonly T[]): T[] | undefined {
  return values.length === 0 ? undefined : [...values];
}

/** @returns the filter as the API takes it. */
export function inputOf({ signer, q, sort, ...lists }: ImageFilter) {
  return {
    cluster: listed(lists.cluster),
    namespace: listed(lists.namespace),
    state: listed(lists.state),
    registry: listed(lists.registry),
    pinning: listed(lists.pinning),
    drift: listed(lists.drift),
    signer: signer === "" ? undefined : signer,
    q: q === "" ? undefined : q,
    sort,
  };
}

const pageSize = 50;

/** @returns the images as far as they are loaded, and what loads more of them. */
export function useImageList(filter: ImageFilter) {
  return useInfiniteQuery(
    api.images.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ ...inputOf(filter), limit: pageSize, cursor }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next,
      placeholderData: (old) => old,
    }),
  );
}
