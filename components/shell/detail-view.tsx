"use client";
import type { UseQueryResult } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import type { ReactNode } from "react";
import { problemOf } from "#client/problem.ts";
import { Button } from "../ui/button.tsx";
import { ErrorState, Skeleton } from "../ui/states.tsx";

interface DetailViewProps<T> {
  /** Names the list that it leads back to, such as `All namespaces`. */
  back: string;
  /** The page's heading until its own is known. */
  name: string;
  query: UseQueryResult<T, Error>;
  onClose: () => void;
  children: (data: T) => ReactNode;
}

/** One of a list in the place of the list: the way back, then its skeleton, its error with try again, or its content. */
export function DetailView<T>({ back, name, query, onClose, children }: DetailViewProps<T>) {
  return (
    <>
      <Button tone="quiet" size="small" onClick={onClose} className="-ml-2 mb-2">
        <ArrowLeft aria-hidden />
        {back}
      </Button>
      {query.data !== undefined ? (
        children(query.data)
      ) : query.isError ? (
        <ErrorState level={1} error={problemOf(query.error)} retry={() => void query.refetch()} className="px-0" />
      ) : (
        <div aria-busy="true">
          <h1 className="sr-only">{name}</h1>
          <Skeleton className="mb-3 h-9 w-3/5" />
          <Skeleton className="mb-6 h-4 w-2/5" />
          <Skeleton className="h-64 w-full" />
        </div>
      )}
    </>
  );
}
