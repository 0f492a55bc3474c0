import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { cn } from "./cn.ts";

/** The rest of a list that comes page by page. */
export interface More {
  readonly load: () => void;
  readonly busy: boolean;
}

interface Pages {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => Promise<unknown>;
}

/** @returns what loads the next page; undefined where all pages are there. */
export function moreOf({ hasNextPage, isFetchingNextPage, fetchNextPage }: Pages): More | undefined {
  return hasNextPage ? { load: () => void fetchNextPage(), busy: isFetchingNextPage } : undefined;
}

interface LoadMoreProps {
  readonly more: More | undefined;
  readonly children?: ReactNode;
  /** What is around it: some space above, where nothing is said. */
  readonly className?: string;
}

/** Below a list: the next page of it, or nothing where all of it is there. */
export function LoadMore({ more, children = "Load more", className = "mt-3" }: LoadMoreProps) {
  if (more === undefined) return null;
  return (
    <div className={cn("flex justify-center", className)}>
      <Button onClick={more.load} busy={more.busy}>
        {children}
      </Button>
    </div>
  );
}
