"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { api } from "#client/api.ts";
import { problemOf } from "#client/problem.ts";
import { LoadMore, moreOf } from "../ui/load-more.tsx";
import { ErrorState, SkeletonRows } from "../ui/states.tsx";
import { type MatrixFilter, rowsInput } from "./matrix-query.ts";
import { ResourceLines } from "./pivot-lines.tsx";

const step = 60;

function tableOptions(scanId: string, filter: MatrixFilter) {
  return api.access.resources.infiniteOptions({
    input: (offset: number) => ({ ...rowsInput(scanId, filter), offset, limit: step }),
    initialPageParam: 0,
    getNextPageParam: (page) => (page.offset + page.rows.length < page.total ? page.offset + page.rows.length : undefined),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Each resource in words: who holds what on it, equal rights joined. */
export function ResourceTable({ scanId, filter }: { scanId: string; filter: MatrixFilter }) {
  const query = useInfiniteQuery(tableOptions(scanId, filter));
  if (query.isError && query.data === undefined)
    return <ErrorState error={problemOf(query.error)} retry={() => void query.refetch()} />;
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  const total = query.data?.pages[0]?.total ?? 0;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto border-line border-t bg-panel">
      {query.isPending ? <SkeletonRows rows={12} columns={3} /> : null}
      {rows.length === 0 ? null : <ResourceLines rows={rows} />}
      <LoadMore more={moreOf(query)} className="border-line border-t p-3">
        Show {Math.min(step, total - rows.length)} more of {total.toLocaleString("en")}
      </LoadMore>
    </div>
  );
}
