import { useQueries } from "@tanstack/react-query";
import { api } from "#client/api.ts";
import { exportAddress } from "#client/export-address.ts";
import type { MatrixRow } from "#contracts/access.ts";
import type { ViewOf } from "#contracts/views.ts";
import type { SubjectKind } from "./cell-address.ts";
import { pageSize, pagesFor } from "./row-pages.ts";

/** What narrows the matrix, as the URL says it. */
export interface MatrixFilter {
  readonly q: string;
  /** A part of a resource's name or group. */
  readonly resource: string;
  /** Capabilities beside the dangerous ones, as `verb:resource`. */
  readonly can: readonly string[];
  readonly kind: SubjectKind | null;
  readonly namespace: string;
  readonly risky: boolean;
  readonly defaults: "hide" | "show";
}

interface MatrixInput {
  id: string;
  defaults: "hide" | "show";
  q?: string;
  resource?: string;
  kind?: SubjectKind[];
  namespace?: string[];
  risky?: string;
}

/** A scan that has ended never changes, so what was read of it stays good. */
const forever = Number.POSITIVE_INFINITY;

/** @returns the filter as the API takes it. */
export function rowsInput(scanId: string, filter: MatrixFilter): MatrixInput {
  return {
    id: scanId,
    defaults: filter.defaults,
    ...(filter.q === "" ? {} : { q: filter.q }),
    ...(filter.resource === "" ? {} : { resource: filter.resource }),
    ...(filter.kind === null ? {} : { kind: [filter.kind] }),
    ...(filter.namespace === "" ? {} : { namespace: [filter.namespace] }),
    ...(filter.risky ? { risky: "true" } : {}),
  };
}

export type Pivot = NonNullable<ViewOf<"matrix">["pivot"]>;

/** @returns the matrix with its pivot and filter, as it is shared. */
export function matrixView(scan: string, pivot: Pivot, filter: MatrixFilter): ViewOf<"matrix"> {
  const { risky: _risky, id: _id, ...input } = rowsInput(scan, filter);
  const can = filter.can.length === 0 ? {} : { can: [...filter.can] };
  return { kind: "matrix", scan, pivot, filter: { ...input, ...can, ...(filter.risky ? { risky: true } : {}) } };
}

/** @returns where the matrix is as a file, with the same pivot and filter. */
export function matrixFiles(scanId: string, pivot: Pivot, filter: MatrixFilter) {
  const { id: scan, ...input } = rowsInput(scanId, filter);
  const query = { scan, pivot, ...input, ...(filter.can.length === 0 ? {} : { can: [...filter.can] }) };
  return { csv: exportAddress("matrix", query, "csv"), json: exportAddress("matrix", query, "json") };
}

/** @returns the options of the matrix's columns, size and overview. */
export function matrixOptions(scanId: string, filter: MatrixFilter) {
  return api.access.matrix.queryOptions({ input: rowsInput(scanId, filter), staleTime: forever, placeholderData: (old) => old });
}

/** @returns the options of one page of rows. */
function rowsOptions(scanId: string, filter: MatrixFilter, page: number) {
  const input = { ...rowsInput(scanId, filter), offset: page * pageSize, limit: pageSize };
  return api.access.rows.queryOptions({ input, staleTime: forever });
}

export interface LoadedRows {
  readonly rowAt: (index: number) => MatrixRow | undefined;
  /** The first page that could not be loaded. */
  readonly failed: { readonly error: Error; readonly retry: () => void } | undefined;
}

/** Loads the pages behind the rows in view and their neighbours, and the page that holds the focus. */
export function useMatrixRows(
  scanId: string,
  filter: MatrixFilter,
  total: number,
  view: { firstPage: number; lastPage: number; kept: number },
): LoadedRows {
  const keptPage = Math.floor(view.kept / pageSize);
  const wanted = [...new Set([...pagesFor(view.firstPage, view.lastPage, total), ...(view.kept < total ? [keptPage] : [])])];
  const results = useQueries({ queries: wanted.map((page) => rowsOptions(scanId, filter, page)) });
  const broken = results.find((result) => result.isError);
  return {
    rowAt: (index) => {
      const page = Math.floor(index / pageSize);
      return results[wanted.indexOf(page)]?.data?.rows[index - page * pageSize];
    },
    failed: broken?.error ? { error: broken.error, retry: () => void broken.refetch() } : undefined,
  };
}
