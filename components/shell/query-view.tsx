"use client";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { problemOf } from "#client/problem.ts";
import { ErrorState } from "../ui/states.tsx";

interface QueryViewProps<T> {
  query: UseQueryResult<T, Error>;
  /** Has the layout of what comes. */
  skeleton: ReactNode;
  children: (data: T) => ReactNode;
  /** It is all of the page: a failure takes the page's heading. */
  page?: boolean;
}

/** A page's states around one query: its skeleton, its error with try again, its content. Old content outlives a failed refresh. */
export function QueryView<T>({ query, skeleton, children, page = false }: QueryViewProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) {
    const error = problemOf(query.error);
    return (
      <ErrorState
        className="rounded-panel border border-line bg-panel"
        error={error}
        level={page ? 1 : 2}
        retry={error.status === 404 || error.status === 403 ? undefined : () => void query.refetch()}
        busy={query.isFetching}
      />
    );
  }
  return (
    <div aria-busy="true">
      <span role="status" className="sr-only">
        Loading
      </span>
      {skeleton}
    </div>
  );
}
