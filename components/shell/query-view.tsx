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
}

/** A page's states around one query: its skeleton, its error with try again, its content. Old content outlives a failed refresh. */
export function QueryView<T>({ query, skeleton, children }: QueryViewProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) {
    return (
      <ErrorState
        className="rounded-panel border border-line bg-panel"
        error={problemOf(query.error)}
        retry={() => void query.refetch()}
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
