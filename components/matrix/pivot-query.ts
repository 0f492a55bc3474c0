import { useQueries } from "@tanstack/react-query";
import { api } from "#client/api.ts";
import type { ResourceRow } from "#contracts/access/pivots.ts";
import { type MatrixFilter, rowsInput } from "./matrix-query.ts";
import { pageSize, pagesFor } from "./row-pages.ts";

/** A scan that has ended never changes, so what was read of it stays good. */
const forever = Number.POSITIVE_INFINITY;

/** @returns the options of one page of resources; the first also tells how many there are. */
export function resourceOptions(scanId: string, filter: MatrixFilter, page: number) {
  const input = { ...rowsInput(scanId, filter), offset: page * pageSize, limit: pageSize, named: 0 };
  return api.access.resources.queryOptions({ input, staleTime: forever });
}

/** @returns the options of namespaces by capability. */
export function namespacesOptions(scanId: string, filter: MatrixFilter) {
  const { resource: _resource, ...input } = rowsInput(scanId, filter);
  return api.access.namespaces.queryOptions({
    input: { ...input, ...(filter.can.length === 0 ? {} : { can: [...filter.can] }) },
    staleTime: forever,
    placeholderData: (old) => old,
  });
}

export interface PlaceAddress {
  readonly capability: string;
  /** Absent: the whole cluster. */
  readonly namespace?: string | undefined;
}

/** @returns the options of who holds a capability. */
export function holdersOptions(scanId: string, filter: MatrixFilter, { capability, namespace }: PlaceAddress) {
  const { kind, defaults } = filter;
  const input = {
    id: scanId,
    capability,
    defaults,
    ...(kind && { kind: [kind] }),
    ...(namespace === undefined ? {} : { namespace }),
  };
  return api.access.holders.queryOptions({ input, staleTime: forever });
}

/** Loads the pages behind the resources in view and their neighbours, and the page that holds the focus. */
export function useResourceRows(
  scanId: string,
  filter: MatrixFilter,
  total: number,
  view: { firstPage: number; lastPage: number; kept: number },
) {
  const keptPage = Math.floor(view.kept / pageSize);
  const wanted = [...new Set([...pagesFor(view.firstPage, view.lastPage, total), ...(view.kept < total ? [keptPage] : [])])];
  const results = useQueries({ queries: wanted.map((page) => resourceOptions(scanId, filter, page)) });
  const broken = results.find((result) => result.isError);
  return {
    rowAt: (index: number): ResourceRow | undefined => {
      const page = Math.floor(index / pageSize);
      return results[wanted.indexOf(page)]?.data?.rows[index - page * pageSize];
    },
    failed: broken?.error ? { error: broken.error, retry: () => void broken.refetch() } : undefined,
  };
}
